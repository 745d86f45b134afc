import type { ErrorCode } from '../core/errors.ts';

/** The exit codes of every command; documented in docs/output.md. */
export const exitCode = {
  done: 0,
  /** Failed, partly failed, stale or refused. */
  failed: 1,
  /** Usage, settings or input error: nothing was sent. */
  usage: 2,
  /** --exit-code, and a preview found differences. */
  differences: 3,
  confirmationNeeded: 4,
  /** Nothing was done for want of credentials or permission. */
  denied: 5,
  /** exec: the program is there and cannot be started; it was not found. As shells say it. */
  programUnusable: 126,
  programMissing: 127,
  /** Ctrl-C; 143 after SIGTERM. */
  interrupted: 130,
  terminated: 143,
} as const;

const ofError: Readonly<Record<ErrorCode, number>> = {
  usage: exitCode.usage,
  settings: exitCode.usage,
  input: exitCode.usage,
  failed: exitCode.failed,
  refused: exitCode.failed,
  'confirmation-needed': exitCode.confirmationNeeded,
  credentials: exitCode.denied,
  denied: exitCode.denied,
  interrupted: exitCode.interrupted,
  'program-missing': exitCode.programMissing,
  'program-unusable': exitCode.programUnusable,
};

export function exitCodeOf(code: ErrorCode): number {
  return ofError[code];
}
