import { CallError } from '../core/call-error.ts';
import type { Outcome, PlanStep, TagEdit } from '../core/plan/step.ts';
import type { TagResourceType } from '../core/tag/resource-type.ts';
import { type ApplyContext, pause } from './apply-context.ts';
import { endedBy, isLost, stale } from './outcomes.ts';

type RetagStep = Extract<PlanStep, { kind: 'retag' }>;

export async function applyRetag(step: RetagStep, context: ApplyContext): Promise<Outcome> {
  const failure = await editTags(step.name, step.tags, context, step.resourceType);
  if (!failure) return { status: 'applied', step };
  const { error, lost } = failure;
  if (error instanceof CallError && error.kind === 'not-found') {
    return stale(step, 'it is gone; its tags were not written');
  }
  return endedBy(error, step, lost);
}

/** Tags of a step whose value has been written: whatever happens here, the value's version is told. */
export async function tagAfterPut(
  written: Outcome,
  tags: TagEdit | undefined,
  context: ApplyContext,
): Promise<Outcome> {
  if (written.status !== 'applied' || !tags) return written;
  const failure = await editTags(written.step.name, tags, context);
  if (!failure) return written;
  const { status, detail, hint, code } = endedBy(failure.error, written.step, failure.lost);
  const value = `the value was written (v${written.version})`;
  const lines = [written.detail, `${value}, but not all of its tags: ${detail ?? ''}`];
  return {
    ...written,
    status,
    code,
    detail: lines.filter((line) => line !== undefined).join('; '),
    hint: [hint, 'Run the same command again: only the tags are left.']
      .filter((line) => line !== undefined)
      .join(' '),
  };
}

/** Both calls may be repeated at will, so a lost answer is simply asked for again. */
async function editTags(
  name: string,
  { set, remove }: TagEdit,
  context: ApplyContext,
  resourceType?: TagResourceType,
): Promise<{ readonly error: unknown; readonly lost: boolean } | undefined> {
  const { store, watch } = context;
  const calls = [
    // Removed first: near AWS's limit of 50 the new ones would not fit beside the old.
    ...(remove.length > 0 ? [() => store.removeTags(name, remove, resourceType)] : []),
    ...(set.length > 0 ? [() => store.addTags(name, set, resourceType)] : []),
  ];
  let lost = false;
  for (const call of calls) {
    for (let failures = 0; ; failures += 1) {
      try {
        await call();
        watch.answered();
        break;
      } catch (error) {
        if (!isLost(error)) return { error, lost };
        lost = true;
        if (watch.stalled() || context.signal?.aborted) return { error, lost };
        await pause(context, 0, Math.min(5_000, 250 * 2 ** Math.min(failures, 6)));
      }
    }
  }
  return undefined;
}
