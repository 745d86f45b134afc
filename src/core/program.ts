import type { Secret } from './secret/secret.ts';

/** A program to start, with the variables it is to have. */
export interface Program {
  /** The file to run, as `find` answered it. */
  readonly file: string;
  /** What it is called by, then its arguments. */
  readonly args: readonly string[];
  /** Variables handed on as they are. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Variables from parameters; they win. */
  readonly variables: ReadonlyMap<string, Secret>;
}

/** What a command's name leads to. `text`: neither a binary nor a `#!` script, so a shell must read it. */
export type FoundProgram =
  | { readonly kind: 'found'; readonly file: string; readonly text: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly file: string; readonly reason: string };

/** Finds and starts one program. */
export interface ProgramPort {
  /** As a shell looks: along PATH (`path`), unless the name holds a slash. */
  find(command: string, path: string | undefined): Promise<FoundProgram>;
  /**
   * Gives this process over to the program, and then never answers; where that cannot be, runs it as a child
   * and answers its exit code, 128+n after signal n.
   * @throws SsmkitError `program-missing` or `program-unusable`: nothing was started.
   */
  run(program: Program): Promise<number>;
}
