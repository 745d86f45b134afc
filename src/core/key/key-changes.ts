import type { ArnScope } from '../parameter/name.ts';
import { maxTags, tagChanges, tagCountAfter } from '../tag/tag.ts';
import { environmentTag } from './environment-key.ts';
import type { LiveKey } from './found-key.ts';
import { hasRoles, type KeyDraft, largePolicy, policyFor, tooLarge } from './key-draft.ts';
import { rotationObstacle } from './key-finding.ts';
import type { KeyStep } from './key-plan.ts';
import { delegatesToAccount, mergePolicy } from './policy-merge.ts';

interface Changes {
  readonly steps: readonly KeyStep[];
  readonly notes: readonly string[];
}

/** What takes a usable key to what it should be. */
export function changesOf(draft: KeyDraft, live: LiveKey, scope: ArnScope): Changes {
  const { description } = draft;
  const described: readonly KeyStep[] =
    description === undefined || description === live.key.description
      ? []
      : [{ kind: 'update-description', from: live.key.description, to: description }];
  const parts = [tagging(draft, live), rotating(draft, live), policing(draft, live, scope)];
  return {
    steps: [...described, ...parts.flatMap(({ steps }) => steps)],
    notes: parts.flatMap(({ notes }) => notes),
  };
}

function tagging({ tags, pruneTags }: KeyDraft, live: LiveKey): Changes {
  if (tags.length === 0) return nothing;
  if (live.tags === undefined) {
    if (!pruneTags) return { steps: [{ kind: 'tag', tags, unread: true }], notes: [] };
    const reason = 'the tags of the key could not be read, so none can be pruned';
    const hint = 'Allow kms:ListResourceTags, or leave out --prune-tags.';
    return { steps: [{ kind: 'refuse', reason, hint }], notes: [] };
  }
  const before = new Map(live.tags.map(({ Key, Value }) => [Key, Value]));
  const changes = tagChanges(tags, live.tags, pruneTags);
  const remove = changes.remove.filter((key) => key !== environmentTag);
  const count = tagCountAfter(live.tags, { ...changes, remove });
  if (count > maxTags) {
    const reason = `the key would have ${count} tags; AWS allows ${maxTags}`;
    return { steps: [{ kind: 'refuse', reason, hint: 'Remove some, or give --prune-tags.' }], notes: [] };
  }
  const set = changes.set.map((tag) => ({ ...tag, from: before.get(tag.Key) }));
  return {
    steps: [
      ...(remove.length > 0 ? [{ kind: 'untag', keys: remove } as const] : []),
      ...(set.length > 0 ? [{ kind: 'tag', tags: set, unread: false } as const] : []),
    ],
    notes: [],
  };
}

/** Enabling a rotation that is not known could change its period, so that needs one to be named. */
function rotating({ rotationDays: days }: KeyDraft, { key, rotation }: LiveKey): Changes {
  const obstacle = rotationObstacle(key);
  if (obstacle !== undefined) {
    if (days === undefined) return { steps: [], notes: [`Rotation cannot be enabled: ${obstacle}.`] };
    const reason = `the rotation of the key cannot be set: ${obstacle}`;
    return { steps: [{ kind: 'refuse', reason, hint: 'Leave out --rotation-period.' }], notes: [] };
  }
  if (days === undefined ? rotation === undefined || rotation.enabled : rotation?.days === days)
    return nothing;
  return { steps: [{ kind: 'enable-rotation', days, from: rotation }], notes: [] };
}

function policing(draft: KeyDraft, { policy }: LiveKey, scope: ArnScope): Changes {
  if (!hasRoles(draft.roles)) return nothing;
  if (policy === undefined) {
    const reason = 'the policy of the key could not be read, so it is not replaced';
    const hint = 'Allow kms:GetKeyPolicy, or leave out --role-admin and --role-use.';
    return { steps: [{ kind: 'refuse', reason, hint }], notes: [] };
  }
  const closed = delegatesToAccount(policy.document, scope)
    ? []
    : ["The key's own policy alone decides: it has no statement that lets the account's IAM policies."];
  const merged = mergePolicy(policy.document, policyFor(draft, scope));
  if (merged === undefined) return { steps: [], notes: closed };
  if (tooLarge(merged.text)) return { steps: [largePolicy], notes: closed };
  const { text: to, difference } = merged;
  return { steps: [{ kind: 'put-policy', from: policy.text, to, difference }], notes: closed };
}

const nothing: Changes = { steps: [], notes: [] };
