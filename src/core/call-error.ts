import { type ErrorCode, type ErrorDetails, SsmkitError } from './errors.ts';

/**
 * Why a call to AWS did not succeed.
 * - throttled, too-many-updates: the call was not carried out; repeat it later.
 * - server, connection, timeout: nobody knows whether it was carried out.
 * - denied: `action` is the IAM action that is missing, `ssm:…` or `kms:…`.
 * - key: the KMS key behind the parameter cannot be used (missing, disabled, pending deletion, denied).
 * - not-found, exists: about the parameter. rejected: any other answer that says no.
 * - credentials: none, expired or invalid. aborted: we gave up ourselves.
 */
export type CallErrorKind =
  | 'throttled'
  | 'too-many-updates'
  | 'server'
  | 'connection'
  | 'timeout'
  | 'denied'
  | 'key'
  | 'credentials'
  | 'not-found'
  | 'exists'
  | 'rejected'
  | 'aborted';

interface CallErrorDetails extends ErrorDetails {
  /** `ssm:GetParameters`, `kms:Decrypt`: what the principal may not do. */
  readonly action?: string | undefined;
  /** AWS's own error name. */
  readonly awsCode?: string | undefined;
  /** What the service said to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** Of credentials: what gives them has not answered, or has none yet, as on a machine that is starting. */
  readonly notYet?: boolean | undefined;
}

/** A failed call in ssmkit's words. Made in one place, src/aws/call-error.ts; the message is complete. */
export class CallError extends SsmkitError {
  readonly kind: CallErrorKind;
  readonly action: string | undefined;
  readonly awsCode: string | undefined;
  readonly retryAfter: number | undefined;
  readonly notYet: boolean;

  constructor(kind: CallErrorKind, message: string, details: CallErrorDetails = {}) {
    super(codeOf(kind), message, details);
    this.name = 'CallError';
    this.kind = kind;
    this.action = details.action;
    this.awsCode = details.awsCode;
    this.retryAfter = details.retryAfter;
    this.notYet = details.notYet === true;
  }
}

function codeOf(kind: CallErrorKind): ErrorCode {
  if (kind === 'denied') return 'denied';
  if (kind === 'credentials') return 'credentials';
  if (kind === 'aborted') return 'interrupted';
  return 'failed';
}

/** Was the call surely not carried out, so that sending it again cannot do it twice? */
export function wasNotCarriedOut(kind: CallErrorKind): boolean {
  return kind === 'throttled' || kind === 'too-many-updates';
}

/** May the call have been carried out although no answer came? */
export function mayHaveBeenCarriedOut(kind: CallErrorKind): boolean {
  return kind === 'server' || kind === 'connection' || kind === 'timeout';
}
