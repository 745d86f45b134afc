import { printable } from '../core/printable.ts';
import { identityWords } from './identity.ts';
import { type KeyRunView, keyCost, keyOutcomeWords, keyTotals } from './key-run-text.ts';
import { keyStepDetails, keyStepPolicy, keyStepWords } from './key-step.ts';

/** A plan for an environment's key, or what became of it, for a pull request or a job summary. */
export function renderKeyRunMarkdown({ title, plan, identity, outcomes }: KeyRunView): string {
  const where = identity ? ` (${escaped(identityWords(identity))})` : '';
  const state = plan.stateUnknown ? `State unknown: ${plan.stateUnknown.why}` : keyCost(plan);
  const items = outcomes
    ? outcomes.flatMap((outcome) => item(keyOutcomeWords(outcome), outcome.hint ? [outcome.hint] : []))
    : plan.steps.flatMap((step) => item(keyStepWords(step), keyStepDetails(step)));
  const policy = outcomes ? [] : plan.steps.flatMap(keyStepPolicy);
  return [
    `### ${escaped(title)}`,
    '',
    `**${escaped(outcomes ? keyTotals(outcomes) : state)}**${where}`,
    '',
    ...items,
    ...(policy.length > 0 ? ['', '```diff', ...policy, '```'] : []),
    ...(plan.notes.length > 0 ? ['', ...plan.notes.map((note) => `- ${escaped(note)}`)] : []),
    '',
  ].join('\n');
}

function item(words: string, details: readonly string[]): readonly string[] {
  return [`- ${escaped(words)}`, ...details.map((line) => `  - ${escaped(line)}`)];
}

/** Text that cannot end a line or start markup. */
function escaped(text: string): string {
  return printable(text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s*\n\s*/g, ' '));
}
