import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../src/apply/call-runner.ts';
import { CallError, type CallErrorKind } from '../../src/core/call-error.ts';
import type { RetryRule } from '../../src/core/ports.ts';
import { errorOf, failing, setUp } from './runner-set-up.ts';

describe('what is repeated', () => {
  const table: readonly (readonly [CallErrorKind, RetryRule, boolean])[] = [
    ['throttled', 'write', true],
    ['throttled', 'idempotent', true],
    ['too-many-updates', 'write', true],
    ['too-many-updates', 'idempotent', true],
    ['server', 'idempotent', true],
    ['connection', 'idempotent', true],
    ['timeout', 'idempotent', true],
    ['server', 'write', false],
    ['connection', 'write', false],
    ['timeout', 'write', false],
    ['denied', 'idempotent', false],
    ['key', 'idempotent', false],
    ['credentials', 'idempotent', false],
    ['not-found', 'idempotent', false],
    ['exists', 'write', false],
    ['rejected', 'idempotent', false],
    ['aborted', 'idempotent', false],
  ];
  it.each(table)('%s, rule %s: %s', async (kind, rule, repeated) => {
    const { clock, runner } = setUp();
    const error = new CallError(kind, 'no');
    const { call, sentAt } = failing(clock, [error]);
    const result = await clock.run(runner.run('put', rule, call).catch((caught: unknown) => caught));
    expect(result).toBe(repeated ? 'done' : error);
    expect(sentAt).toHaveLength(repeated ? 2 : 1);
  });

  it('sends a call at most maxAttempts times, whatever the reason', async () => {
    const { clock, runner } = setUp({ maxAttempts: 3 });
    const errors = Array.from({ length: 9 }, () => new CallError('throttled', 'Rate exceeded'));
    const { call, sentAt } = failing(clock, errors);
    expect(await clock.run(errorOf(runner.run('put', 'write', call)))).toBe(errors[2]);
    expect(sentAt).toHaveLength(3);
  });

  it('passes on what is not a CallError and frees its slot', async () => {
    const { clock, runner } = setUp({ concurrency: 1 });
    const bug = new TypeError('bug');
    expect(await clock.run(errorOf(runner.run('put', 'idempotent', () => Promise.reject(bug))))).toBe(bug);
    expect(await clock.run(runner.run('put', 'write', async () => 'next'))).toBe('next');
  });
});

describe('how long it waits', () => {
  it('TooManyUpdates: 0.5 to 5 s, and the pace stays', async () => {
    const events: CallEvent[] = [];
    const { clock, runner } = setUp({ onEvent: (event) => events.push(event) });
    const errors = Array.from({ length: 12 }, () => new CallError('too-many-updates', 'busy'));
    const { call, sentAt } = failing(clock, errors);
    await clock.run(runner.run('put', 'write', call));
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5000);
    expect(Math.max(...gaps)).toBeGreaterThan(2500);
    expect(events.map(({ pace }) => pace)).toEqual(events.map(() => undefined));
  });

  it('as long as the service said, for the family when it throttles', async () => {
    const { clock, runner } = setUp();
    const { call, sentAt } = failing(clock, [
      new CallError('throttled', 'Rate exceeded', { retryAfter: 7000 }),
    ]);
    const other = failing(clock, []);
    const both = [runner.run('put', 'write', call)];
    await clock.run(
      Promise.all([...both, clock.sleep(10).then(() => runner.run('put', 'write', other.call))]),
    );
    expect(sentAt[1]).toBeGreaterThanOrEqual(8000);
    expect(other.sentAt[0]).toBeGreaterThanOrEqual(8000);
  });

  it('a waiting call holds no slot', async () => {
    const { clock, runner } = setUp({ concurrency: 1 });
    const slow = failing(clock, [new CallError('too-many-updates', 'busy')]);
    const quick = failing(clock, []);
    await clock.run(
      Promise.all([runner.run('put', 'write', slow.call), runner.run('put', 'write', quick.call)]),
    );
    expect(quick.sentAt).toEqual([1000]);
  });

  it('one family waiting does not hold up another', async () => {
    const { clock, runner } = setUp();
    const slow = failing(clock, [new CallError('throttled', 'Rate exceeded', { retryAfter: 5000 })]);
    const read = failing(clock, []);
    await clock.run(
      Promise.all([
        runner.run('put', 'write', slow.call),
        clock.sleep(100).then(() => runner.run('read', 'idempotent', read.call)),
      ]),
    );
    expect(read.sentAt).toEqual([1100]);
  });
});

