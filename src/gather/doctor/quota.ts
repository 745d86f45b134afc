import type { DescribedParameter } from '../../core/account-probes.ts';
import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { type Answer, isDenied, unanswered } from './answer.ts';
import type { Listing } from './listing.ts';
import type { Subject } from './subject.ts';
import { counted, grouped } from './words.ts';

/** Per account and Region. Source: aws-facts section 2, Limits. */
const limits = { Standard: 10_000, Advanced: 100_000 } as const;
/** The part of a limit from which on it is worth a word. */
const near = 0.9;

/** How many parameters the account and Region hold, of how many they may. */
export function checkQuota({ lines }: Subject, described: Answer<Listing<DescribedParameter>>): CheckResult {
  if ('error' in described) {
    if (!isDenied(described.error)) return unanswered('quota', described.error, lines);
    const advice = 'Allow ssm:DescribeParameters on *; nothing else counts them.';
    return found('not-checked', 'quota', 'Not counted: ssm:DescribeParameters is denied.', {
      advice,
      command: lines.again(),
    });
  }
  const { items, pages, complete } = described.value;
  const advanced = items.filter(({ tier }) => tier === 'Advanced').length;
  const standard = items.length - advanced;
  const least = complete ? '' : 'at least ';
  const cost = ` (${counted(pages, 'call')})`;
  const words = `${least}${grouped(standard)} of ${grouped(limits.Standard)} standard, ${grouped(advanced)} of ${grouped(limits.Advanced)} advanced${cost}`;
  if (standard >= limits.Standard || advanced >= limits.Advanced) {
    return found('problem', 'quota', `Full: ${words}. No more can be created.`, room());
  }
  if (standard >= near * limits.Standard || advanced >= near * limits.Advanced) {
    return found('warning', 'quota', `Nearly full: ${words}.`, room());
  }
  if (complete) return passed('quota', words);
  const message = `${words}. Counting stopped there: it takes a call for every 50.`;
  const todo = { advice: 'To count them all:', command: lines.again('--full') };
  return found('not-checked', 'quota', message, todo);

  function room() {
    return {
      advice: 'Delete what nobody needs, or let new ones be Advanced (Intelligent-Tiering), which costs.',
      command: lines.ssmkit('tree', '--depth', '2'),
    };
  }
}
