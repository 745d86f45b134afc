import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../../src/core/ports.ts';
import { fileReader } from '../../src/files/read-bytes.ts';
import type { Host } from '../../src/host.ts';
import { runCli } from '../../src/run-cli.ts';
import { createSystemClock } from '../../src/terminal/clock.ts';
import type { InputStream } from '../../src/terminal/prompt.ts';

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface CliOptions {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Bytes of a pipe, or a terminal of the test's own. */
  readonly stdin?: string | Buffer | InputStream | undefined;
  readonly calledAs?: string | undefined;
  readonly onSignal?: Host['onSignal'] | undefined;
  /** Called whenever something is written to standard output. */
  readonly onOutput?: (() => void) | undefined;
  /** Stands in for process.execve; without it `exec` starts a child. */
  readonly execve?: Host['execve'];
  readonly clock?: Clock | undefined;
}

/** A folder of its own for a test's files and its embedded store. */
export function workFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ssmkit-test-'));
}

/** One run in this process, as main.ts would start it, with nothing of this machine's environment. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const keep = (into: Buffer[]) => ({ write: (text: string | Uint8Array) => into.push(Buffer.from(text)) });
  const cwd = options.cwd ?? workFolder();
  const exitCode = await runCli({
    calledAs: options.calledAs ?? 'ssmkit',
    args,
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      ...options.env,
    },
    cwd,
    files: {
      read: (path) => fileReader.read(resolve(cwd, path)),
      exists: (path) => fileReader.exists(resolve(cwd, path)),
    },
    pid: process.pid,
    nodeVersion: process.version,
    stdin: stdinOf(options.stdin),
    stdout: {
      write: (text) => {
        keep(out).write(text);
        options.onOutput?.();
      },
    },
    stderr: keep(err),
    onSignal: options.onSignal ?? (() => () => {}),
    clock: options.clock ?? createSystemClock(),
    platform: process.platform,
    execve: options.execve,
  });
  return { stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exitCode };
}

function stdinOf(given: CliOptions['stdin']): InputStream {
  if (given !== undefined && typeof given !== 'string' && !(given instanceof Uint8Array)) return given;
  return (async function* () {
    yield Buffer.from(given ?? '');
  })();
}

/** The same, against the embedded store in `cwd`. */
export function local(cwd: string) {
  return (args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin?: string) =>
    cli([...args, '--local', '--local-dir', join(cwd, '.ssmkit')], { cwd, env, stdin });
}

export const repository = resolve(import.meta.dirname, '../..');
