import type { Outcome, Plan, PlanStep } from '../core/plan/step.ts';
import type { Clock, ParameterStore } from '../core/ports.ts';
import { type ApplyContext, createWriteWatch } from './apply-context.ts';
import { checkPlan } from './check-plan.ts';
import { type DeleteStep, deleteBatch } from './delete-batch.ts';
import { createFreshVersions } from './fresh-versions.ts';
import { createHalt } from './halt.ts';
import { createLiveReader } from './live-reader.ts';
import type { PutStep } from './lost-put.ts';
import { endedBy, notStarted } from './outcomes.ts';
import { applyPut } from './put-step.ts';
import { applyRetag } from './tag-edit.ts';

export interface ApplyProgress {
  readonly done: number;
  readonly total: number;
}

export interface ApplyDeps {
  /** Paced and repeated by a CallRunner; its put and deleteParameters never repeat a lost answer. */
  readonly store: ParameterStore;
  readonly clock: Clock;
  /** First Ctrl-C: no new steps; those begun finish. */
  readonly signal?: AbortSignal | undefined;
  /** Names that are worked on at once; 8 by default. */
  readonly concurrency?: number | undefined;
  readonly onOutcome?: ((outcome: Outcome, progress: ApplyProgress) => void) | undefined;
  /** Apply the rest of a plan that has refusals. */
  readonly skipRefused: boolean;
  /** 0 ≤ x < 1, for jitter. */
  readonly random?: (() => number) | undefined;
}

const namesPerDelete = 10;

/**
 * Executes a plan exactly as it was shown: nothing is recomputed. Puts and retags go first and side by side,
 * deletes after them, so that nothing is removed before its replacement is there.
 * @returns exactly one outcome per step, in the order of the plan.
 * @throws SsmkitError `refused` when the plan cannot be applied as it is; nothing was sent then.
 */
export async function applyPlan(plan: Plan, deps: ApplyDeps): Promise<readonly Outcome[]> {
  checkPlan(plan, deps.skipRefused);
  const { store, clock, signal, concurrency = 8, random = Math.random } = deps;
  const live = createLiveReader(store);
  const context: ApplyContext = { store, live, clock, random, signal, watch: createWriteWatch(clock) };
  const halt = createHalt();
  const outcomes = new Map<PlanStep, Outcome>();

  function report(outcome: Outcome): void {
    outcomes.set(outcome.step, outcome);
    halt.saw(outcome);
    deps.onOutcome?.(outcome, { done: outcomes.size, total: plan.steps.length });
  }

  /** False, and the step is accounted for, when it is not to be begun. */
  function mayBegin(step: PlanStep): boolean {
    const reason = halt.reason(step);
    if (signal?.aborted) report(notStarted(step));
    else if (reason) report({ status: 'skipped', step, ...reason });
    else return true;
    return false;
  }

  async function each<T extends PlanStep>(steps: readonly T[], apply: (step: T) => Promise<Outcome>) {
    await work(steps, concurrency, async (step) => {
      if (!mayBegin(step)) return;
      report(await apply(step).catch((error: unknown) => endedBy(error, step, false)));
    });
  }

  const puts: PutStep[] = [];
  const retags: Extract<PlanStep, { kind: 'retag' }>[] = [];
  const deletes: DeleteStep[] = [];
  for (const step of plan.steps) {
    switch (step.kind) {
      case 'create':
      case 'update':
        puts.push(step);
        break;
      case 'retag':
        retags.push(step);
        break;
      case 'delete':
        deletes.push(step);
        break;
      case 'keep':
        report({ status: 'kept', step, version: step.version });
        break;
      case 'refuse':
        report({ status: 'skipped', step, detail: step.reason, hint: step.hint, code: 'refused' });
        break;
      case 'unknown':
        break;
    }
  }

  const updates = puts.filter(({ kind }) => kind === 'update').map(({ name }) => name);
  const fresh = createFreshVersions(updates, live, clock);
  await Promise.all([
    each(puts, (step) => applyPut(step, context, fresh)),
    each(retags, (step) => applyRetag(step, context)),
  ]);
  await work(batches(deletes), concurrency, async (batch) => {
    const begun = batch.filter(mayBegin);
    if (begun.length > 0) await deleteBatch(begun, context, report);
  });
  return plan.steps.map((step) => outcomes.get(step) ?? endedBy(undefined, step, false));
}

/** Takes the items in order, up to `width` at once. */
async function work<T>(items: readonly T[], width: number, task: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

function batches(steps: readonly DeleteStep[]): readonly (readonly DeleteStep[])[] {
  const count = Math.ceil(steps.length / namesPerDelete);
  return Array.from({ length: count }, (_, index) =>
    steps.slice(index * namesPerDelete, (index + 1) * namesPerDelete),
  );
}
