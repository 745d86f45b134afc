import type { Caller } from '../../core/account-probes.ts';
import type { CallError } from '../../core/call-error.ts';
import { type CheckResult, found, passed, type Todo } from '../../core/checkup.ts';
import { type Answer, reasonOf } from './answer.ts';
import type { Subject } from './subject.ts';

/** Whom AWS takes us for; a private subnet without STS does not tell, and may work all the same. */
export function checkIdentity({ lines }: Subject, caller: Answer<Caller>): CheckResult {
  if ('value' in caller) return passed('identity', caller.value.arn);
  const advice = 'A private subnet needs a VPC endpoint for sts to tell. The same question:';
  const todo = { advice, command: lines.aws('sts', 'get-caller-identity') };
  return found('not-checked', 'identity', `STS did not tell: ${reasonOf(caller.error)}`, todo);
}

/** No credentials, or none that AWS takes. */
export function noIdentity({ lines }: Subject, error: CallError): CheckResult {
  const todo = renewal(error.hint ?? 'Check the credentials.', lines.again());
  return found('problem', 'identity', error.message, todo);
}

/** A hint about credentials; one that is a command line already is taken for that. */
export function renewal(hint: string, otherwise: string): Todo {
  const command = /^Run: ([^,;]+)$/.exec(hint)?.[1];
  return command === undefined
    ? { advice: hint, command: otherwise }
    : { advice: 'Renew them, and run it again.', command };
}
