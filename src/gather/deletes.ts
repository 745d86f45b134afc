import { CallError } from '../core/call-error.ts';
import type { ParameterName } from '../core/parameter/name.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import { unreadReason } from '../core/plan/live-state.ts';
import type { Plan, PlanStep } from '../core/plan/step.ts';
import type { ParameterStore } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import { readValues } from './values.ts';

/** Deletes by name: what is not there is refused, since a wrong name is the likeliest mistake. */
export async function planDeletes(
  store: ParameterStore,
  names: readonly ParameterName[],
  withTags: boolean,
): Promise<Plan> {
  const { found, unread } = await readValues(undecrypted(store), names);
  const notes = new Set<string>();
  const steps = await Promise.all(
    names.map(async (name): Promise<PlanStep> => {
      const denied = unread.get(name);
      if (denied) return { kind: 'refuse', name, reason: unreadReason, hint: denied.hint };
      const stored = found.get(name)?.stored;
      if (!stored)
        return { kind: 'refuse', name, reason: 'does not exist', hint: 'Check the name and the Region.' };
      return deleteStep({ ...stored, name }, withTags ? await tagsOf(store, name, notes) : undefined);
    }),
  );
  return { steps, notes: [...notes] };
}

/** They are there to be shown, so a delete does not fail for want of them. */
async function tagsOf(
  store: ParameterStore,
  name: string,
  notes: Set<string>,
): Promise<readonly Tag[] | undefined> {
  try {
    return await store.listTags(name);
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
    notes.add('Live tags are unknown: ssm:ListTagsForResource is denied.');
    return undefined;
  }
}

export function deleteStep(stored: StoredParameter, tags?: readonly Tag[]): PlanStep {
  return {
    kind: 'delete',
    name: stored.name as ParameterName,
    fromVersion: stored.version,
    type: stored.type,
    arn: stored.arn,
    lastModified: stored.lastModified,
    tags,
  };
}

/** The same store, asked for no value: deleting needs no key. */
function undecrypted(store: ParameterStore): ParameterStore {
  return {
    ...store,
    getParameters: (names) => store.getParameters(names, { decrypt: false }),
    getParameter: (name) => store.getParameter(name, { decrypt: false }),
    getParametersByPath: (path, { recursive }) =>
      store.getParametersByPath(path, { recursive, decrypt: false }),
  };
}
