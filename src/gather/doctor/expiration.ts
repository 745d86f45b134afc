import type { CredentialFacts } from '../../core/account-probes.ts';
import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { renewal } from './identity.ts';
import type { Way } from './subject.ts';
import { span } from './words.ts';

/** A long run at AWS's default quota takes about as long: 1,000 parameters are six minutes. */
const soonMs = 15 * 60_000;

/** Whether the credentials last. Those that renew themselves may end at any moment. */
export function checkExpiration({ clock, embedded, explained }: Way, facts: CredentialFacts): CheckResult {
  const { expiration, renew } = facts;
  if (embedded) return passed('credentials', 'none are needed');
  const source = explained.find(({ name }) => name === 'credentials')?.value ?? 'given';
  if (expiration === undefined) return passed('credentials', `${source}; no end is known`);
  const left = expiration.getTime() - clock.now();
  const until = expiration
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  if (renew === undefined) return passed('credentials', `${source}, until ${until}, then renewed by itself`);
  const todo = renewal(renew, 'aws configure list');
  if (left <= 0) return found('problem', 'credentials', `They ended at ${until}.`, todo);
  if (left >= soonMs) return passed('credentials', `${source}, until ${until}`);
  return found('warning', 'credentials', `They end in ${span(left)}, at ${until}.`, todo);
}
