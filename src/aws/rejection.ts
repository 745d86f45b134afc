import type { Surroundings } from './call-context.ts';
import type { ErrorFacts } from './error-facts.ts';
import type { Explanation } from './explanation.ts';

const hints: Readonly<Record<string, string>> = {
  ParameterLimitExceeded:
    'An account has 10,000 standard parameters per Region; delete some, or use the Advanced tier.',
  ParameterMaxVersionLimitExceeded: 'Move the label of the oldest version to a newer one, then run again.',
  TooManyTagsError: 'A parameter has at most 50 tags.',
  HierarchyLevelLimitExceededException: 'A name has at most 15 levels.',
  OptInRequired: 'Enable the Region in the settings of the account.',
};

/** Any other answer that says no; `said` is AWS's text, cleaned. */
export function explainRejection(facts: ErrorFacts, said: string, around: Surroundings): Explanation {
  if (/Region is missing/.test(said)) {
    return { reason: 'no Region is set', hint: 'Give --region, or set AWS_REGION.' };
  }
  if (facts.name === 'SyntaxError') {
    return {
      reason: `the answer (HTTP ${facts.status ?? 'unknown'}) was not AWS's`,
      hint: `Check ${around.endpoint ?? 'the endpoint'} and the proxy in between.`,
    };
  }
  const text = sentence(said, '');
  const reason =
    text === ''
      ? `AWS answered ${facts.name}`
      : facts.name === 'ValidationException'
        ? text
        : `${text} (${facts.name})`;
  return { reason, hint: Object.hasOwn(hints, facts.name) ? hints[facts.name] : undefined };
}

/** AWS's sentence without its full stop; the SDK writes `UnknownError` when AWS said nothing. */
export function sentence(said: string, whenSilent: string): string {
  return said === '' || /^Unknown(Error)?$/.test(said) ? whenSilent : said.replace(/[.\s]+$/, '');
}