describe('order and limits of one family', () => {
  it('sends first come, first served, and no more at once than allowed', async () => {
    const { clock, runner } = setUp({ concurrency: 3 });
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const calls = Array.from({ length: 20 }, (_, index) =>
      runner.run('put', 'write', async () => {
        order.push(index);
        running += 1;
        most = Math.max(most, running);
        await clock.sleep(30);
        running -= 1;
      }),
    );
    await clock.run(Promise.all(calls));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(most).toBe(3);
  });

  it('a throttled call goes before those that came later', async () => {
    const { clock, runner } = setUp({ concurrency: 1, rate: 1 });
    const order: string[] = [];
    let refused = false;
    const call = (name: string) => async () => {
      order.push(name);
      if (name === 'first' && !refused) {
        refused = true;
        throw new CallError('throttled', 'Rate exceeded');
      }
    };
    const names = ['first', 'second', 'third', 'fourth'];
    await clock.run(Promise.all(names.map((name) => runner.run('put', 'write', call(name)))));
    expect(order).toEqual(['first', 'first', 'second', 'third', 'fourth']);
  });

  it('--rate holds writes back from the start, and reads not', async () => {
    const { clock, runner } = setUp({ rate: 5 });
    const sentAt: number[] = [];
    const send = (family: 'put' | 'read') =>
      Promise.all(
        Array.from({ length: 11 }, () =>
          runner.run(family, 'idempotent', async () => void sentAt.push(clock.now())),
        ),
      );
    await clock.run(send('put'));
    expect((sentAt.at(-1) ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(1960);
    const readsAt = clock.now();
    await clock.run(send('read'));
    expect(clock.now()).toBe(readsAt);
  });

  it('backs off once for one congestion and not once for each of its errors', async () => {
    const events: CallEvent[] = [];
    const { clock, runner } = setUp({ concurrency: 20, onEvent: (event) => events.push(event) });
    const refusing = (until: number) => async () => {
      const refused = clock.now() < until;
      await clock.sleep(30);
      if (refused) throw new CallError('throttled', 'Rate exceeded');
    };
    const ok = Array.from({ length: 10 }, () => runner.run('put', 'write', refusing(0)));
    const refused = Array.from({ length: 10 }, () => runner.run('put', 'write', refusing(1001)));
    await clock.run(Promise.all([...ok, ...refused]));
    const paces = new Set(events.filter(({ kind }) => kind === 'throttled').map(({ pace }) => pace));
    expect(events.filter(({ kind }) => kind === 'throttled')).toHaveLength(10);
    expect([...paces]).toHaveLength(1);
    expect([...paces][0]).toBeGreaterThan(5);
  });
});

it('tells of every answer, with the rate that got through', async () => {
  const events: CallEvent[] = [];
  const { clock, runner } = setUp({ onEvent: (event) => events.push(event) });
  const { call } = failing(clock, [new CallError('throttled', 'x'), new CallError('too-many-updates', 'x')]);
  await clock.run(runner.run('put', 'write', call));
  await clock.run(errorOf(runner.run('tag', 'write', () => Promise.reject(new CallError('denied', 'no')))));
  expect(events.map(({ kind, family, because }) => [kind, family, because])).toEqual([
    ['throttled', 'put', 'throttled'],
    ['retry', 'put', 'too-many-updates'],
    ['success', 'put', undefined],
    ['failure', 'tag', 'denied'],
  ]);
  expect(events[2]?.measuredRate).toBeGreaterThan(0);
});
