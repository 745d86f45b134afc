import type { OperationFamily } from '../core/ports.ts';

/** A token bucket: `burst` calls at once, refilled at `perSecond`. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** The rate from `afterMs` on, counted from when the plan was set. */
export interface RatePhase extends Rate {
  readonly afterMs: number;
}

export type Fault =
  /** Any error of AWS's, such as TooManyUpdates or InternalServerError (500); the call is not carried out. */
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message?: string | undefined;
      readonly status?: number | undefined;
    }
  /** The connection breaks; `after` means that the call was carried out and its answer lost. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number | undefined }
  /** No answer until the caller gives up; the call is carried out only with `after`. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  /** Listings answer an empty page with a token before each real page. */
  | { readonly kind: 'empty-page' };

export interface FaultRule {
  readonly fault: Fault;
  /** Operation names; all of them when left out. */
  readonly operations?: readonly string[] | undefined;
  /** Matching calls that pass before the rule begins. */
  readonly skip?: number | undefined;
  /** How many calls it hits; no end when left out. */
  readonly times?: number | undefined;
  /** 0 to 1; 1 when left out. */
  readonly probability?: number | undefined;
}

export interface DenyRule {
  /** `ssm:PutParameter`, `kms:Decrypt`, `ssm:*`. */
  readonly action: string;
  /** An ARN with `*` for any text; every resource when left out. */
  readonly resource?: string | undefined;
  /** What the principal may still reach: a policy that allows only this. Same form as `resource`. */
  readonly except?: string | undefined;
  /** A Deny statement rather than a missing Allow: other words in the message. */
  readonly explicit?: boolean | undefined;
}

/** Misbehaviour as data. Everything is optional; an empty plan changes nothing. */
export interface FaultPlan {
  readonly throttle?: Readonly<Partial<Record<OperationFamily, Rate | readonly RatePhase[]>>> | undefined;
  /** All rules that match are applied, in this order, until one of them ends the call. */
  readonly rules?: readonly FaultRule[] | undefined;
  readonly denied?: readonly DenyRule[] | undefined;
  /** Key ids, ARNs or aliases that answer as disabled. */
  readonly disabledKeys?: readonly string[] | undefined;
  /** For so long after a put or delete, reads still see what was there before. Milliseconds. */
  readonly visibilityDelayMs?: number | undefined;
}

export const tooManyUpdates: Fault = { kind: 'error', code: 'TooManyUpdates' };
export const throttled: Fault = { kind: 'error', code: 'ThrottlingException', message: 'Rate exceeded' };
export const serverError: Fault = { kind: 'error', code: 'InternalServerError', status: 500 };
export const expiredToken: Fault = {
  kind: 'error',
  code: 'ExpiredTokenException',
  message: 'The security token included in the request is expired',
};

export function familyOf(operation: string): OperationFamily {
  switch (operation) {
    case 'GetParameter':
    case 'GetParameters':
    case 'GetParametersByPath':
      return 'read';
    case 'DescribeParameters':
    case 'GetParameterHistory':
    case 'GetServiceSetting':
      return 'describe';
    case 'PutParameter':
    case 'LabelParameterVersion':
    case 'UnlabelParameterVersion':
    case 'UpdateServiceSetting':
    case 'ResetServiceSetting':
      return 'put';
    case 'DeleteParameter':
    case 'DeleteParameters':
      return 'delete';
    case 'AddTagsToResource':
    case 'RemoveTagsFromResource':
      return 'tag';
    case 'ListTagsForResource':
      return 'list-tags';
    case 'GetCallerIdentity':
      return 'sts';
    default:
      return 'kms';
  }
}
