import type { Traffic } from './traffic.ts';

/** AWS's rate as it was measured when a call was throttled. Calls a second. */
export interface Estimate {
  readonly rate: number;
  /** Calls that the estimate rests on; it is good to about ±1/calls. */
  readonly calls: number;
}

/** Older throttles say little about the rate of now. */
const recentMs = 3_000;
/** Shorter than the memory of the traffic. */
const longestMs = 20_000;
const assumedBurstMs = 1_000;

/**
 * Estimates a token bucket's rate from throttles. At each throttle the bucket was empty, so between two of
 * them exactly what flowed in got through: rate = calls / time, give or take one call, whatever the size of
 * the bucket. Before a second throttle there is only one equation for two unknowns, and we assume the burst
 * AWS documents for its buckets: one second's worth.
 */
export function estimateAtThrottle(traffic: Traffic, sentAt: number, firstSentAt: number): Estimate {
  const earlier = traffic.throttlesBefore(sentAt);
  const newest = earlier.at(-1);
  if (newest === undefined) {
    const span = Math.min(sentAt - firstSentAt, 5_000);
    const calls = traffic.between(sentAt - span - 1, sentAt);
    return { rate: (Math.max(calls, 0.5) * 1000) / (span + assumedBurstMs), calls: 0 };
  }
  // Among recent throttles the oldest, for the longest time to measure over; a sudden drop of the rate shows
  // within the three seconds, because it throttles at once and again.
  const from = earlier.find((at) => at >= sentAt - recentMs) ?? Math.max(newest, sentAt - longestMs);
  const calls = traffic.between(from, sentAt);
  return { rate: (Math.max(calls, 0.5) * 1000) / (sentAt - from), calls };
}
