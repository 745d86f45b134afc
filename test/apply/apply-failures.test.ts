import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { setUp } from './apply-set-up.ts';
import type { Fault, WireCall } from './fake-store.ts';
import { create, remove, retag, update } from './steps.ts';

const tag = { Key: 'team', Value: 'mow' };

function on(operation: WireCall['operation'], name: string | undefined, fault: Fault) {
  return (call: WireCall) =>
    call.operation === operation && (name === undefined || call.names.includes(name)) ? fault : undefined;
}

function creates(count: number, folder = '/a') {
  return Array.from({ length: count }, (_, index) => create(`${folder}/n${index}`));
}

describe('errors', () => {
  it('other errors end their step only', async () => {
    const rejected = new CallError('rejected', 'The pattern does not match.', { hint: 'Change the value.' });
    const { fake, apply } = setUp({ fault: on('put', '/a/n1', rejected) });
    const outcomes = await apply(creates(4));
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'failed', 'applied', 'applied']);
    expect(outcomes[1]).toMatchObject({
      detail: 'The pattern does not match.',
      hint: 'Change the value.',
      code: 'failed',
    });
    expect(fake.count('put')).toBe(4);
  });

  it('throttling and TooManyUpdates only take longer', async () => {
    const { apply } = setUp({
      fault: (_call, count) =>
        count % 3 === 0 ? 'throttle' : count % 7 === 0 ? 'too-many-updates' : undefined,
    });
    const outcomes = await apply(creates(40));
    expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(40);
  });

  it('a value that is written but not tagged says so', async () => {
    const denied = new CallError('denied', 'ssm:AddTagsToResource is denied', { hint: 'Ask for it.' });
    const { fake, apply } = setUp({ fault: on('addTags', undefined, denied) });
    fake.write('/a/u', 'old');
    const [outcome] = await apply([update('/a/u', 1, 'new', { set: [tag], remove: [] })]);
    expect(outcome).toMatchObject({
      status: 'failed',
      version: 2,
      code: 'denied',
      detail: 'the value was written (v2), but not all of its tags: ssm:AddTagsToResource is denied',
      hint: 'Ask for it. Run the same command again: only the tags are left.',
    });
  });

  it('tags are left alone when the value was not written', async () => {
    const { fake, apply } = setUp({ fault: on('put', undefined, new CallError('rejected', 'no')) });
    fake.write('/a/u', 'old');
    await apply([update('/a/u', 1, 'new', { set: [tag], remove: [] })]);
    expect(fake.count('addTags')).toBe(0);
  });

  it('one name in a batch of deletes does not keep the others', async () => {
    const denied = new CallError('denied', 'denied');
    const { fake, apply } = setUp({ fault: on('delete', '/a/n3', denied) });
    for (let index = 0; index < 10; index += 1) fake.write(`/a/n${index}`, 'old');
    const outcomes = await apply(Array.from({ length: 10 }, (_, index) => remove(`/a/n${index}`)));
    expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(9);
    expect(outcomes[3]).toMatchObject({ status: 'failed', code: 'denied' });
    expect(fake.now('/a/n3')?.value).toBe('old');
  });

  it('an unexpected error is accounted for without its message', async () => {
    const { fake, apply } = setUp();
    const store = { ...fake.store, put: () => Promise.reject(new TypeError('the value hunter2 is bad')) };
    const [outcome] = await apply([create('/a/x', 'hunter2')], { store });
    expect(outcome).toMatchObject({ status: 'failed', code: 'failed' });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    expect(outcome?.detail).toContain('TypeError');
  });
});

describe('errors that will not go away', () => {
  it('bad credentials end everything that was not begun', async () => {
    const expired = new CallError('credentials', 'The token has expired.', { hint: 'aws sso login' });
    const { fake, apply } = setUp({
      fault: ({ operation }, count) => (operation === 'put' && count >= 20 ? expired : undefined),
    });
    fake.write('/a/d', 'old');
    const outcomes = await apply([...creates(300), remove('/a/d')]);
    const count = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
    expect([count('applied'), count('failed') + count('skipped')]).toEqual([20, 281]);
    expect(count('failed')).toBeLessThanOrEqual(8);
    expect(outcomes.at(-1)).toMatchObject({
      status: 'skipped',
      detail: 'not tried: The token has expired.',
      hint: 'aws sso login',
    });
    expect(fake.now('/a/d')?.value).toBe('old');
  });

  it('a folder that is denied is given up after ten denials, the others are not', async () => {
    const denied = new CallError('denied', 'ssm:PutParameter is denied', { action: 'ssm:PutParameter' });
    const { fake, apply } = setUp({
      fault: ({ operation, names }) =>
        operation === 'put' && names[0]?.startsWith('/no/') ? denied : undefined,
    });
    const outcomes = await apply([...creates(100, '/no'), ...creates(100, '/yes')]);
    const of = (folder: string, status: string) =>
      outcomes.filter(({ step, status: each }) => step.name.startsWith(folder) && each === status).length;
    expect(of('/yes', 'applied')).toBe(100);
    expect(of('/no', 'failed')).toBeGreaterThanOrEqual(10);
    expect(of('/no', 'failed')).toBeLessThan(20);
    expect(of('/no', 'failed') + of('/no', 'skipped')).toBe(100);
    expect(fake.count('put')).toBeLessThan(120);
    expect(outcomes[99]?.detail).toContain('below /no');
  });

  it('denials of single names do not keep the rest of their folder', async () => {
    const denied = new CallError('denied', 'denied');
    const { apply } = setUp({
      fault: ({ operation, names }) =>
        operation === 'put' && Number(names[0]?.slice(4)) % 2 === 1 ? denied : undefined,
    });
    const outcomes = await apply(creates(100));
    expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(50);
    expect(outcomes.filter(({ status }) => status === 'failed')).toHaveLength(50);
  });
});

