import { describe, expect, it } from 'vitest';
import { createCallRunner } from '../../../src/apply/call-runner.ts';
import { createRateControl } from '../../../src/apply/pace/rate-control.ts';
import { CallError } from '../../../src/core/call-error.ts';
import { createRandom } from '../random.ts';
import { createTokenBucket, idealTime, type Quota } from '../token-bucket.ts';
import { createVirtualClock } from '../virtual-clock.ts';

interface Load {
  readonly calls: number;
  readonly latencyMs: number;
  readonly schedule: readonly Quota[];
  readonly seed: number;
  /** Calls that end in a 500 after they passed the quota. */
  readonly faults?: number;
  readonly workers?: number;
}

interface Result {
  readonly ms: number;
  readonly failed: number;
  readonly sent: number;
  /** Throttled ones among the requests after the first ten seconds. */
  readonly wasted: number;
}

async function seed({ calls, latencyMs, schedule, seed, faults = 0, workers = 8 }: Load): Promise<Result> {
  const clock = createVirtualClock(1_700_000_000_000);
  const random = createRandom(seed);
  const bucket = createTokenBucket(clock, schedule);
  const runner = createCallRunner({ clock, random });
  const start = clock.now();
  let [failed, sent, late, lateThrottled] = [0, 0, 0, 0];

  async function put(): Promise<void> {
    await clock.sleep(latencyMs / 2);
    sent += 1;
    const isLate = clock.now() - start > 10_000;
    if (isLate) late += 1;
    try {
      bucket.take();
    } catch (error) {
      if (isLate) lateThrottled += 1;
      await clock.sleep(latencyMs / 2);
      throw error;
    }
    await clock.sleep(latencyMs / 2);
    if (random() < faults) throw new CallError('server', 'Internal error');
  }

  const queue = Array.from({ length: calls }, () => () => runner.run('put', 'idempotent', put)).values();
  const worker = async () => {
    for (const task of queue) {
      try {
        await task();
      } catch {
        failed += 1;
      }
    }
  };
  await clock.run(Promise.all(Array.from({ length: workers }, worker)));
  return { ms: clock.now() - start, failed, sent, wasted: late === 0 ? 0 : lateThrottled / late };
}

function quota(rate: number, from = 0, burst = rate): Quota {
  return { from, rate, burst };
}

const cases: readonly (readonly [string, number, readonly Quota[]])[] = [
  ['300 at 3/s', 300, [quota(3)]],
  ['600 at 10/s', 600, [quota(10)]],
  ['300 at 3/s, then 10/s', 300, [quota(3), quota(10, 50_000)]],
  ['300 at 3/s, then 10/s, just after a search', 300, [quota(3), quota(10, 20_000)]],
  ['300 at 3/s, then 6/s', 300, [quota(3), quota(6, 43_000)]],
  ['600 at 10/s, then 3/s', 600, [quota(10), quota(3, 30_000)]],
  ['600 at 10/s, then 3/s, soon', 600, [quota(10), quota(3, 11_000)]],
  ['600 at 10/s, then 5/s', 600, [quota(10), quota(5, 30_000)]],
  ['600 at 10/s, then 20/s', 600, [quota(10), quota(20, 30_000)]],
  ['1,000 at 40/s', 1000, [quota(40)]],
  ['300 at 3/s with a burst of 30', 300, [quota(3, 0, 30)]],
];

describe('a rate that nobody told', () => {
  for (const [title, calls, schedule] of cases) {
    it(`${title}: at most 1.1 × N/rate + 3 s, 10 % wasted after 10 s, none failed`, async () => {
      const limit = 1.1 * idealTime(schedule, calls) + 3000;
      for (const [seedOf, faults, workers] of [
        [1, 0, 8],
        [2, 0.05, 8],
        [3, 0, 16],
      ] as const) {
        const load = { calls, latencyMs: 30, schedule, seed: seedOf, workers };
        const result = await seed({ ...load, faults });
        // A call that ends in a 500 used its token, so the shortest time grows by as much.
        expect(result.ms, `${seedOf}`).toBeLessThanOrEqual(limit * (1 + faults));
        expect(result.wasted, `${seedOf}`).toBeLessThanOrEqual(0.1);
        expect(result.failed).toBe(0);
      }
    });
  }

  it('holds the budget half a second away from AWS, too', async () => {
    for (const [, calls, schedule] of cases.filter(([title]) =>
      /at (3|10)\/s(, then (3|10)\/s)?$/.test(title),
    )) {
      const result = await seed({ calls, latencyMs: 500, schedule, seed: 1 });
      expect(result.ms).toBeLessThanOrEqual(1.1 * idealTime(schedule, calls) + 3000);
      expect(result.wasted).toBeLessThanOrEqual(0.1);
      expect(result.failed).toBe(0);
    }
  });

  it('is not limited at all where nothing throttles', async () => {
    const result = await seed({ calls: 1000, latencyMs: 30, schedule: [quota(100_000)], seed: 1 });
    expect(result.ms).toBe((1000 / 8) * 30);
    expect(result.sent).toBe(1000);
  });
});

describe('a pace that little is known about', () => {
  it('is not raised by a wait that the service asked for', () => {
    const control = createRateControl();
    for (const at of [0, 10, 20]) control.through(control.send(at, false));
    control.throttled(control.send(30, false), 60, 60_000);
    const before = control.pace();
    expect(control.nextAt()).toBeGreaterThanOrEqual(60_060);
    control.send(60_060, true);
    expect(control.pace()).toBeLessThan(4 * before);
  });

  it('is not driven down by throttling of calls that are rare anyway', () => {
    const control = createRateControl();
    let at = 0;
    for (let call = 0; call < 60; call += 1) {
      const wanted = at + 5000;
      at = Math.max(wanted, control.nextAt());
      const sent = control.send(at, at > wanted);
      if (call % 3 === 2) control.throttled(sent, at + 30, undefined);
      else control.through(sent);
    }
    expect(control.pace()).toBeGreaterThan(0.6);
  });

  it('stays above any quota there is, however much is throttled', () => {
    const control = createRateControl();
    let at = 0;
    for (let call = 0; call < 60; call += 1) {
      at = Math.max(at + 10, control.nextAt());
      control.throttled(control.send(at, true), at + 30, undefined);
    }
    expect(control.pace()).toBeGreaterThanOrEqual(0.5);
    expect(control.pace()).toBeLessThan(1);
  });
});
