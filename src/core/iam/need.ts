import type { TagResourceType } from '../tag/resource-type.ts';

/** What one or more calls are about. A name may be a pattern, `*` as IAM reads it, a path, or a whole ARN. */
export type Target =
  | { readonly kind: 'any' }
  | { readonly kind: 'parameter'; readonly name: string }
  /** Of the calls about tags, for which Systems Manager writes a parameter's ARN in two ways. */
  | { readonly kind: 'tags'; readonly type: TagResourceType; readonly id: string }
  /** A key that Parameter Store uses for the caller, for the values of these parameters alone. */
  | { readonly kind: 'values'; readonly keyId: string; readonly names: readonly string[] }
  /** A key that ssmkit asks KMS about itself. */
  | { readonly kind: 'key'; readonly keyId: string }
  /** A resource by its ARN without partition, Region and account: `kms alias/ssm-prod`. */
  | { readonly kind: 'resource'; readonly service: string; readonly path: string };

/** One action on one thing. */
export interface Need {
  /** `ssm:GetParameters` */
  readonly action: string;
  readonly on: Target;
}

/** One line of the table of permissions: which command takes which action on what. */
export interface Permission {
  readonly action: string;
  /** In words: `each name`, `the path of each service`. */
  readonly on: string;
  /** On what condition it is taken; undefined means on every run. */
  readonly when?: string | undefined;
  /** What happens where it is denied; undefined means that the run fails. */
  readonly without?: string | undefined;
}

export function needs(action: string, on: readonly Target[]): readonly Need[] {
  return on.map((target) => ({ action, on: target }));
}

export const anything: readonly Target[] = [{ kind: 'any' }];

export function parameters(names: readonly string[]): readonly Target[] {
  return names.map((name) => ({ kind: 'parameter', name }));
}

export function tagsOf(ids: readonly string[], type: TagResourceType = 'Parameter'): readonly Target[] {
  return ids.map((id) => ({ kind: 'tags', type, id }));
}
