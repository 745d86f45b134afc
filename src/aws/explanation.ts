import type { CallErrorKind } from '../core/call-error.ts';

/** Why a call failed and what to do: the parts of a CallError's message. */
export interface Explanation {
  /** A clause without its full stop; it follows "Could not read /x: ". */
  readonly reason: string;
  readonly hint?: string | undefined;
  /** The IAM action that is missing. */
  readonly action?: string | undefined;
  /** When the text says more than the error's name did. */
  readonly kind?: CallErrorKind | undefined;
  /** The reason is a sentence by itself: it is about no parameter. */
  readonly whole?: boolean | undefined;
}
