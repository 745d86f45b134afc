import type { PlanStep } from '../core/plan/step.ts';
import { countSteps } from '../core/plan/totals.ts';
import { printable } from '../core/printable.ts';
import { identityWords } from './identity.ts';
import type { OutcomeView } from './outcome-text.ts';
import { outcomeTotals, outcomeWords } from './outcome-text.ts';
import type { PlanView } from './plan-text.ts';
import { stepWords } from './step-line.ts';

/** A plan for a pull request or a job summary. */
export function renderPlanMarkdown(view: PlanView): string {
  const { plan } = view;
  const counts = countSteps(plan.steps);
  const shown = plan.steps.filter((step) => view.everyName || step.kind !== 'keep');
  const total = plan.stateUnknown
    ? `State unknown: ${escaped(plan.stateUnknown.why)}`
    : `${counts.create} to create, ${counts.update} to update, ${counts.retag} to retag, ${counts.delete} to delete, ${counts.keep} unchanged, ${counts.refuse} refused`;
  return document(
    view.title,
    view.identity ? identityWords(view.identity) : undefined,
    total,
    shown.map((step) => [step, stepWords(step)]),
    plan.notes,
  );
}

export function renderOutcomesMarkdown(view: OutcomeView): string {
  const shown = view.outcomes.filter((outcome) => view.everyName || outcome.status !== 'kept');
  return document(
    view.title,
    view.identity ? identityWords(view.identity) : undefined,
    outcomeTotals(view.outcomes),
    shown.map((outcome) => [outcome.step, outcomeWords(outcome)]),
    view.notes,
  );
}

function document(
  title: string,
  where: string | undefined,
  total: string,
  rows: readonly (readonly [PlanStep, string])[],
  notes: readonly string[],
): string {
  const lines = [`### ${escaped(title)}`, '', `**${total}**${where ? ` (${escaped(where)})` : ''}`];
  if (rows.length > 0) {
    lines.push('', '| Parameter | Change |', '| --- | --- |');
    lines.push(...rows.map(([step, words]) => `| \`${printable(step.name)}\` | ${escaped(words)} |`));
  }
  if (notes.length > 0) lines.push('', ...notes.map((note) => `- ${escaped(note)}`));
  return `${lines.join('\n')}\n`;
}

/** Text that cannot break a table or start markup. */
function escaped(text: string): string {
  return printable(text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s*\n\s*/g, ' '));
}
