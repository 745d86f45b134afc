import type { Plan, PlanStep } from '../core/plan/step.ts';
import { countSteps, type PlanCost, planCost } from '../core/plan/totals.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { identityWords } from './identity.ts';
import { plural, stepSign, stepWords } from './step-line.ts';

export interface PlanView {
  /** What is planned, in the user's words: `seed env.prod into /mow/backend/*`. */
  readonly title: string;
  readonly plan: Plan;
  readonly identity: Identity | undefined;
  /** Name what is kept as well (--print-keys). */
  readonly everyName: boolean;
  /** Columns of the terminal; a line that does not fit is broken after the name, never cut. */
  readonly columns: number;
}

/** A plan for people. Totals and changes; every name when asked. */
export function renderPlanText(view: PlanView, style: Style): string {
  const { plan } = view;
  const lines = [style.bold(printable(view.title))];
  if (view.identity) lines.push(style.dim(identityWords(view.identity)));
  if (plan.stateUnknown) lines.push(style.yellow(printable(`State unknown: ${plan.stateUnknown.why}`)));
  const shown = plan.steps.filter((step) => view.everyName || step.kind !== 'keep');
  if (shown.length > 0) lines.push('', ...stepLines(shown, view.columns, style));
  lines.push('', totalsLine(plan));
  lines.push(...costLines(planCost(plan)));
  lines.push(...plan.notes.map((note) => style.yellow(printable(`note: ${note}`))));
  return `${lines.join('\n')}\n`;
}

/** One line a step, aligned; broken after the name where the terminal is too narrow. */
export function stepLines(steps: readonly PlanStep[], columns: number, style: Style): readonly string[] {
  const width = steps.reduce((most, { name }) => Math.max(most, printable(name).length), 0);
  return steps.flatMap((step) => {
    const name = printable(step.name);
    const words = stepWords(step);
    const more = furtherLines(step, steps.length === 1).map((line) => `      ${style.dim(printable(line))}`);
    const start = `  ${stepSign(step, style)} `;
    if (4 + width + 2 + words.length <= columns) return [`${start}${name.padEnd(width)}  ${words}`, ...more];
    return [`${start}${name}`, `      ${words}`, ...more];
  });
}

/** What stands below a step: a refusal's way out, and what a single delete takes away; many would drown in it. */
function furtherLines(step: PlanStep, alone: boolean): readonly string[] {
  if (step.kind === 'refuse') return step.hint ? [step.hint] : [];
  if (step.kind !== 'delete' || !alone) return [];
  const tags = step.tags?.map(({ Key, Value }) => `tag ${Key}=${Value}`) ?? [];
  return [...(step.arn ? [step.arn] : []), ...(step.tags?.length === 0 ? ['no tags'] : tags)];
}

function totalsLine(plan: Plan): string {
  const counts = countSteps(plan.steps);
  if (plan.stateUnknown) return `${plural(counts.unknown, 'parameter')}, not compared.`;
  const words = [
    [counts.create, 'to create'],
    [counts.update, 'to update'],
    [counts.retag, 'to retag'],
    [counts.delete, 'to delete'],
    [counts.keep, 'unchanged'],
    [counts.refuse, 'refused'],
  ] as const;
  const present = words.filter(([count]) => count > 0);
  if (present.length === 0) return 'Nothing is there.';
  return `${present.map(([count, what]) => `${count} ${what}`).join(', ')}.`;
}

function costLines(cost: PlanCost): readonly string[] {
  const writes = Object.entries(cost.calls).filter(([, count]) => count > 0);
  if (writes.length === 0) return [];
  const reads = cost.rereads > 0 ? [['GetParameters', cost.rereads] as const] : [];
  const words = [...writes, ...reads].map(([operation, count]) => `${count} ${operation}`).join(', ');
  return [`Applying calls ${words}: ${duration(cost.seconds)} at AWS's default quota.`];
}

/** Seconds as people say them: `about 2 s`, `about 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  return `about ${Math.round(seconds / 60)} min`;
}
