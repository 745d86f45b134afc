import type { Outcome, Plan } from '../core/plan/step.ts';
import type { Identity } from '../core/ports.ts';
import { renderOutcomesMarkdown, renderPlanMarkdown } from '../render/markdown.ts';
import { renderOutcomesText } from '../render/outcome-text.ts';
import { renderRunJson } from '../render/plan-json.ts';
import { type PlanView, renderPlanText } from '../render/plan-text.ts';
import type { Context } from './context.ts';
import type { PlanRun } from './plan-run.ts';

/** A plan as this run's result. */
export function showPlan(context: Context, run: PlanRun, shown: Plan, identity: Identity | undefined): void {
  const plan = cleanPlan(shown, context.clean);
  const { terminal, output } = context;
  const view: PlanView = {
    title: context.mode === 'apply' ? run.title : `${run.title} (dry run)`,
    plan,
    identity,
    everyName: run.flags.everyName,
    columns: terminal.columns,
  };
  if (output === 'json') terminal.out(renderRunJson({ command: run.command, identity, plan }));
  else if (output === 'markdown') terminal.out(renderPlanMarkdown(view));
  else terminal.out(renderPlanText(view, terminal.outStyle));
}

/** What became of it. */
export function showOutcomes(
  context: Context,
  run: PlanRun,
  applied: Plan,
  ends: readonly Outcome[],
  identity: Identity,
  seconds: number,
): void {
  const { terminal, output, clean } = context;
  const plan = cleanPlan(applied, clean);
  const outcomes = ends.map(
    (outcome): Outcome => ({
      ...outcome,
      detail: maybe(outcome.detail, clean),
      hint: maybe(outcome.hint, clean),
    }),
  );
  const view = {
    title: run.title,
    outcomes,
    identity,
    notes: plan.notes,
    everyName: run.flags.everyName,
    columns: terminal.columns,
    seconds,
  };
  if (output === 'json') terminal.out(renderRunJson({ command: run.command, identity, plan, outcomes }));
  else if (output === 'markdown') terminal.out(renderOutcomesMarkdown(view));
  else terminal.out(renderOutcomesText(view, terminal.outStyle));
}

/** A plan and its outcomes hold no values of their own; what AWS said about them might. */
function cleanPlan(plan: Plan, clean: (text: string) => string): Plan {
  const { stateUnknown } = plan;
  return {
    ...plan,
    notes: plan.notes.map(clean),
    stateUnknown: stateUnknown && { ...stateUnknown, why: clean(stateUnknown.why) },
  };
}

function maybe(text: string | undefined, clean: (text: string) => string): string | undefined {
  return text === undefined ? undefined : clean(text);
}
