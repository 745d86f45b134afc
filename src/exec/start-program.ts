import type { Program } from '../core/program.ts';
import { runChild } from './child.ts';
import { environmentOf } from './environment.ts';
import { type Execve, replaceProcess } from './replace-process.ts';
import { requireSpace, type SpaceLimits } from './space.ts';

/** What of this process starting a program needs. */
export interface Starter {
  /** Undefined where Node cannot give a process over to a program: before 22.15, and on Windows. */
  readonly execve: Execve | undefined;
  /** Answers a function that stops listening. */
  readonly onSignal: (name: NodeJS.Signals, listener: () => void) => () => void;
  /** Is there a keyboard whose Ctrl-C reaches the program by itself? */
  readonly keyboard: boolean;
  /** Lets go of stdin, stdout and stderr, written out and in the state they were found in. */
  readonly releaseStreams: () => Promise<void>;
  /** Open files from 3 on that came from whoever started us. */
  readonly inherited: readonly number[];
  readonly space: SpaceLimits;
  /** NODE_DEBUG, which this process was started with. */
  readonly nodeDebug?: string | undefined;
}

/**
 * Gives this process over to the program where Node can, else runs it as a child. Node closes the open files
 * 3 to 15 when it gives over, and only a child can be handed them, so these decide for a child.
 */
export async function startProgram(program: Program, starter: Starter): Promise<number> {
  const environment = environmentOf(program);
  requireSpace(program.args, environment, starter.space);
  const { execve, inherited } = starter;
  if (execve !== undefined && inherited.length === 0) {
    return await replaceProcess(program, environment, { ...starter, execve });
  }
  return await runChild(program, environment, starter);
}
