import type { ParameterTier, ParameterType } from './parameter/type.ts';

/** Whom AWS takes us for. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
}

/** What credentials tell of themselves. */
export interface CredentialFacts {
  readonly account: string | undefined;
  readonly expiration: Date | undefined;
  /** What a person does to renew them; undefined where they renew themselves or never end. */
  readonly renew: string | undefined;
}

/** One line of an account's list of parameters. */
export interface DescribedParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly version: number;
  readonly tier: ParameterTier;
  /** As it was given at the last put: id, ARN, alias or alias ARN. */
  readonly keyId: string | undefined;
}

export interface LabelledVersion {
  readonly version: number;
  readonly labels: readonly string[];
}

/**
 * Harmless questions about an account and Region. Every method rejects with CallError. Except for the pages of
 * `describeAll`, a question is repeated only when AWS throttled it: that nobody answers is an answer too.
 */
export interface AccountProbes {
  /** Fetches the credentials, and sends nothing with them. */
  credentials(): Promise<CredentialFacts>;
  /** GetCallerIdentity; `timeout` after two seconds. */
  caller(): Promise<Caller>;
  /** GetServiceSetting. */
  serviceSetting(id: string): Promise<string | undefined>;
  /** DescribeParameters without a filter, 50 a page: everything there is in the account and Region. */
  describeAll(): AsyncIterable<readonly DescribedParameter[]>;
  /** The first page of GetParameterHistory without decryption: at most 50 versions, the oldest first. */
  oldestVersions(name: string): Promise<readonly LabelledVersion[]>;
  /** By how many milliseconds the server's clock is ahead of ours; undefined before its first answer. */
  clockSkew(): number | undefined;
}
