import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sideBySide } from '../../src/gather/side-by-side.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

it('answers in the order of the items, whichever answer comes first', async () => {
  const answers = await sideBySide(numbers(1000), async (item) => {
    if (item % 3 === 0) await setImmediate();
    return item * 2;
  });
  expect(answers).toEqual(numbers(1000).map((item) => item * 2));
});

it('asks many at once, but never all of ten thousand', async () => {
  let [under, most] = [0, 0];
  await sideBySide(numbers(10_000), async () => {
    under += 1;
    most = Math.max(most, under);
    await setImmediate();
    under -= 1;
  });
  expect(most).toBeGreaterThanOrEqual(64);
  expect(most).toBeLessThanOrEqual(256);
});

it('rejects with the first failure and asks nothing more', async () => {
  let asked = 0;
  const failing = sideBySide(numbers(10_000), async (item) => {
    asked += 1;
    await setImmediate();
    if (item === 5) throw new Error('five');
  });
  await expect(failing).rejects.toThrow('five');
  await setImmediate();
  await setImmediate();
  // The first 256, and those that the five answered before made room for.
  expect(asked).toBe(256 + 5);
});

it('takes nothing for an answer to nothing', async () => {
  expect(await sideBySide([], async () => 1)).toEqual([]);
});
