import type { Clock, FileReader } from './core/ports.ts';
import type { Execve } from './exec/replace-process.ts';
import type { InputStream } from './terminal/prompt.ts';
import type { OutputStream } from './terminal/terminal.ts';

/** Everything of the process that a run touches; main.ts gives the real one, tests their own. */
export interface Host {
  /** The name the program was called by: a link of an old script's name runs its subcommand. */
  readonly calledAs: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The same, with a HOME where there is one to be found: for looking up files, never for a program that is started. */
  readonly homed?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd: string;
  readonly pid: number;
  readonly nodeVersion: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Answers a function that stops listening. */
  readonly onSignal: (name: NodeJS.Signals, listener: () => void) => () => void;
  readonly clock: Clock;
  /** Relative paths are seen from `cwd`. */
  readonly files: FileReader;
  /** `linux`, `darwin`, …: what a program may be given depends on it. */
  readonly platform?: string | undefined;
  /** Open files from 3 on that came from whoever started us. */
  readonly inheritedFiles?: (() => readonly number[]) | undefined;
  /** Where Node can give this process over to a program. */
  readonly execve?: Execve | undefined;
  /** Before work that may be long: garbage is to be collected sooner, at the price of some time. */
  readonly spareMemory?: (() => void) | undefined;
  /** Leaves the standard streams as they were found, with everything written out. */
  readonly releaseStreams?: (() => Promise<void>) | undefined;
}
