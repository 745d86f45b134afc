import { CallError, type CallErrorKind } from '../core/call-error.ts';
import type { Outcome, PlanStep } from '../core/plan/step.ts';
import { type ApplyContext, pause } from './apply-context.ts';
import type { LiveVersion } from './live-reader.ts';
import { endedBy, isLost, stale } from './outcomes.ts';

export type DeleteStep = Extract<PlanStep, { kind: 'delete' }>;
type Report = (outcome: Outcome) => void;

/** Answers that are, or may be, about one name and not about the whole batch. */
const aboutOneName: readonly CallErrorKind[] = ['denied', 'rejected', 'not-found', 'key', 'exists'];

/** Deletes up to ten parameters whose versions have not moved. Reports each step exactly once. */
export async function deleteBatch(
  steps: readonly DeleteStep[],
  context: ApplyContext,
  report: Report,
): Promise<void> {
  let left = steps;
  let lost = false;
  const end = (error: unknown) => {
    for (const step of left) report(endedBy(error, step, lost));
  };
  for (let failures = 0; ; failures += 1) {
    try {
      // After a lost answer this read is also how we learn what it would have said.
      left = await unmoved(left, context, lost, report);
      if (left.length === 0) return;
      const names = left.map(({ name }) => name);
      const { deleted, missing } = await context.store.deleteParameters(names);
      context.watch.answered();
      for (const step of left) report(answered(step, deleted, missing));
      return;
    } catch (error) {
      if (!isLost(error)) {
        if (left.length > 1 && isAboutOneName(error)) return await oneByOne(left, context, report);
        return end(error);
      }
      lost = true;
      if (context.watch.stalled() || context.signal?.aborted) return end(error);
      await pause(context, 300, Math.min(5_000, 600 * 2 ** Math.min(failures, 6)));
    }
  }
}

/** The steps that still mean what was planned; the others are reported. */
async function unmoved(
  steps: readonly DeleteStep[],
  context: ApplyContext,
  lost: boolean,
  report: Report,
): Promise<readonly DeleteStep[]> {
  const versions = await context.live.versions(steps.map(({ name }) => name));
  return steps.filter((step) => {
    const live = versions.get(step.name);
    if (live?.version === step.fromVersion) {
      if (!isNewer(live, step)) return true;
      report(stale(step, 'was deleted and created anew meanwhile; it was left alone'));
    } else if (live) {
      report(
        stale(step, `is at v${live.version} by now, planned from v${step.fromVersion}; it was left alone`),
      );
    } else {
      report({
        status: 'applied',
        step,
        detail: lost ? 'the answer was lost; it is gone' : 'was already gone',
      });
    }
    return false;
  });
}

/** Versions start at 1 again after a delete, so the time tells a new parameter; the clock's grain does not. */
function isNewer({ lastModified }: LiveVersion, step: DeleteStep): boolean {
  if (!lastModified || !step.lastModified) return false;
  return lastModified.getTime() - step.lastModified.getTime() > 1000;
}

function answered(step: DeleteStep, deleted: readonly string[], missing: readonly string[]): Outcome {
  if (deleted.includes(step.name)) return { status: 'applied', step };
  if (missing.includes(step.name)) return { status: 'applied', step, detail: 'was already gone' };
  return {
    status: 'failed',
    step,
    code: 'failed',
    detail: 'AWS did not say whether it was deleted',
    hint: 'Run again: what is gone by then is left alone.',
  };
}

async function oneByOne(steps: readonly DeleteStep[], context: ApplyContext, report: Report): Promise<void> {
  for (const step of steps) await deleteBatch([step], context, report);
}

function isAboutOneName(error: unknown): boolean {
  return error instanceof CallError && aboutOneName.includes(error.kind);
}
