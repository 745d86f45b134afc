import { exitCode, exitCodeOf } from '../cli/exit-code.ts';
import type { Outcome } from '../core/plan/step.ts';

type Judged = Pick<Outcome, 'status' | 'wroteOver' | 'code'>;

/** 1 when anything did not go as planned; 5 when nothing was done at all for want of permission. */
export function exitCodeOfOutcomes(outcomes: readonly Judged[], interrupted: boolean): number {
  if (interrupted || outcomes.some(({ status }) => status === 'interrupted')) return exitCode.interrupted;
  const bad = outcomes.filter(
    ({ status, wroteOver }) => status === 'failed' || status === 'stale' || wroteOver,
  );
  const [first] = bad;
  if (!first) return exitCode.done;
  const nothingDone = !outcomes.some(({ status }) => status === 'applied');
  const codes = new Set(bad.map(({ code }) => (code === undefined ? exitCode.failed : exitCodeOf(code))));
  return nothingDone && codes.size === 1 && codes.has(exitCode.denied) ? exitCode.denied : exitCode.failed;
}
