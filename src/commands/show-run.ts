import type { Outcome, Plan } from '../core/plan/step.ts';
import type { Identity } from '../core/ports.ts';
import { renderOutcomesMarkdown, renderPlanMarkdown } from '../render/markdown.ts';
import { renderOutcomesText } from '../render/outcome-text.ts';
import { renderRunJson } from '../render/plan-json.ts';
import { type PlanView, renderPlanText } from '../render/plan-text.ts';
import type { Context } from './context.ts';
import type { PlanRun } from './plan-run.ts';

/** A plan as this run's result. */
export function showPlan(context: Context, run: PlanRun, plan: Plan, identity: Identity | undefined): void {
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
    everyName: run.flags.everyName,
    columns: terminal.columns,
    seconds,
  };
  if (output === 'json') terminal.out(renderRunJson({ command: run.command, identity, plan, outcomes }));
  else if (output === 'markdown') terminal.out(renderOutcomesMarkdown(view));
  else terminal.out(renderOutcomesText(view, terminal.outStyle));
}
