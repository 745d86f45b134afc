import { type CheckResult, found, passed } from '../../core/checkup.ts';
import type { CommandLines } from './lines.ts';
import { span } from './words.ts';

/** A `Date` has whole seconds and an answer takes its time, so less than this is nothing. */
const noiseMs = 2_000;
const warnMs = 30_000;
/** AWS's own limit. Source: aws-facts, "Signature expired". */
const refusedMs = 5 * 60_000;

/** This machine's clock against the server's; `skew` as AccountProbes.clockSkew. */
export function checkClock(skew: number | undefined, lines: CommandLines): CheckResult {
  if (skew === undefined) {
    const todo = { advice: 'It shows once something answers:', command: lines.again() };
    return found('not-checked', 'clock', "The server's time is not known.", todo);
  }
  const away = Math.abs(skew);
  if (away < noiseMs) return passed('clock', 'right');
  const words = `${span(away)} ${skew > 0 ? 'behind' : 'ahead of'} the server's`;
  if (away < warnMs) return passed('clock', words);
  const todo = { advice: 'Let the network set it; on Linux:', command: 'sudo timedatectl set-ntp true' };
  return away < refusedMs
    ? found('warning', 'clock', `${words}; AWS refuses requests from 5 minutes on.`, todo)
    : found('problem', 'clock', `${words}; AWS refuses requests from 5 minutes on.`, todo);
}
