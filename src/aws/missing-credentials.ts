import { CallError } from '../core/call-error.ts';

/** The ways to have credentials, for a machine that has none. */
export const waysToHaveCredentials =
  'Run: aws sso login --profile NAME, then give --profile NAME; or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or attach a role to the machine.';

/** Nothing was found anywhere; `last` is what the last place looked at said, `notYet` whether it may have some later. */
export function missingCredentials(last: string, notYet: boolean): CallError {
  return new CallError('credentials', `No AWS credentials were found (${last}).`, {
    hint: waysToHaveCredentials,
    notYet,
  });
}

/** Something that is there, but not whole. */
export function unusableCredentials(what: string, hint: string, notYet = false): CallError {
  return new CallError('credentials', what, { hint, notYet });
}
