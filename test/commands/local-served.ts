import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { fileReader } from '../../src/files/read-bytes.ts';
import { runCli } from '../../src/run-cli.ts';
import { createSystemClock } from '../../src/terminal/clock.ts';
import { workFolder } from '../support/run-cli.ts';

export interface ServedCli {
  readonly cwd: string;
  /** Of the embedded store. */
  readonly folder: string;
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends the signal and answers the exit code. */
  readonly stop: (name?: 'SIGINT' | 'SIGTERM') => Promise<number>;
}

/** `ssmkit local serve` in this process, on a free port, once it listens. Rejects with its stderr when it ends. */
export async function startServe(
  args: readonly string[] = [],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ServedCli> {
  const cwd = options.cwd ?? workFolder();
  let out = '';
  let err = '';
  let ended: number | undefined;
  const listeners = new Map<string, () => void>();
  const run = runCli({
    calledAs: 'ssmkit',
    args: ['local', 'serve', '--port', '0', ...args],
    env: { ...options.env },
    cwd,
    pid: process.pid,
    nodeVersion: process.version,
    files: {
      read: (path) => fileReader.read(resolve(cwd, path)),
      exists: (path) => fileReader.exists(resolve(cwd, path)),
    },
    stdin: (async function* () {})(),
    stdout: {
      write: (text: string | Uint8Array) => {
        out += Buffer.from(text).toString();
        return true;
      },
    },
    stderr: {
      write: (text: string | Uint8Array) => {
        err += Buffer.from(text).toString();
        return true;
      },
    },
    onSignal: (name, listener) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    clock: createSystemClock(),
  }).then((code) => {
    ended = code;
    return code;
  });
  const found = () => /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
  await vi.waitUntil(() => found() !== undefined || ended !== undefined, { timeout: 30_000, interval: 5 });
  const url = found();
  if (url === undefined) throw new Error(`exit ${ended}: ${err}`);
  return {
    cwd,
    folder: join(cwd, '.ssmkit'),
    url,
    stdout: () => out,
    stderr: () => err,
    stop: async (name = 'SIGINT') => {
      listeners.get(name)?.();
      return await run;
    },
  };
}
