import type { Command } from 'commander';

/** What stood on the command line after the subcommand's name. */
export interface CommandInput {
  /** By commander's camel-cased names. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
}

/** A command line that works as it stands, shown by --help and in docs/commands.md. */
export interface Example {
  /** What it is for, in a few words: `preview, change nothing`. */
  readonly does: string;
  /** As typed; a long one goes on after a backslash and a line end. */
  readonly line: string;
}

/** A subcommand: one file in src/commands and one line in its registry. */
export interface CommandModule<Context> {
  /** `seed`; a nested one has a space: `local serve`. */
  readonly name: string;
  readonly summary: string;
  /** A paragraph for --help and the manual: what the summary leaves open, in plain text. */
  readonly about?: string;
  readonly examples?: readonly Example[];
  /** Adds arguments and options; the global ones are added for every command. */
  readonly declare: (command: Command) => void;
  /** It writes the settings file, so it runs where that cannot be read. */
  readonly makesSettings?: boolean;
  /** A server: a signal is how it ends, so its own exit code stands. */
  readonly endsBySignal?: boolean;
  /** Answers the exit code. */
  readonly run: (context: Context, input: CommandInput) => Promise<number>;
}

/** For options that may be given several times, one value each. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
