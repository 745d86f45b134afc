import { applyPlan } from '../apply/apply-plan.ts';
import { exitCode, exitCodeOf } from '../cli/exit-code.ts';
import { CallError } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import { type AssembleOptions, assemblePlan, assembleUnknown } from '../core/plan/assemble.ts';
import type { Draft } from '../core/plan/draft.ts';
import type { Outcome, Plan } from '../core/plan/step.ts';
import { hasDifferences } from '../core/plan/totals.ts';
import type { Identity } from '../core/ports.ts';
import { gatherLive } from '../gather/live-state.ts';
import { renderOutcomesMarkdown, renderPlanMarkdown } from '../render/markdown.ts';
import { renderOutcomesText } from '../render/outcome-text.ts';
import { renderRunJson } from '../render/plan-json.ts';
import { type PlanView, renderPlanText } from '../render/plan-text.ts';
import type { Context, Session } from './context.ts';

export interface PlanRun {
  readonly command: string;
  /** What is planned, in the user's words. */
  readonly title: string;
  readonly drafts: readonly Draft[];
  readonly assemble: AssembleOptions;
  readonly everyName: boolean;
  readonly offline: boolean;
  readonly exitCodeWanted: boolean;
  readonly skipRefused: boolean;
}

/**
 * The one road from drafts to a changed store: gather, assemble, render; a dry run ends here; apply what was
 * shown, render what became of it. Answers the exit code.
 */
export async function runPlan(context: Context, run: PlanRun): Promise<number> {
  const applying = context.mode === 'apply';
  if (applying && run.offline) {
    throw new SsmkitError('usage', '--offline cannot apply: applying always reads the live state first.');
  }
  const gathered = await gather(context, run, applying);
  if (!applying) return preview(context, run, gathered);
  return await apply(context, run, gathered);
}

interface Gathered {
  readonly plan: Plan;
  readonly session: Session | undefined;
}

async function gather(context: Context, run: PlanRun, applying: boolean): Promise<Gathered> {
  if (run.offline) {
    return { plan: assembleUnknown(run.drafts, 'not read (--offline)', true), session: undefined };
  }
  let session: Session | undefined;
  try {
    session = await context.connect();
    const live = await gatherLive(session, run.drafts, run.assemble);
    return { plan: assemblePlan(run.drafts, live, run.assemble), session };
  } catch (error) {
    // A preview still shows what the input says; applying needs the truth.
    if (applying || !(error instanceof CallError) || error.kind === 'aborted') throw error;
    const why = error.hint ? `${error.message} ${error.hint}` : error.message;
    return { plan: assembleUnknown(run.drafts, why, false), session };
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
  return run.exitCodeWanted && hasDifferences(plan) ? exitCode.differences : exitCode.done;
}

async function apply(context: Context, run: PlanRun, { plan, session }: Gathered): Promise<number> {
  if (!session) throw new SsmkitError('usage', 'There is nothing to apply to.');
  const refused = plan.steps.filter(({ kind }) => kind === 'refuse').length;
  if (refused > 0 && !run.skipRefused) {
    showPlan(context, run, plan, session.identity());
    throw new SsmkitError(
      'refused',
      `Nothing was sent: ${refused} of ${plan.steps.length} steps are refused.`,
      {
        hint: 'Mend them, or apply the rest with --skip-refused.',
      },
    );
  }
  const started = context.clock.now();
  const progress = context.progress('applied', plan.steps.length);
  let done = 0;
  const outcomes = await applyPlan(plan, {
    store: session.store,
    clock: context.clock,
    signal: context.signal,
    skipRefused: run.skipRefused,
    onOutcome: () => {
      done += 1;
      progress.update(done);
    },
  });
  progress.end();
  const seconds = (context.clock.now() - started) / 1000;
  showOutcomes(context, run, plan, outcomes, session.identity(), seconds);
  return exitCodeOfOutcomes(outcomes, context.signal.aborted);
}

function showPlan(context: Context, run: PlanRun, plan: Plan, identity: Identity | undefined): void {
  const { terminal, output } = context;
  const view: PlanView = {
    title: `${run.title} (dry run)`,
    plan,
    identity,
    everyName: run.everyName,
    columns: terminal.columns,
  };
  if (output === 'json') terminal.out(renderRunJson({ command: run.command, identity, plan }));
  else if (output === 'markdown') terminal.out(renderPlanMarkdown(view));
  else terminal.out(renderPlanText(view, terminal.outStyle));
}

function showOutcomes(
  context: Context,
  run: PlanRun,
  plan: Plan,
  outcomes: readonly Outcome[],
  identity: Identity,
  seconds: number,
): void {
  const { terminal, output } = context;
  const view = {
    title: run.title,
    outcomes,
    identity,
    notes: plan.notes,
    everyName: run.everyName,
    columns: terminal.columns,
    seconds,
  };
  if (output === 'json') terminal.out(renderRunJson({ command: run.command, identity, plan, outcomes }));
  else if (output === 'markdown') terminal.out(renderOutcomesMarkdown(view));
  else terminal.out(renderOutcomesText(view, terminal.outStyle));
}

/** 1 when anything did not go as planned; 5 when nothing was done at all for want of permission. */
export function exitCodeOfOutcomes(outcomes: readonly Outcome[], interrupted: boolean): number {
  if (interrupted || outcomes.some(({ status }) => status === 'interrupted')) return exitCode.interrupted;
  const bad = outcomes.filter(
    ({ status, wroteOver }) => status === 'failed' || status === 'stale' || wroteOver,
  );
  const [first] = bad;
  if (!first) return exitCode.done;
  const nothingDone = !outcomes.some(({ status }) => status === 'applied');
  const codes = new Set(bad.map(({ code }) => (code === undefined ? exitCode.failed : exitCodeOf(code))));
  return nothingDone && codes.size === 1 && codes.has(exitCode.denied) ? exitCode.denied : exitCode.failed;
}
