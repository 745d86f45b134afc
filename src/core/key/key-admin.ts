import type { KeyDescription } from '../ports.ts';
import type { Tag } from '../tag/tag.ts';

/** All that DescribeKey tells of a key as far as ssmkit judges it. */
export interface KeyDetail extends KeyDescription {
  readonly account: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  /** `AWS_KMS`, `EXTERNAL` (imported material), `AWS_CLOUDHSM`, `EXTERNAL_KEY_STORE`. */
  readonly origin: string;
  readonly description: string;
  /** Of a key that is pending deletion. */
  readonly deletionDate: Date | undefined;
  /** Of a multi-Region replica: its primary key, where rotation is set. */
  readonly primaryArn: string | undefined;
}

export interface KeyAlias {
  /** `alias/ssm-prod` */
  readonly name: string;
  readonly arn: string;
  /** Undefined for a predefined alias of AWS that has no key yet. */
  readonly keyId: string | undefined;
}

export interface KeyRotation {
  readonly enabled: boolean;
  /** AWS answers none while rotation is off. */
  readonly days: number | undefined;
}

/** Exactly what goes out with CreateKey: a symmetric key for encryption, made by KMS. */
export interface NewKey {
  readonly description: string;
  readonly tags: readonly Tag[];
  /** JSON; AWS's default policy when left out. */
  readonly policy: string | undefined;
}

/** A SecureString and its key as it was given at the last put: id, ARN, alias or alias ARN. */
export interface KeyUse {
  readonly parameter: string;
  readonly keyId: string | undefined;
}

/**
 * The customer keys of Parameter Store, read and managed. Whole answers: pages are the adapter's business. A
 * key is named by id or ARN, only `describe` takes aliases too. Every method rejects with CallError.
 */
export interface KeyAdmin {
  /** DescribeKey; undefined when there is no such key or alias. Never to be asked about `alias/aws/…`. */
  describe(keyId: string): Promise<KeyDetail | undefined>;
  listAliases(): Promise<readonly KeyAlias[]>;
  /** The ARN of every key of the account in this Region. */
  listKeys(): Promise<readonly string[]>;
  listTags(keyId: string): Promise<readonly Tag[]>;
  rotation(keyId: string): Promise<KeyRotation>;
  /** The key policy, as JSON text. */
  policy(keyId: string): Promise<string>;
  /** DescribeParameters of all SecureStrings, or of those below a path; page by page. */
  secureStrings(path: string | undefined): AsyncIterable<readonly KeyUse[]>;

  /** One CreateKey. KMS knows no client token: never repeated by the adapter once its answer may be lost. */
  createKey(request: NewKey): Promise<KeyDetail>;
  /** One CreateAlias, likewise. */
  createAlias(alias: string, keyId: string): Promise<void>;
  /** One PutKeyPolicy, likewise. */
  putPolicy(keyId: string, policy: string): Promise<void>;
  setDescription(keyId: string, description: string): Promise<void>;
  /** An upsert. */
  setTags(keyId: string, tags: readonly Tag[]): Promise<void>;
  removeTags(keyId: string, keys: readonly string[]): Promise<void>;
  /** AWS's 365 days when none are given. */
  enableRotation(keyId: string, days: number | undefined): Promise<void>;
}