describe('Ctrl-C', () => {
  it('lets what is in flight finish and starts nothing more', async () => {
    const stop = new AbortController();
    const { fake, clock, begin } = setUp({ latencyMs: 1000 }, { signal: stop.signal });
    fake.write('/a/d', 'old');
    const end = begin([...creates(20), remove('/a/d')], { signal: stop.signal });
    await clock.run(clock.sleep(500));
    stop.abort();
    const outcomes = await clock.run(end);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 8 }, () => 'applied'),
      ...Array.from({ length: 13 }, () => 'interrupted'),
    ]);
    expect(outcomes[20]).toMatchObject({ detail: 'not started', code: 'interrupted' });
    expect(fake.count('put')).toBe(8);
  });

  it('starts nothing more in front of a store without a runner, too', async () => {
    const stop = new AbortController();
    const { fake, clock, begin } = setUp({ latencyMs: 1000, runner: undefined });
    const end = begin(creates(20), { signal: stop.signal });
    await clock.run(clock.sleep(500));
    stop.abort();
    await clock.run(end);
    expect(fake.count('put')).toBe(8);
  });

  it.each(['put', 'delete'] as const)('does not send a lost %s again', async (operation) => {
    const stop = new AbortController();
    const { fake, clock, begin } = setUp({
      runner: undefined,
      fault: on(operation, undefined, 'reset-before'),
    });
    fake.write('/a/d', 'old');
    const step = operation === 'put' ? create('/a/c') : remove('/a/d');
    const end = begin([step], { signal: stop.signal });
    await clock.run(clock.sleep(operation === 'put' ? 5 : 35));
    stop.abort();
    expect(await clock.run(end)).toMatchObject([
      { detail: expect.stringContaining('may have been written') },
    ]);
    expect(fake.count(operation)).toBe(1);
  });

  it('tells of a value that was written while its tags were not', async () => {
    const stop = new AbortController();
    const { fake, clock, begin } = setUp({ latencyMs: 1000 }, { signal: stop.signal });
    fake.write('/a/u', 'old');
    const end = begin([update('/a/u', 1, 'new', { set: [tag], remove: [] })], { signal: stop.signal });
    await clock.run(clock.sleep(1500));
    stop.abort();
    const [outcome] = await clock.run(end);
    expect(outcome).toMatchObject({ status: 'interrupted', version: 2 });
    expect(outcome?.detail).toContain('the value was written (v2)');
  });

  it('twice: what is in flight may have been written', async () => {
    const stop = new AbortController();
    const hard = new AbortController();
    const { fake, clock, begin } = setUp(
      { latencyMs: 1000 },
      { signal: stop.signal, hardSignal: hard.signal },
    );
    for (const name of ['/a/t', '/a/d']) fake.write(name, 'old');
    const end = begin([...creates(20), retag('/a/t', [tag])], { signal: stop.signal });
    await clock.run(clock.sleep(200));
    stop.abort();
    hard.abort();
    const outcomes = await clock.run(end);
    const lost = outcomes.filter(({ detail }) => detail?.includes('may have been written'));
    expect(outcomes.every(({ status }) => status === 'interrupted')).toBe(true);
    expect(lost.map(({ step }) => step.name)).toEqual([...creates(8).map(({ name }) => name), '/a/t']);
    expect(clock.now()).toBe(1_000_200);
  });

  it('a write whose answer is lost while stopping is not guessed', async () => {
    const stop = new AbortController();
    const { clock, begin } = setUp(
      { latencyMs: 1000, fault: on('put', undefined, 'reset-after') },
      { signal: stop.signal },
    );
    const end = begin([create('/a/x')], { signal: stop.signal });
    await clock.run(clock.sleep(500));
    stop.abort();
    expect(await clock.run(end)).toMatchObject([
      { status: 'interrupted', detail: 'the answer was lost; it may have been written' },
    ]);
  });
});

it('--max-time: the rest is failed, every step accounted for', async () => {
  const { apply } = setUp({}, { rate: 3, maxTimeMs: 10_000 });
  const outcomes = await apply(creates(100));
  const applied = outcomes.filter(({ status }) => status === 'applied').length;
  expect(applied).toBeGreaterThan(25);
  expect(applied).toBeLessThan(35);
  expect(outcomes.filter(({ status }) => status === 'failed')).toHaveLength(100 - applied);
  expect(outcomes.at(-1)?.detail).toContain('--max-time');
});
