import { CallError } from '../core/call-error.ts';
import type { ParameterName } from '../core/parameter/name.ts';
import type { Plan, PlanStep } from '../core/plan/step.ts';
import type { ParameterStore } from '../core/ports.ts';
import type { TagResourceType } from '../core/tag/resource-type.ts';
import { maxTags, type Tag, tagChanges, tagCountAfter } from '../core/tag/tag.ts';
import { sideBySide } from './side-by-side.ts';

export interface TagQuery {
  readonly resourceType: TagResourceType;
  readonly ids: readonly string[];
  readonly tags: readonly Tag[];
  readonly prune: boolean;
}

/** Reads each resource's tags and plans what is missing, different, or, when pruning, too many. */
export async function planTags(store: ParameterStore, query: TagQuery): Promise<Plan> {
  let denied = false;
  const steps = await sideBySide(query.ids, async (id): Promise<PlanStep> => {
    const name = id as ParameterName;
    try {
      return step(query, name, await store.listTags(id, query.resourceType));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.kind === 'not-found') return { kind: 'refuse', name, reason: 'does not exist' };
      if (error.kind !== 'denied') throw error;
      denied = true;
      return unread(query, name);
    }
  });
  const notes = denied
    ? ['Live tags are unknown: ssm:ListTagsForResource is denied. They are written whole.']
    : [];
  return { steps, notes };
}

function step({ resourceType, tags, prune }: TagQuery, name: ParameterName, live: readonly Tag[]): PlanStep {
  const edit = tagChanges(tags, live, prune);
  if (edit.set.length === 0 && edit.remove.length === 0) return { kind: 'keep', name };
  const count = tagCountAfter(live, edit);
  if (count > maxTags) {
    const hint = 'Remove some, or give --prune-tags.';
    return { kind: 'refuse', name, reason: `would have ${count} tags; AWS allows ${maxTags}`, hint };
  }
  return { kind: 'retag', name, tags: edit, resourceType };
}

function unread({ resourceType, tags, prune }: TagQuery, name: ParameterName): PlanStep {
  if (prune) {
    return {
      kind: 'refuse',
      name,
      reason: 'has tags that could not be read, so none can be pruned',
      hint: 'Allow ssm:ListTagsForResource, or leave out --prune-tags.',
    };
  }
  return { kind: 'retag', name, tags: { set: tags, remove: [], unread: true }, resourceType };
}
