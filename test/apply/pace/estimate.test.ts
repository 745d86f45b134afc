import { describe, expect, it } from 'vitest';
import { estimateAtThrottle } from '../../../src/apply/pace/estimate.ts';
import { createTraffic } from '../../../src/apply/pace/traffic.ts';

function trafficOf(through: readonly number[], throttled: readonly number[]) {
  const traffic = createTraffic();
  for (const at of through) traffic.through(at);
  for (const at of throttled) traffic.throttled(at);
  return traffic;
}

const every = (ms: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / ms) }, (_, index) => from + (index + 1) * ms);

describe('the estimate at a throttle', () => {
  const cases: readonly (readonly [string, readonly number[], readonly number[], number, number, number])[] =
    [
      ['the first one: a burst of a second is assumed', [0, 0, 0], [], 30, 3 / 1.03, 0],
      ['the first one after a long steady time', every(100, 0, 60_000), [], 60_000, 50 / 6, 0],
      ['what got through since the last one', every(250, 1000, 5000), [1000], 5000, 4, 16],
      ['the oldest of the last three seconds', every(250, 1000, 4000), [1000, 2000, 3900], 4000, 4, 12],
      ['older ones do not count beside recent ones', every(500, 8000, 10_000), [1000, 8000], 10_000, 2, 4],
      ['a very old one: the last twenty seconds', every(50, 0, 120_000), [1000], 120_000, 20, 400],
      ['nothing got through: half a call', [], [1000], 2000, 0.5, 0],
    ];
  it.each(cases)('%s', (_title, through, throttled, at, rate, calls) => {
    const estimate = estimateAtThrottle(trafficOf(through, throttled), at, 0);
    expect(estimate.rate).toBeCloseTo(rate, 0);
    expect(estimate.calls).toBe(calls);
  });
});

describe('traffic', () => {
  it('counts by the time of sending, in whatever order answers come', () => {
    const traffic = trafficOf([5, 1, 3, 3, 9], [4, 2]);
    expect(traffic.between(1, 5)).toBe(3);
    expect(traffic.between(0, 9)).toBe(5);
    expect(traffic.throttlesBefore(4)).toEqual([2]);
  });

  it('measures the last five seconds', () => {
    const traffic = trafficOf(every(100, 0, 20_000), []);
    expect(traffic.measured(20_000)).toBe(10);
    expect(traffic.measured(40_000)).toBeUndefined();
    expect(createTraffic().measured(0)).toBeUndefined();
  });

  it('forgets what is older than half a minute', () => {
    const traffic = trafficOf(every(10, 0, 120_000), []);
    expect(traffic.between(0, 60_000)).toBe(0);
    expect(traffic.between(90_000, 120_000)).toBe(3000);
  });
});
