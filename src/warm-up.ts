import { rehearse } from './aws/rehearsal.ts';
import type { Clock } from './core/ports.ts';
import type { Host } from './host.ts';
import { runCli } from './run-cli.ts';

/**
 * What runs while the startup snapshot of the single binary is built: loads what most runs load at first use, and
 * takes the way of --help and of a GetParameter once, so that their code goes into the snapshot compiled. Not that of
 * `get` as a whole: it would look for profile files. test/e2e/bundle-load.test.ts watches that nothing of that machine is looked at.
 */
export async function warmUp(nodeVersion: string): Promise<void> {
  for (const args of [['--version'], ['--help'], ['get']]) await runCli({ ...nowhere(nodeVersion), args });
  await rehearse();
}

/** Time stands still there. */
const stopped: Clock = { now: () => 0, sleep: () => Promise.reject(new Error('There is no time to wait.')) };

function nowhere(nodeVersion: string): Omit<Host, 'args'> {
  const written = { write: () => true };
  return {
    calledAs: 'ssmkit',
    env: {},
    cwd: '/',
    pid: 1,
    nodeVersion,
    stdin: { async *[Symbol.asyncIterator]() {} } as Host['stdin'],
    stdout: written,
    stderr: written,
    onSignal: () => () => {},
    clock: stopped,
    files: { read: () => Promise.reject(new Error('There are no files.')), exists: async () => false },
  };
}
