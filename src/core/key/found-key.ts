import type { Tag } from '../tag/tag.ts';
import type { KeyDetail, KeyRotation } from './key-admin.ts';
import type { PolicyDocument } from './policy-document.ts';

/** An environment's key as it is; undefined members could not be read. */
export interface LiveKey {
  readonly key: KeyDetail;
  readonly tags: readonly Tag[] | undefined;
  /** Also undefined where rotation is nothing that can be asked about. */
  readonly rotation: KeyRotation | undefined;
  /** Read only where roles are given. */
  readonly policy: LivePolicy | undefined;
}

export interface LivePolicy {
  readonly text: string;
  readonly document: PolicyDocument;
}

/** What is there of an environment's key. */
export type FoundKey =
  /** Its alias stands. */
  | { readonly kind: 'aliased'; readonly live: LiveKey }
  /** One key has its tag and no alias: an earlier run was cut off before the alias. */
  | { readonly kind: 'orphan'; readonly live: LiveKey }
  | { readonly kind: 'several'; readonly keyIds: readonly string[] }
  | { readonly kind: 'none' }
  /** No alias, and not all keys can be asked whether they are the environment's. */
  | { readonly kind: 'unsure'; readonly why: string; readonly action: string };

export interface KeyReading {
  readonly found: FoundKey;
  readonly notes: readonly string[];
}
