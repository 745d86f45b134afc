import { estimateAtThrottle } from './estimate.ts';
import { createTraffic } from './traffic.ts';

/** A call on its way, as the controller knows it. */
export interface Sent {
  readonly at: number;
  readonly epoch: number;
}

/** Finds the rate of one family of calls. All times in milliseconds, all rates in calls a second. */
export interface RateControl {
  /** When the next call may go out; in the past for at once. */
  nextAt(): number;
  /** Counts a call that goes out now. `heldBack`: it had to wait for its time, so the pace limits us. */
  send(now: number, heldBack: boolean): Sent;
  /** The service answered, whatever the answer: the call passed the quota. */
  through(sent: Sent): void;
  throttled(sent: Sent, now: number, retryAfter: number | undefined): void;
  /** The rate that is aimed at; Infinity as long as nothing limits it. */
  pace(): number;
  measured(now: number): number | undefined;
}

/** Just below what was measured: the rest is noise of the measurement. */
const justBelow = 0.93;
/** Below any quota AWS is known to have: where others use the quota up, going slower would not help. */
const slowestRate = 0.5;
/** A late timer may be caught up by this much; time saved up beyond it is not spent in a burst. */
const catchUpMs = 20;
/** To about twice the base: what the pace climbs in a rest. */
const restedClimb = 1.2;
/** How far a new pace leans from the measured rate towards the pace that was throttled (geometrically). */
const lean = 0.1;

/**
 * Fast start, then a search around the rate that was measured. After a congestion the pace is set just below
 * the measured rate, held for a while when that measurement is good, and then climbs: slowly at first, so
 * that an unchanged rate is met with little overshoot, and ever faster, so that a raised one is found soon.
 * Calls a family did not want to make tell nothing about the quota, so the climb ends early in a rest.
 */
export function createRateControl(maxRate = Number.POSITIVE_INFINITY): RateControl {
  const traffic = createTraffic();
  let base = maxRate;
  let holdMs = 0;
  let climbMs = 0;
  let loadedMs = 0;
  let rested = false;
  /** Congestions so far. */
  let epoch = 0;
  /** Throttled calls of the last congestion. */
  let casualties = 0;
  let next = 0;
  let firstAt: number | undefined;
  let lastAt = 0;

  function pace(): number {
    if (epoch === 0) return maxRate;
    const climbed = Math.max(loadedMs - holdMs, 0) / climbMs;
    return Math.min(maxRate, base * Math.exp(climbed ** 2 / 2));
  }

  /** Time under load lets the pace climb as far as it gets; while we rest the bucket fills, so a little. */
  function pass(gap: number, heldBack: boolean): void {
    const interval = 1000 / pace();
    // A longer gap is a wait that the service asked for, and tells nothing either.
    if (heldBack) loadedMs += Math.min(gap, 2 * interval);
    else if (gap > 2 * interval) {
      rested = true;
      loadedMs = Math.max(loadedMs, Math.min(loadedMs + gap, holdMs + restedClimb * climbMs));
    }
  }

  /** @returns whether the estimate is good enough to stay with it for a while. */
  function lower(sent: Sent): boolean {
    const estimate = estimateAtThrottle(traffic, sent.at, firstAt ?? sent.at);
    const before = pace();
    if (epoch === 0) {
      base = Math.min(estimate.rate, before) * justBelow;
      return false;
    }
    // After a rest the average is low for want of calls, not for want of quota.
    const rate = rested ? Math.max(estimate.rate, 0.7 * before) : estimate.rate;
    // Had the pace been far below what got through, the bucket may have filled and hidden the true rate.
    const certain = estimate.calls >= 4 && !rested && base >= 0.75 * rate;
    // A small bucket overflows a little even while the pace is held just below the rate: lean upwards.
    const ceiling = Math.max(rate, Math.min(before, 2 * rate));
    const target = certain ? rate ** (1 - lean) * ceiling ** lean : rate;
    base = Math.min(target, before) * justBelow;
    return certain;
  }

  return {
    nextAt: () => next,
    send(now, heldBack) {
      if (firstAt !== undefined) pass(now - lastAt, heldBack);
      firstAt ??= now;
      lastAt = now;
      next = Math.max(next, now - catchUpMs) + 1000 / pace();
      return { at: now, epoch };
    },
    through: (sent) => traffic.through(sent.at),
    throttled(sent, now, retryAfter = 0) {
      // Calls sent before the last backoff are news of the same congestion: they do not count again.
      if (sent.epoch < epoch) casualties += 1;
      else {
        const certain = lower(sent);
        base = Math.min(maxRate, Math.max(base, slowestRate));
        // The more calls one congestion costs, the rarer it must be.
        holdMs = certain ? Math.max(4000, (15_000 * Math.min(casualties, 3)) / base) : 0;
        climbMs = certain ? Math.max(2000, 3000 / base) : Math.max(1000, epoch === 0 ? 0 : 4000 / base);
        // Slowly met, a bucket lacks only a fraction of a token, unless calls under way take it first.
        next = Math.max(next, now + (certain && lastAt <= sent.at ? 350 : 1000) / base);
        epoch += 1;
        casualties = 1;
        loadedMs = 0;
        rested = false;
      }
      traffic.throttled(sent.at);
      next = Math.max(next, now + retryAfter);
    },
    pace,
    measured: (now) => traffic.measured(now),
  };
}
