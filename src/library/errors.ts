/**
 * Why parameters could not be had.
 * - `options`: the call itself is wrong, or no Region is known. Nothing was sent.
 * - `ssm-denied`, `kms-denied`: AccessDeniedError; `action` is the missing IAM action.
 * - `kms-key`: the KMS key is disabled, pending deletion or gone.
 * - `credentials`: none, expired or invalid.
 * - `unavailable`: throttled, unreachable or faulty until time was up. Loading again may succeed.
 * - `rejected`: AWS refused the request for another reason.
 * - `nothing-found`: there is no parameter below the path.
 * - `not-found`, `ambiguous`: ParameterNotFoundError; no key is called so, or several are.
 * - `schema`: SchemaError; what was loaded does not fit the schema.
 */
export type ParametersErrorCode =
  | 'options'
  | 'ssm-denied'
  | 'kms-denied'
  | 'kms-key'
  | 'credentials'
  | 'unavailable'
  | 'rejected'
  | 'nothing-found'
  | 'not-found'
  | 'ambiguous'
  | 'schema';

/** Every error of this library. No message ever holds a parameter's value. */
export class ParametersError extends Error {
  readonly code: ParametersErrorCode;
  /** What to do about it, as a sentence. */
  readonly hint: string | undefined;

  constructor(
    code: ParametersErrorCode,
    message: string,
    details: { readonly hint?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ParametersError';
    this.code = code;
    this.hint = details.hint;
  }
}

/** A permission is missing: of Parameter Store (`ssm`), or of the key behind a SecureString (`kms`). */
export class AccessDeniedError extends ParametersError {
  readonly service: 'ssm' | 'kms';
  /** `ssm:GetParametersByPath`, `kms:Decrypt` */
  readonly action: string;

  constructor(
    action: string,
    message: string,
    details: { readonly hint?: string | undefined; readonly cause?: unknown } = {},
  ) {
    const service = action.startsWith('kms:') ? 'kms' : 'ssm';
    super(`${service}-denied`, message, details);
    this.name = 'AccessDeniedError';
    this.service = service;
    this.action = action;
  }
}

/** No loaded key is called so (`not-found`), or several end so (`ambiguous`). */
export class ParameterNotFoundError extends ParametersError {
  /** As it was asked for. */
  readonly key: string;

  constructor(
    code: 'not-found' | 'ambiguous',
    key: string,
    message: string,
    details: { readonly hint?: string | undefined } = {},
  ) {
    super(code, message, details);
    this.name = 'ParameterNotFoundError';
    this.key = key;
  }
}

/** What does not fit the schema; `key` is undefined where the complaint is about several. */
export interface SchemaIssue {
  readonly key: string | undefined;
  /** The validator's words, unless they repeat a value: then only that it does not fit. */
  readonly message: string;
}

/** What was loaded does not fit the schema. */
export class SchemaError extends ParametersError {
  readonly issues: readonly SchemaIssue[];

  constructor(message: string, issues: readonly SchemaIssue[]) {
    super('schema', message);
    this.name = 'SchemaError';
    this.issues = issues;
  }
}
