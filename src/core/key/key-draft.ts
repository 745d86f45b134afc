import type { ArnScope } from '../parameter/name.ts';
import type { PathTemplate, TemplateFields } from '../parameter/template.ts';
import type { Tag } from '../tag/tag.ts';
import type { KeyStep } from './key-plan.ts';
import { maxPolicyBytes } from './policy-merge.ts';
import type { KeyRoles, PolicyFor } from './policy-statements.ts';

/** An environment's key as it should be. What is undefined is kept as it is live, or AWS's default. */
export interface KeyDraft {
  readonly environment: string;
  readonly alias: string;
  readonly description: string | undefined;
  readonly tags: readonly Tag[];
  readonly pruneTags: boolean;
  readonly rotationDays: number | undefined;
  readonly roles: KeyRoles;
  readonly template: PathTemplate;
  readonly fields: TemplateFields;
  /** Create a key although other keys may be the environment's. */
  readonly newKey: boolean;
}

export function hasRoles({ admins, users }: KeyRoles): boolean {
  return admins.length + users.length > 0;
}

export function policyFor({ roles, template, fields }: KeyDraft, scope: ArnScope): PolicyFor {
  return { roles, template, fields, scope };
}

/** The step in the place of one that would write such a policy. */
export const largePolicy: KeyStep = {
  kind: 'refuse',
  reason: `the policy of the key would be larger than ${maxPolicyBytes} bytes, which AWS refuses`,
  hint: 'Name fewer roles; one role can be assumed by many.',
};

export function tooLarge(policy: string): boolean {
  return new TextEncoder().encode(policy).length > maxPolicyBytes;
}
