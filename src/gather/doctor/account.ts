import type { Caller } from '../../core/account-probes.ts';
import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { type Answer, knownOf } from './answer.ts';
import type { Subject, Way } from './subject.ts';
import { listed } from './words.ts';

export interface AccountCheck {
  readonly result: CheckResult;
  /** Why nothing is asked of Parameter Store with these credentials. */
  readonly stop?: string;
}

/** The account of the credentials against that of the settings, as the guard of every other command compares them. */
export function checkAccount(
  { embedded, identity }: Way,
  subject: Subject,
  caller: Answer<Caller>,
  ofCredentials: string | undefined,
): AccountCheck {
  const { accounts, environment, lines, settings } = subject;
  // As for the guard: the credentials' own word comes before STS's.
  const account = ofCredentials ?? knownOf(caller)?.account;
  const wanted = listed(accounts).replace(' and ', ' or ');
  const whose = environment === undefined ? 'ssmkit.json' : `environment ${environment}`;
  const ask = lines.aws('sts', 'get-caller-identity');
  if (embedded) return { result: passed('account', `${account ?? 'unknown'}, played by the embedded store`) };
  if (account !== undefined && accounts.length === 0) return { result: passed('account', account) };
  if (account !== undefined && accounts.includes(account)) {
    return { result: passed('account', `${account}, as ${whose} says`) };
  }
  if (accounts.length === 0) {
    const todo = { advice: 'The first parameter that is read tells it, or:', command: ask };
    const message = 'Not known, and the settings name none to compare it with.';
    return { result: found('not-checked', 'account', message, todo) };
  }
  if (account === undefined) {
    const advice =
      'Make STS reachable, or take "account" out of the settings; until then commands refuse to go on.';
    const message = `Not known, so it cannot be compared with ${wanted} of ${whose}.`;
    return {
      result: found('problem', 'account', message, { advice, command: ask }),
      stop: 'The account is not known',
    };
  }
  const profile = environment === undefined ? undefined : settings.environments.get(environment)?.profile;
  const command =
    profile === undefined || profile === identity().profile
      ? 'aws configure list-profiles'
      : lines.again('--profile', profile);
  const message = `The credentials are of ${account}; ${whose} is in ${wanted}. Every other command refuses to go on.`;
  const todo = { advice: 'Give the right --profile, or correct "account" in ssmkit.json.', command };
  return { result: found('problem', 'account', message, todo), stop: 'The account is the wrong one' };
}
