import type { Outcome, PlanStep } from '../core/plan/step.ts';
import { countOutcomes } from '../core/plan/totals.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { identityWords } from './identity.ts';
import { changeWords, plural, stepSign } from './step-line.ts';

export interface OutcomeView {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  readonly identity: Identity | undefined;
  readonly notes: readonly string[];
  readonly everyName: boolean;
  readonly columns: number;
  /** How long applying took. */
  readonly seconds: number;
}

/** What became of a plan, for people: every step that did not go as planned is named with its reason. */
export function renderOutcomesText(view: OutcomeView, style: Style): string {
  const lines = [style.bold(printable(view.title))];
  if (view.identity) lines.push(style.dim(identityWords(view.identity)));
  const shown = view.outcomes.filter((outcome) => view.everyName || outcome.status !== 'kept');
  if (shown.length > 0) lines.push('', ...outcomeLines(shown, view.columns, style));
  lines.push('', `${outcomeTotals(view.outcomes)} in ${view.seconds.toFixed(1)} s.`);
  lines.push(...view.notes.map((note) => style.yellow(printable(`note: ${note}`))));
  return `${lines.join('\n')}\n`;
}

function outcomeLines(outcomes: readonly Outcome[], columns: number, style: Style): readonly string[] {
  const width = outcomes.reduce((most, { step }) => Math.max(most, printable(step.name).length), 0);
  return outcomes.flatMap((outcome) => {
    const { step } = outcome;
    const name = printable(step.name);
    const words = outcomeWords(outcome);
    const good = (outcome.status === 'applied' || outcome.status === 'kept') && !outcome.wroteOver;
    const start = `  ${good ? stepSign(step, style) : style.red('!')} `;
    const shown = good ? words : style.red(words);
    const hint = outcome.hint ? [`      ${style.dim(printable(outcome.hint))}`] : [];
    if (4 + width + 2 + words.length <= columns) return [`${start}${name.padEnd(width)}  ${shown}`, ...hint];
    return [`${start}${name}`, `      ${shown}`, ...hint];
  });
}

/** `created v1, SecureString`; with the detail where there is one. */
export function outcomeWords(outcome: Outcome): string {
  return printable(wordsOf(outcome));
}

function wordsOf(outcome: Outcome): string {
  const detail = outcome.detail ? `: ${outcome.detail}` : '';
  if (outcome.status === 'applied') return `${doneWords(outcome.step, outcome.version)}${detail}`;
  if (outcome.status === 'kept') return 'unchanged';
  return `${outcome.status}${detail}`;
}

function doneWords(step: PlanStep, version: number | undefined): string {
  const now = version === undefined ? '' : ` v${version}`;
  switch (step.kind) {
    case 'create':
      return `created${now}, ${step.put.type}`;
    case 'update':
      return `updated v${step.fromVersion} →${now || ' ?'} (${step.changes.map(changeWords).join(', ')})`;
    case 'retag':
      return `retagged (${plural(step.tags.set.length, 'tag')} set, ${step.tags.remove.length} removed)`;
    case 'delete':
      return 'deleted';
    case 'keep':
    case 'refuse':
    case 'unknown':
      return 'done';
  }
}

/** All outcomes accounted for: `3 applied, 1 unchanged, 1 failed`. */
export function outcomeTotals(outcomes: readonly Outcome[]): string {
  const counts = countOutcomes(outcomes);
  const words = [`${counts.applied} applied`, `${counts.kept} unchanged`];
  for (const status of ['skipped', 'failed', 'stale', 'interrupted'] as const) {
    if (counts[status] > 0) words.push(`${counts[status]} ${status}`);
  }
  return words.join(', ');
}
