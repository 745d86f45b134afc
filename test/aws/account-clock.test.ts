import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../src/aws/account-clock.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');

/** The skew after answers that took `took` milliseconds each. */
async function skewAfter(took: number, ...responses: readonly unknown[]): Promise<number | undefined> {
  let now = noon;
  const clock = createServerClock(() => now);
  for (const response of responses) {
    const answer = clock.middleware(async () => {
      now += took;
      return { response };
    });
    expect(await answer({})).toEqual({ response });
  }
  return clock.skew();
}
const at = (time: string, name = 'date') => ({
  statusCode: 400,
  headers: { [name]: `Sun, 22 Nov 2026 ${time} GMT` },
});

describe("the server's clock", () => {
  it.each<[string, number, readonly unknown[], number | undefined]>([
    ['no answer yet', 0, [], undefined],
    ['the same, cut off to seconds', 0, [at('12:00:00')], 500],
    ['ahead of ours', 0, [at('12:02:00')], 120_500],
    ['behind ours', 0, [at('11:55:00')], -299_500],
    ['half of the way of an answer is taken off', 2_000, [at('12:00:01')], 500],
    ['a header in other letters', 0, [at('12:01:00', 'Date')], 60_500],
    ['no header', 0, [{ headers: {} }], undefined],
    ['no date', 0, [{ headers: { date: 'soon' } }], undefined],
    ['no response', 0, [undefined], undefined],
    ['the first that tells', 0, [{}, at('12:01:00'), at('13:00:00')], 60_500],
  ])('%s', async (_what, took, responses, expected) => {
    expect(await skewAfter(took, ...responses)).toBe(expected);
  });
});
