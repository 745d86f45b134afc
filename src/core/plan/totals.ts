import type { Outcome, OutcomeStatus, Plan, PlanStep, StepKind } from './step.ts';

/** Calls that change something, by operation, as AWS names them. */
export type WriteOperation =
  | 'PutParameter'
  | 'AddTagsToResource'
  | 'RemoveTagsFromResource'
  | 'DeleteParameters';

export interface PlanCost {
  readonly calls: Readonly<Record<WriteOperation, number>>;
  /** Reads just before updates and deletes: ten names a GetParameters call. */
  readonly rereads: number;
  /** Seconds at AWS's default quota; the account may be set to more. */
  readonly seconds: number;
}

/** Names per GetParameters and per DeleteParameters call. */
const batchSize = 10;

/**
 * Default requests a second. PutParameter is AWS Support's figure; the tag and delete quotas are not
 * published, so the same is assumed. Reads have 40 a second. See docs/architecture.md.
 */
const perSecond: Readonly<Record<WriteOperation, number>> = {
  PutParameter: 3,
  AddTagsToResource: 3,
  RemoveTagsFromResource: 3,
  DeleteParameters: 3,
};

export function countSteps(steps: readonly PlanStep[]): Readonly<Record<StepKind, number>> {
  const counts: Record<StepKind, number> = {
    create: 0,
    update: 0,
    retag: 0,
    delete: 0,
    keep: 0,
    refuse: 0,
    unknown: 0,
  };
  for (const step of steps) counts[step.kind] += 1;
  return counts;
}

export function countOutcomes(outcomes: readonly Outcome[]): Readonly<Record<OutcomeStatus, number>> {
  const counts: Record<OutcomeStatus, number> = {
    applied: 0,
    kept: 0,
    skipped: 0,
    failed: 0,
    stale: 0,
    interrupted: 0,
  };
  for (const outcome of outcomes) counts[outcome.status] += 1;
  return counts;
}

/** What applying a plan costs. The families run side by side, so the slowest one sets the time. */
export function planCost(plan: Plan): PlanCost {
  const counts = countSteps(plan.steps);
  const edits = plan.steps.flatMap((step) =>
    (step.kind === 'update' || step.kind === 'retag') && step.tags ? [step.tags] : [],
  );
  const calls = {
    PutParameter: counts.create + counts.update,
    AddTagsToResource: edits.filter((edit) => edit.set.length > 0).length,
    RemoveTagsFromResource: edits.filter((edit) => edit.remove.length > 0).length,
    DeleteParameters: Math.ceil(counts.delete / batchSize),
  };
  const tagSeconds = calls.AddTagsToResource / perSecond.AddTagsToResource;
  const pruneSeconds = calls.RemoveTagsFromResource / perSecond.RemoveTagsFromResource;
  const seconds = Math.max(
    calls.PutParameter / perSecond.PutParameter,
    tagSeconds + pruneSeconds,
    calls.DeleteParameters / perSecond.DeleteParameters,
  );
  return { calls, rereads: Math.ceil((counts.update + counts.delete) / batchSize), seconds };
}

/** Would applying change anything? (Refusals are differences that will not be applied.) */
export function hasDifferences(plan: Plan): boolean {
  return plan.steps.some((step) => step.kind !== 'keep');
}
