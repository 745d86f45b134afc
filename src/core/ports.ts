import type { ParameterMetadata, StoredParameter } from './parameter/stored.ts';
import type { ParameterTier } from './parameter/type.ts';
import type { PutRequest } from './plan/step.ts';
import type { TagResourceType } from './tag/resource-type.ts';
import type { Tag } from './tag/tag.ts';

/** Calls that share one of AWS's request quotas, and therefore one pace. */
export type OperationFamily = 'read' | 'describe' | 'put' | 'delete' | 'tag' | 'list-tags' | 'kms' | 'sts';

/** How a call may be repeated. A write whose answer was lost is the caller's to look into. */
export type RetryRule = 'idempotent' | 'write';

/**
 * Paces and repeats single calls to AWS. Throttling and TooManyUpdates are always repeated here, since
 * such a call was not carried out; server faults, resets and timeouts only for `idempotent` calls.
 * Rejects with CallError (src/core/call-error.ts).
 */
export interface CallRunner {
  run<T>(family: OperationFamily, rule: RetryRule, call: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export interface Lookup {
  readonly found: readonly StoredParameter[];
  readonly missing: readonly string[];
}

/**
 * Parameter Store, as ssmkit uses it. Reads take any number of names; chunks and pages are the adapter's
 * own business. Every method rejects with CallError.
 */
export interface ParameterStore {
  /** GetParameters in tens. Names may carry a selector (`:3`, `:label`). */
  getParameters(names: readonly string[], options: { readonly decrypt: boolean }): Promise<Lookup>;
  /** GetParameter: one name. Answers undefined when there is none. */
  getParameter(name: string, options: { readonly decrypt: boolean }): Promise<StoredParameter | undefined>;
  /** GetParametersByPath, page by page; loops on the token alone, since pages can be empty. */
  getParametersByPath(
    path: string,
    options: { readonly recursive: boolean; readonly decrypt: boolean },
  ): AsyncIterable<readonly StoredParameter[]>;
  /** DescribeParameters filtered by name, at most 50 names a call. Missing names are left out. */
  describeParameters(names: readonly string[]): Promise<ReadonlyMap<string, ParameterMetadata>>;
  listTags(id: string, resourceType?: TagResourceType): Promise<readonly Tag[]>;
  /** One PutParameter. A write: never repeated by the adapter once its answer may have been lost. */
  put(request: PutRequest): Promise<{ readonly version: number; readonly tier: ParameterTier | undefined }>;
  /** One AddTagsToResource, an upsert. */
  addTags(id: string, tags: readonly Tag[], resourceType?: TagResourceType): Promise<void>;
  removeTags(id: string, keys: readonly string[], resourceType?: TagResourceType): Promise<void>;
  /** One DeleteParameters call: 1 to 10 names. */
  deleteParameters(
    names: readonly string[],
  ): Promise<{ readonly deleted: readonly string[]; readonly missing: readonly string[] }>;
}

export type KeyState =
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'Unavailable'
  | 'Creating'
  | string;

export interface KeyDescription {
  readonly arn: string;
  readonly keyId: string;
  readonly state: KeyState;
  /** `SYMMETRIC_DEFAULT` is the only spec Parameter Store can use. */
  readonly spec: string;
  readonly usage: string;
  /** When a key that is pending deletion will be gone. */
  readonly deletionDate?: Date | undefined;
}

/** The keys behind Parameter Store. Never asked about `alias/aws/ssm`: describing it can create it. */
export interface KeyDirectory {
  /** DescribeKey; undefined when there is no such key or alias. Rejects with CallError. */
  describeKey(keyId: string): Promise<KeyDescription | undefined>;
}

/** Whom AWS takes us for, as far as it is known without asking. */
export interface Identity {
  readonly region: string;
  readonly profile: string | undefined;
  /** From the credentials, or the first ARN returned; undefined until then. */
  readonly account: string | undefined;
  readonly endpoint: string | undefined;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Files read as they are; nothing is decoded, so that bad UTF-8 can be told. */
export interface FileReader {
  /** @throws SsmkitError `input` naming the path and what is wrong with it. */
  read(path: string): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
}
