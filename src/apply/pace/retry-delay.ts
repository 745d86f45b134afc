import type { CallErrorKind } from '../../core/call-error.ts';
import type { RetryRule } from '../../core/ports.ts';

const longestMs = 5_000;

/** May the runner send the call again by itself? A write whose answer was lost is the caller's to look into. */
export function isRetried(kind: CallErrorKind, rule: RetryRule): boolean {
  switch (kind) {
    case 'throttled':
    case 'too-many-updates':
      return true;
    case 'server':
    case 'connection':
    case 'timeout':
      return rule === 'idempotent';
    default:
      return false;
  }
}

/**
 * How long one call waits after its nth failure in a row, in milliseconds. Full jitter; short for throttling,
 * because the family's pace is what holds calls back; at least half a second for TooManyUpdates, because
 * another update of the same parameter has to end first.
 */
export function retryDelay(kind: CallErrorKind, failures: number, random: () => number): number {
  const least = kind === 'too-many-updates' ? 500 : 0;
  const first = kind === 'too-many-updates' ? 1000 : kind === 'throttled' ? 200 : 100;
  const most = Math.min(longestMs, first * 2 ** Math.min(failures - 1, 10));
  return least + random() * (most - least);
}
