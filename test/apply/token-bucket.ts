import { CallError } from '../../src/core/call-error.ts';
import type { Clock } from '../../src/core/ports.ts';

export interface Quota {
  /** From this moment (ms) on: so many tokens a second, and room for so many. */
  readonly from: number;
  readonly rate: number;
  readonly burst: number;
}

/** AWS's side of a quota: a bucket that starts full. The schedule is in order of time. */
export function createTokenBucket(clock: Clock, schedule: readonly Quota[]) {
  const start = clock.now();
  let tokens = schedule[0]?.burst ?? 0;
  let at = start;

  /** Fills up to `to`, through every change of rate on the way. */
  function fill(to: number): void {
    schedule.forEach((quota, index) => {
      const from = Math.max(at, start + quota.from);
      const until = Math.min(to, start + (schedule[index + 1]?.from ?? Number.POSITIVE_INFINITY));
      if (until <= from && !(from === until && from === to)) return;
      tokens = Math.min(quota.burst, tokens + (Math.max(until - from, 0) * quota.rate) / 1000);
    });
    at = to;
  }

  return {
    /** @throws CallError `throttled` when the bucket is empty. */
    take(): void {
      fill(clock.now());
      if (tokens < 1) throw new CallError('throttled', 'Rate exceeded');
      tokens -= 1;
    },
  };
}

/** The shortest time (ms) in which `calls` can pass the schedule without its burst. */
export function idealTime(schedule: readonly Quota[], calls: number): number {
  let left = calls;
  for (const [index, quota] of schedule.entries()) {
    const until = schedule[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const fits = ((until - quota.from) * quota.rate) / 1000;
    if (fits >= left) return quota.from + (left * 1000) / quota.rate;
    left -= fits;
  }
  return Number.POSITIVE_INFINITY;
}
