import type { ErrorCode } from '../errors.ts';
import type { OutcomeStatus } from '../plan/step.ts';
import type { Tag } from '../tag/tag.ts';
import type { KeyRotation, NewKey } from './key-admin.ts';

/** A tag to be written, with the value it replaces. */
export interface TagToSet extends Tag {
  readonly from?: string | undefined;
}

/**
 * Steps to an environment's key, in the order they are taken: pure data, each of them one call that is complete
 * but for the id of a key that an earlier step makes.
 */
export type KeyStep =
  | { readonly kind: 'create-key'; readonly request: NewKey }
  | { readonly kind: 'create-alias'; readonly alias: string }
  | { readonly kind: 'update-description'; readonly from: string; readonly to: string }
  | { readonly kind: 'untag'; readonly keys: readonly string[] }
  | {
      readonly kind: 'tag';
      readonly tags: readonly TagToSet[];
      /** The live tags could not be read, so all of them are written. */
      readonly unread: boolean;
    }
  | {
      readonly kind: 'enable-rotation';
      /** AWS's 365 when left out. */
      readonly days: number | undefined;
      readonly from: KeyRotation | undefined;
    }
  | {
      readonly kind: 'put-policy';
      /** What it is to replace: anything else that is found there by then is left alone. */
      readonly from: string;
      readonly to: string;
      readonly difference: readonly string[];
    }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refuse'; readonly reason: string; readonly hint: string }
  /** The live state was not read; shown in previews only, never applied. */
  | { readonly kind: 'unknown' };

type KeyStepKind = KeyStep['kind'];

export interface KeyPlan {
  readonly environment: string;
  readonly alias: string;
  /** The key that is there; undefined where one is to be created, or nothing is known. */
  readonly keyId: string | undefined;
  readonly steps: readonly KeyStep[];
  /** Said once each: what could not be read, and what is worth knowing. */
  readonly notes: readonly string[];
  /** Why the live state is not known at all; such a plan cannot be applied. */
  readonly stateUnknown?: { readonly why: string; readonly onPurpose: boolean } | undefined;
}

/** What became of one step; every step has exactly one. */
export interface KeyOutcome {
  readonly status: OutcomeStatus;
  readonly step: KeyStep;
  /** Of a key that was created: its id. */
  readonly keyId?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly code?: ErrorCode | undefined;
}

/** The call of each step that changes something, as AWS names it. */
const keyOperations = {
  'create-key': 'CreateKey',
  'create-alias': 'CreateAlias',
  'update-description': 'UpdateKeyDescription',
  untag: 'UntagResource',
  tag: 'TagResource',
  'enable-rotation': 'EnableKeyRotation',
  'put-policy': 'PutKeyPolicy',
} as const satisfies Partial<Record<KeyStepKind, string>>;

type ChangingKind = keyof typeof keyOperations;

function isChange(step: KeyStep): step is Extract<KeyStep, { kind: ChangingKind }> {
  return Object.hasOwn(keyOperations, step.kind);
}

/** Calls that change something, by operation. */
export function keyCalls(plan: KeyPlan): Readonly<Record<string, number>> {
  const calls: Record<string, number> = {};
  for (const step of plan.steps) {
    if (isChange(step)) calls[keyOperations[step.kind]] = (calls[keyOperations[step.kind]] ?? 0) + 1;
  }
  return calls;
}
