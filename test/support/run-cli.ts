import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileReader } from '../../src/files/read-bytes.ts';
import { runCli } from '../../src/run-cli.ts';
import { systemClock } from '../../src/terminal/clock.ts';

interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

interface CliOptions {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | Buffer | undefined;
  readonly calledAs?: string | undefined;
}

/** A folder of its own for a test's files and its embedded store. */
export function workFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ssmkit-test-'));
}

/** One run in this process, as main.ts would start it, with nothing of this machine's environment. */
async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
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
    stdin: (async function* () {
      yield Buffer.from(options.stdin ?? '');
    })(),
    stdout: keep(out),
    stderr: keep(err),
    onSignal: () => () => {},
    clock: systemClock,
  });
  return { stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), exitCode };
}

/** The same, against the embedded store in `cwd`. */
export function local(cwd: string) {
  return (args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin?: string) =>
    cli([...args, '--local', '--local-dir', join(cwd, '.ssmkit')], { cwd, env, stdin });
}

export const repository = resolve(import.meta.dirname, '../..');
