import type { Parameter } from '@aws-sdk/client-ssm';
import { canonicalForm, splitSelector } from './name-form.ts';

/** Finds the answer to each name that was asked for; answers come in any order and either root form. */
export function matchAnswers(
  asked: readonly string[],
  answers: readonly Parameter[],
): ReadonlyMap<string, Parameter> {
  const matched = new Map<string, Parameter>();
  const claimed = new Set<Parameter>();
  // Names without doubt first, so that a label that is not echoed gets what is left over.
  for (const certain of [true, false]) {
    for (const name of asked) {
      if (matched.has(name)) continue;
      const answer = answers.find((one) => !claimed.has(one) && answersTo(one, name, certain));
      if (answer === undefined) continue;
      matched.set(name, answer);
      claimed.add(answer);
    }
  }
  return matched;
}

function answersTo(answer: Parameter, asked: string, certain: boolean): boolean {
  const { name, selector } = splitSelector(asked);
  const same = canonicalForm(answer.Name ?? '') === canonicalForm(name) || answer.ARN === name;
  if (!same) return false;
  const echoed = answer.Selector ?? '';
  if (echoed === selector) return true;
  // Emulators do not echo the selector: a version can be told by its number, a label only by exclusion.
  if (echoed !== '' || selector === '') return false;
  return /^:\d+$/.test(selector) ? selector === `:${answer.Version ?? ''}` : !certain;
}
