import { applyPlan } from '../apply/apply-plan.ts';
import { createPlanMeter } from '../apply/plan-meter.ts';
import { exitCode } from '../cli/exit-code.ts';
import { CallError } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import { type AssembleOptions, assemblePlan, assembleUnknown } from '../core/plan/assemble.ts';
import type { Draft } from '../core/plan/draft.ts';
import type { Plan } from '../core/plan/step.ts';
import { hasDifferences } from '../core/plan/totals.ts';
import { gatherLive } from '../gather/live-state.ts';
import { confirm } from './confirm.ts';
import type { Context, Session } from './context.ts';
import { exitCodeOfOutcomes } from './outcome-code.ts';
import type { PlanRun } from './plan-run.ts';
import { showOutcomes, showPlan } from './show-run.ts';
import { whileReading } from './while-reading.ts';

/**
 * The one road to a changed store: gather, assemble, render; a dry run ends here; confirm, apply what was
 * shown, render what became of it. Answers the exit code.
 */
export async function runPlan(context: Context, run: PlanRun): Promise<number> {
  const applying = context.mode === 'apply';
  if (applying && run.flags.offline) {
    throw new SsmkitError('usage', '--offline cannot apply: applying always reads the live state first.');
  }
  const gathered = await gather(context, run, applying);
  if (!applying) return preview(context, run, gathered);
  return await apply(context, run, gathered);
}

/** Drafts as they go down that road. */
export function planOfDrafts(
  drafts: readonly Draft[],
  options: AssembleOptions,
): Pick<PlanRun, 'plan' | 'unread'> {
  return {
    plan: async (session) => assemblePlan(drafts, await gatherLive(session, drafts, options), options),
    unread: (why, onPurpose) => assembleUnknown(drafts, why, onPurpose),
  };
}

interface Gathered {
  readonly plan: Plan;
  readonly session: Session | undefined;
}

async function gather(context: Context, run: PlanRun, applying: boolean): Promise<Gathered> {
  if (run.flags.offline) return { plan: run.unread('not read (--offline)', true), session: undefined };
  let session: Session | undefined;
  try {
    session = await context.connect(run.claim);
    const connected = session;
    return { plan: await whileReading(context, connected, () => run.plan(connected)), session };
  } catch (error) {
    // A preview still shows what the input says; applying needs the truth.
    if (applying || !(error instanceof CallError) || error.kind === 'aborted') throw error;
    const why = error.hint ? `${error.message} ${error.hint}` : error.message;
    return { plan: run.unread(why, false), session };
  }
}

function preview(context: Context, run: PlanRun, { plan, session }: Gathered): number {
  const identity = session?.identity();
  showPlan(context, run, plan, identity);
  if (context.output === 'text') {
    context.terminal.out('Dry run: nothing was changed. To apply, add --apply or set DRY_RUN=0.\n');
  }
  if (plan.stateUnknown) return plan.stateUnknown.onPurpose ? exitCode.done : exitCode.denied;
  if (plan.steps.some(({ kind }) => kind === 'refuse')) return exitCode.failed;
  return run.flags.exitCodeWanted && hasDifferences(plan) ? exitCode.differences : exitCode.done;
}

async function apply(context: Context, run: PlanRun, { plan, session }: Gathered): Promise<number> {
  if (!session) throw new SsmkitError('usage', 'There is nothing to apply to.');
  const refused = plan.steps.filter(({ kind }) => kind === 'refuse').length;
  if (refused > 0 && !run.flags.skipRefused) {
    showPlan(context, run, plan, session.identity());
    throw new SsmkitError(
      'refused',
      `Nothing was sent: ${refused} of ${plan.steps.length} steps are refused.`,
      {
        hint: 'Mend them, or apply the rest with --skip-refused.',
      },
    );
  }
  await confirm(context, run, plan, session.identity());
  for (const said of (await run.beforeApply?.(session, plan)) ?? []) context.terminal.err(`${said}\n`);
  const started = context.clock.now();
  const progress = context.progress('applied', plan.steps.length);
  const meter = createPlanMeter(plan);
  let done = 0;
  const stopListening = session.onCall((event) => {
    meter.saw(event);
    progress.update(done, meter.pace());
  });
  const outcomes = await applyPlan(plan, {
    store: session.store,
    clock: context.clock,
    signal: context.signal,
    concurrency: session.concurrency,
    skipRefused: run.flags.skipRefused,
    onOutcome: () => {
      done += 1;
      progress.update(done, meter.pace());
    },
  }).finally(() => {
    stopListening();
    progress.end();
  });
  const seconds = (context.clock.now() - started) / 1000;
  showOutcomes(context, run, plan, outcomes, session.identity(), seconds);
  return exitCodeOfOutcomes(outcomes, context.signal.aborted);
}
