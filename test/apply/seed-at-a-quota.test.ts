import { expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import type { PlanStep } from '../../src/core/plan/step.ts';
import { setUp } from './apply-set-up.ts';
import { create, update } from './steps.ts';
import { createTokenBucket, idealTime, type Quota } from './token-bucket.ts';

const tag = { Key: 'team', Value: 'mow' };

function quota(rate: number, from = 0): Quota {
  return { from, rate, burst: rate };
}

/** A plan of creates and updates against AWS's quota for PutParameter, through runner and engine. */
async function seed(schedule: readonly Quota[], steps: readonly PlanStep[]) {
  let bucket: ReturnType<typeof createTokenBucket> | undefined;
  let [late, wasted] = [0, 0];
  const { clock, fake, apply } = setUp({
    fault: ({ operation, at }) => {
      if (operation !== 'put') return undefined;
      const isLate = at > 1_010_000;
      if (isLate) late += 1;
      try {
        bucket?.take();
        return undefined;
      } catch (error) {
        if (isLate) wasted += 1;
        return error instanceof CallError ? error : undefined;
      }
    },
  });
  bucket = createTokenBucket(clock, schedule);
  for (const step of steps) if (step.kind === 'update') fake.write(step.name, 'old', 'String', 0);
  const outcomes = await apply(steps);
  return { ms: clock.now() - 1_000_000, wasted: wasted / late, outcomes, fake };
}

const cases: readonly (readonly [string, number, readonly Quota[]])[] = [
  ['300 at 3/s, then 10/s', 300, [quota(3), quota(10, 50_000)]],
  ['600 at 10/s, then 3/s', 600, [quota(10), quota(3, 30_000)]],
];

it.each(cases)('%s: creates and updates within the budget, none failed', async (_title, count, schedule) => {
  const steps = Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? create(`/a/n${index}`, 'new', 'String', [tag])
      : update(`/a/n${index}`, 1, 'new', { set: [tag], remove: [] }),
  );
  const { ms, wasted, outcomes, fake } = await seed(schedule, steps);
  expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(count);
  expect(ms).toBeLessThanOrEqual(1.1 * idealTime(schedule, count) + 3000);
  expect(wasted).toBeLessThanOrEqual(0.1);
  expect(fake.overlaps).toEqual([]);
});
