import { CallError, wasNotCarriedOut } from '../../core/call-error.ts';
import type { ErrorCode } from '../../core/errors.ts';

export type GaveUpReason = 'interrupted' | 'max-time' | 'no-success';

/**
 * We stopped waiting for a call ourselves. `sent` tells whether the call was on its way, so that it may have
 * been carried out; a call that AWS throttled was not. Only an interruption has the code `interrupted`.
 */
export class GaveUp extends CallError {
  override readonly code: ErrorCode;
  readonly reason: GaveUpReason;
  readonly sent: boolean;

  constructor(reason: GaveUpReason, sent: boolean, message: string, cause?: unknown) {
    super('aborted', message, { hint: 'Run again: only what is left will be done.', cause });
    this.name = 'GaveUp';
    this.code = reason === 'interrupted' ? 'interrupted' : 'failed';
    this.reason = reason;
    this.sent = sent;
  }
}

/** Surely without effect: never sent, or answered by a refusal to carry it out. */
export function surelyWithoutEffect(error: unknown): boolean {
  if (error instanceof GaveUp) return !error.sent;
  return error instanceof CallError && wasNotCarriedOut(error.kind);
}
