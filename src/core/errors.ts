/**
 * What kind of failure this is. The exit code of a run follows from it (src/cli/exit-code.ts):
 * usage, settings and input mean that nothing was sent.
 */
export type ErrorCode =
  | 'usage'
  | 'settings'
  | 'input'
  | 'failed'
  | 'refused'
  | 'confirmation-needed'
  | 'credentials'
  | 'denied'
  | 'interrupted'
  | 'program-missing'
  | 'program-unusable';

export interface ErrorDetails {
  /** What to do next, as one sentence or command line. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** Every error a user is meant to read. The message never holds a parameter's value. */
export class SsmkitError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'SsmkitError';
    this.code = code;
    this.hint = details.hint;
  }
}

/** One located complaint about an input; the message names the key, never its value. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** As the user wrote it on the command line; `-` for standard input. */
  readonly file: string;
  /** 1-based; 0 when the complaint is about the whole file. */
  readonly line: number;
  readonly key?: string | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Input that cannot be used, with everything that is wrong with it at once. */
export class InputError extends SsmkitError {
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[], details: ErrorDetails = {}) {
    super('input', message, details);
    this.name = 'InputError';
    this.findings = findings;
  }
}
