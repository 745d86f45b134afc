import { constants } from 'node:os';
import { SsmkitError } from '../core/errors.ts';
import type { Program } from '../core/program.ts';
import { startError } from './start-error.ts';
import type { Starter } from './start-program.ts';

/** Signals whose default is to end a program, or that programs give a meaning of their own. */
const forwarded: readonly NodeJS.Signals[] = [
  ...(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM'] as const),
  ...([
    'SIGWINCH',
    'SIGIO',
    'SIGPWR',
    'SIGXCPU',
    'SIGXFSZ',
    'SIGURG',
    'SIGTRAP',
    'SIGSYS',
    'SIGABRT',
  ] as const),
  ...(['SIGINFO', 'SIGBREAK', 'SIGSTKFLT'] as const),
];

/** The terminal sends these to every process in its foreground; sent on, they would come twice. */
const fromKeyboard: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH', 'SIGINFO'];

/**
 * Runs the program with our own streams and hands on every signal; answers its exit code, 128+n after signal n.
 * @throws SsmkitError `program-missing` or `program-unusable`: nothing was started.
 */
export async function runChild(
  { file, args }: Program,
  environment: Readonly<Record<string, string>>,
  { onSignal, keyboard, inherited, nodeDebug }: Starter,
): Promise<number> {
  // Node itself would then print the whole environment, values and all.
  if (/child_process|\*/i.test(nodeDebug ?? '')) {
    throw new SsmkitError('program-unusable', 'NODE_DEBUG would show every value on standard error.', {
      hint: 'Nothing was started. Unset NODE_DEBUG.',
    });
  }
  const { spawn } = await import('node:child_process');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const last = Math.max(2, ...inherited);
  const stdio = Array.from({ length: last + 1 }, (_, fd) => {
    if (fd <= 2) return 'inherit' as const;
    return inherited.includes(fd) ? fd : ('ignore' as const);
  });
  const known = forwarded.filter((name) => Object.hasOwn(constants.signals, name));
  let kill: (name: NodeJS.Signals) => void = () => {};
  // Listening before the start: a signal must not end us and leave the program behind.
  const listeners = known.map((name) =>
    onSignal(name, () => {
      if (!(keyboard && fromKeyboard.includes(name))) kill(name);
    }),
  );
  try {
    const child = spawn(file, args.slice(1), { argv0: args[0], env: { ...environment }, stdio });
    kill = (name) => child.kill(name);
    child.once('error', (error) => reject(startError(args[0] ?? file, error)));
    child.once('exit', (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
    return await promise;
  } catch (error) {
    throw error instanceof Error && error.name === 'SsmkitError' ? error : startError(args[0] ?? file, error);
  } finally {
    for (const stop of listeners) stop();
  }
}
