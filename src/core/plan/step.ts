import type { ErrorCode } from '../errors.ts';
import type { ParameterName } from '../parameter/name.ts';
import type { ParameterTier, ParameterType } from '../parameter/type.ts';
import type { Secret } from '../secret/secret.ts';
import type { TagResourceType } from '../tag/resource-type.ts';
import type { Tag } from '../tag/tag.ts';

/** Exactly what goes out with PutParameter; apply adds nothing to it. */
export interface PutRequest {
  readonly name: ParameterName;
  readonly value: Secret;
  readonly type: ParameterType;
  readonly overwrite: boolean;
  readonly keyId?: string | undefined;
  readonly tier?: ParameterTier | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  /** JSON array as text, as AWS takes it. */
  readonly policies?: string | undefined;
  readonly dataType?: string | undefined;
  /** Only on create: AWS refuses tags together with overwrite. */
  readonly tags?: readonly Tag[] | undefined;
}

/** One difference that an update makes. Values are compared, never shown. */
export type Change =
  | { readonly field: 'value'; readonly because: 'different' | 'unknown' }
  | { readonly field: 'type' | 'tier' | 'key' | 'dataType'; readonly from: string; readonly to: string }
  | { readonly field: 'description' | 'allowedPattern' | 'policies' };

export interface TagEdit {
  readonly set: readonly Tag[];
  readonly remove: readonly string[];
  /** The live tags could not be read, so all of them are written. */
  readonly unread?: boolean | undefined;
}

/** Steps of a plan: pure data, complete enough to be applied without looking anything up. */
export type PlanStep =
  | { readonly kind: 'create'; readonly name: ParameterName; readonly put: PutRequest }
  | {
      readonly kind: 'update';
      readonly name: ParameterName;
      readonly put: PutRequest;
      readonly fromVersion: number;
      readonly changes: readonly Change[];
      readonly tags?: TagEdit | undefined;
    }
  | {
      readonly kind: 'retag';
      /** A parameter's name, or the id of the other resource. */
      readonly name: ParameterName;
      readonly tags: TagEdit;
      /** Parameter when left out. */
      readonly resourceType?: TagResourceType | undefined;
    }
  | {
      readonly kind: 'delete';
      readonly name: ParameterName;
      readonly fromVersion: number;
      readonly type: ParameterType;
      /** These three are there to be shown. */
      readonly arn?: string | undefined;
      readonly lastModified?: Date | undefined;
      readonly tags?: readonly Tag[] | undefined;
    }
  | {
      readonly kind: 'keep';
      readonly name: ParameterName;
      /** Unknown where only tags were looked at. */
      readonly version?: number | undefined;
      readonly type?: ParameterType | undefined;
    }
  | {
      readonly kind: 'refuse';
      readonly name: ParameterName;
      readonly reason: string;
      readonly hint?: string | undefined;
    }
  /** The live state was not read; shown in previews only, never applied. */
  | { readonly kind: 'unknown'; readonly name: ParameterName; readonly type: ParameterType | undefined };

export type StepKind = PlanStep['kind'];

export interface Plan {
  /** In the order of the drafts, then deletes. At most one step per name. */
  readonly steps: readonly PlanStep[];
  /** Said once each: what could not be read and the action that would allow it; other warnings. */
  readonly notes: readonly string[];
  /** Why the live state is not known at all; such a plan cannot be applied. */
  readonly stateUnknown?: { readonly why: string; readonly onPurpose: boolean } | undefined;
}

export type OutcomeStatus = 'applied' | 'kept' | 'skipped' | 'failed' | 'stale' | 'interrupted';

/** What became of one step; every step has exactly one. */
export interface Outcome {
  readonly status: OutcomeStatus;
  readonly step: PlanStep;
  /** The version AWS answered with. */
  readonly version?: number | undefined;
  /** Why it failed, is stale or was skipped; or what is worth knowing about a success. */
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** What kind of failure it was; the exit code of a run in which nothing was done follows from it. */
  readonly code?: ErrorCode | undefined;
  /** The write went out but landed on a version that was not the planned one. */
  readonly wroteOver?: boolean | undefined;
}
