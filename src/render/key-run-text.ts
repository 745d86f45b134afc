import type { KeyOutcome, KeyPlan, KeyStep } from '../core/key/key-plan.ts';
import { keyCalls } from '../core/key/key-plan.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { identityWords } from './identity.ts';
import { keySign, keyStepDetails, keyStepPolicy, keyStepWords } from './key-step.ts';

export interface KeyRunView {
  readonly title: string;
  readonly plan: KeyPlan;
  readonly identity: Identity | undefined;
  /** Only after applying. */
  readonly outcomes?: readonly KeyOutcome[] | undefined;
}

/** A plan for an environment's key, or what became of it, for people. */
export function renderKeyRunText(view: KeyRunView, style: Style): string {
  const { plan, outcomes } = view;
  const lines = [style.bold(printable(view.title))];
  if (view.identity) lines.push(style.dim(identityWords(view.identity)));
  if (plan.stateUnknown) lines.push(style.yellow(printable(`State unknown: ${plan.stateUnknown.why}`)));
  lines.push('');
  if (outcomes) lines.push(...outcomes.flatMap((outcome) => outcomeLines(outcome, style)));
  else lines.push(...plan.steps.flatMap((step) => stepLines(step, style)));
  lines.push('', outcomes ? keyTotals(outcomes) : keyCost(plan));
  lines.push(...plan.notes.map((note) => style.yellow(printable(`note: ${note}`))));
  return `${lines.join('\n')}\n`;
}

function stepLines(step: KeyStep, style: Style): readonly string[] {
  const details = [...keyStepDetails(step), ...keyStepPolicy(step)].map((line) => `      ${style.dim(line)}`);
  return [`  ${keySign(step, style)} ${keyStepWords(step)}`, ...details];
}

function outcomeLines(outcome: KeyOutcome, style: Style): readonly string[] {
  const { step, status, hint } = outcome;
  const good = status === 'applied' || status === 'kept';
  const sign = good ? keySign(step, style) : style.red('!');
  const words = keyOutcomeWords(outcome);
  const hints = hint === undefined ? [] : [`      ${style.dim(printable(hint))}`];
  return [`  ${sign} ${good ? words : style.red(words)}`, ...hints];
}

/** `applied: create key …, key 1234`; with the reason where it did not go as planned. */
export function keyOutcomeWords({ step, status, keyId, detail }: KeyOutcome): string {
  const words = keyStepWords(step).replace(/, which differs so:$/, '');
  if (step.kind === 'keep') return words;
  if (step.kind === 'refuse') return `${status}, ${words}`;
  const made = keyId === undefined ? '' : `: key ${keyId}`;
  const why = detail === undefined ? '' : ` (${detail})`;
  return printable(`${status}: ${words}${made}${why}`);
}

/** All outcomes accounted for: `3 applied, 1 failed.` */
export function keyTotals(outcomes: readonly KeyOutcome[]): string {
  const words = (['applied', 'kept', 'skipped', 'failed', 'stale', 'interrupted'] as const).flatMap(
    (status) => {
      const count = outcomes.filter((outcome) => outcome.status === status).length;
      if (count === 0 && status !== 'applied') return [];
      return [`${count} ${status === 'kept' ? 'unchanged' : status}`];
    },
  );
  return `${words.join(', ')}.`;
}

/** Exactly the calls that applying makes. */
export function keyCost(plan: KeyPlan): string {
  if (plan.stateUnknown) return 'Not compared.';
  const calls = Object.entries(keyCalls(plan)).map(([operation, count]) => `${count} ${operation}`);
  return calls.length === 0 ? 'Nothing to change.' : `Applying calls ${calls.join(', ')}.`;
}
