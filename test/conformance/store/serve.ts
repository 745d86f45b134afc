import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../../..');

export interface Served {
  readonly url: string;
  readonly folder: string;
  readonly child: ChildProcess;
  /** What it has said on stderr so far: the access log. */
  readonly log: () => string;
  /** Ends it as Ctrl-C does, removes its folder and answers its exit code. */
  stop(): Promise<number | null>;
}

/** The built bundle as a process of its own, on a free port, with a store of its own. */
export async function serveBundle(args: readonly string[] = []): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-served-'));
  const program = join(repository, 'dist/ssmkit.cjs');
  const child = spawn(
    process.execPath,
    ['--', program, 'local', 'serve', '--port', '0', '--output', 'json', ...args],
    { cwd: folder, env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const ended = once(child, 'close');
  const first = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`The server did not start: ${err}`);
  const { url }: { url: string } = JSON.parse(String(first[0]));
  return {
    url,
    folder,
    child,
    log: () => err,
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}
