import type { CallError } from '../../core/call-error.ts';
import type { CheckResult } from '../../core/checkup.ts';
import { checkAccount } from './account.ts';
import { type Answer, answerOf, isUnusable } from './answer.ts';
import { checkClock } from './clock.ts';
import { checkEndpoint, reach } from './endpoint.ts';
import { checkExpiration } from './expiration.ts';
import { checkIdentity, noIdentity } from './identity.ts';
import { checkRegion } from './region.ts';
import type { Subject, Way } from './subject.ts';

export interface WayCheck {
  readonly results: readonly CheckResult[];
  /** Why nothing is asked of Parameter Store; undefined where it answers. */
  readonly stop: string | undefined;
  /** There are no credentials that AWS takes. */
  readonly unusable: boolean;
  /** The question that showed whether Parameter Store answers. */
  readonly throughput: Answer<string | undefined> | undefined;
}

/** Who, where and by which way, in the order in which one thing needs the other. */
export async function checkWay(way: Way, subject: Subject): Promise<WayCheck> {
  const { probes } = way;
  const credentials = await answerOf(() => probes.credentials());
  if ('error' in credentials) return withoutCredentials(way, subject, credentials.error);
  const caller = await answerOf(() => probes.caller());
  if ('error' in caller && isUnusable(caller.error)) return withoutCredentials(way, subject, caller.error);
  const account = checkAccount(way, subject, caller, credentials.value.account);
  const reached = account.stop === undefined ? await reach(way, subject) : undefined;
  const failure = reached?.failure;
  if (failure && isUnusable(failure)) return withoutCredentials(way, subject, failure);
  return {
    results: [
      checkIdentity(subject, caller),
      account.result,
      ...checkRegion(way, subject),
      checkExpiration(way, credentials.value),
      ...checkEndpoint(way, subject, { asked: reached !== undefined, failure }),
      checkClock(probes.clockSkew(), subject.lines),
    ],
    stop: account.stop ?? (failure && 'Parameter Store does not answer'),
    unusable: false,
    throughput: reached?.throughput,
  };
}

function withoutCredentials(way: Way, subject: Subject, error: CallError): WayCheck {
  const skew = way.probes.clockSkew();
  return {
    results: [
      noIdentity(subject, error),
      ...checkRegion(way, subject),
      ...(skew === undefined ? [] : [checkClock(skew, subject.lines)]),
    ],
    stop: 'There are no usable credentials',
    unusable: true,
    throughput: undefined,
  };
}
