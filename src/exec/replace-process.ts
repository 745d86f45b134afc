import type { Program } from '../core/program.ts';
import { startError } from './start-error.ts';
import type { Starter } from './start-program.ts';

/** process.execve: does not return, unless it fails. */
export type Execve = (
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
) => void;

/** One process, one PID: signals, stdin and the terminal are the program's own. */
export async function replaceProcess(
  { file, args }: Program,
  environment: Readonly<Record<string, string>>,
  { execve, onSignal, releaseStreams }: Starter & { readonly execve: Execve },
): Promise<number> {
  // Node ignores SIGPIPE, and what is ignored stays so in the program; what is listened to does not.
  const unlisten = onSignal('SIGPIPE', () => {});
  try {
    await releaseStreams();
    execve(file, args, environment);
    return 0;
  } catch (error) {
    throw startError(args[0] ?? file, error);
  } finally {
    unlisten();
  }
}
