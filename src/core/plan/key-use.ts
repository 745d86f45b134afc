import { defaultKeyId } from '../parameter/type.ts';
import type { KeyDescription } from '../ports.ts';
import type { Draft } from './draft.ts';
import type { LiveState } from './live-state.ts';
import type { Plan } from './step.ts';

/** Says why Parameter Store could not encrypt under a key, or nothing. Source: KMS developer guide, key states. */
export function keyProblem(key: KeyDescription | 'missing'): string | undefined {
  if (key === 'missing') return 'does not exist in this account and Region';
  if (key.state === 'Disabled') return 'is disabled';
  if (key.state === 'PendingDeletion') return 'is pending deletion';
  if (key.state !== 'Enabled') return `is in the state ${key.state}`;
  if (key.usage !== 'ENCRYPT_DECRYPT' || key.spec !== 'SYMMETRIC_DEFAULT')
    return 'is not a symmetric encryption key';
  return undefined;
}

/**
 * The customer keys to describe before writing: those the plan encrypts under, and both sides of every
 * re-keying. Distinct, and never the default key, which describing could create.
 */
export function keysToDescribe(plan: Plan, drafts: readonly Draft[], live: LiveState): readonly string[] {
  const ids = new Set<string>();
  for (const step of plan.steps) {
    if ((step.kind === 'create' || step.kind === 'update') && step.put.keyId) ids.add(step.put.keyId);
  }
  for (const draft of drafts) {
    const current = live.parameters.get(draft.name)?.metadata?.keyId;
    if (draft.keyId === undefined || current === undefined || draft.keyId === current) continue;
    ids.add(draft.keyId);
    ids.add(current);
  }
  return [...ids].filter((id) => id !== defaultKeyId && !id.endsWith(`:${defaultKeyId}`));
}
