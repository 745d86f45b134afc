import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { SsmkitError } from '../../src/core/errors.ts';
import { setUp } from './apply-set-up.ts';
import type { planOf } from './steps.ts';
import { create, keep, refuse, remove, retag, table, update } from './steps.ts';

const tag = { Key: 'team', Value: 'mow' };

describe('a plan without trouble', () => {
  it('has one outcome per step, in the order of the plan', async () => {
    const { fake, apply } = setUp();
    for (const name of ['/a/u', '/a/t', '/a/d']) fake.write(name, 'old');
    const seen: number[] = [];
    const outcomes = await apply(
      [
        keep('/a/k'),
        update('/a/u'),
        refuse('/a/r'),
        retag('/a/t', [tag]),
        create('/a/c', 'new', 'String', [tag]),
        remove('/a/d'),
        remove('/a/gone'),
      ],
      { skipRefused: true, onOutcome: (_outcome, { done, total }) => seen.push(done / total) },
    );
    expect(table(outcomes)).toEqual([
      ['/a/k', 'kept', 4],
      ['/a/u', 'applied', 2],
      ['/a/r', 'skipped', undefined],
      ['/a/t', 'applied', undefined],
      ['/a/c', 'applied', 1],
      ['/a/d', 'applied', undefined],
      ['/a/gone', 'applied', undefined],
    ]);
    expect(outcomes[2]).toMatchObject({ detail: 'would become plain', hint: 'say so' });
    expect(outcomes[6]?.detail).toBe('was already gone');
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((done) => done / 7));
    expect([fake.now('/a/u')?.value, fake.now('/a/c')?.value, fake.now('/a/d')]).toEqual([
      'new',
      'new',
      undefined,
    ]);
    expect([fake.tags('/a/t'), fake.tags('/a/c')]).toEqual([{ team: 'mow' }, { team: 'mow' }]);
  });

  it('makes as few calls as it can', async () => {
    const { fake, apply } = setUp();
    const names = Array.from({ length: 30 }, (_, index) => `/a/n${index}`);
    for (const name of names) fake.write(name, 'old');
    for (const name of names) fake.write(`${name}x`, 'old');
    const created = names.map((name) => create(`${name}c`, 'new', 'String', [tag]));
    await apply([
      ...created,
      ...names.map((name) => update(name)),
      ...names.map((name) => remove(`${name}x`)),
    ]);
    const counts = (['put', 'get', 'delete', 'addTags', 'removeTags'] as const).map((each) =>
      fake.count(each),
    );
    expect(counts).toEqual([60, 6, 3, 0, 0]);
    expect(fake.calls.filter(({ decrypt }) => decrypt)).toEqual([]);
  });

  it('edits tags after the value, removals first, never two writes to one name at once', async () => {
    const { fake, apply } = setUp();
    for (let index = 0; index < 20; index += 1) fake.write(`/a/n${index}`, 'old');
    const steps = Array.from({ length: 20 }, (_, index) =>
      update(`/a/n${index}`, 1, 'new', { set: [tag], remove: ['old'] }),
    );
    await apply(steps);
    const first = fake.calls.filter(({ names, operation }) => names.includes('/a/n0') && operation !== 'get');
    expect(first.map(({ operation }) => operation)).toEqual(['put', 'removeTags', 'addTags']);
    expect(fake.overlaps).toEqual([]);
  });

  it('tags other resources as what they are', async () => {
    const { fake, apply } = setUp();
    const types: unknown[] = [];
    const addTags = async (_id: string, _tags: unknown, type: unknown) => void types.push(type);
    const store = { ...fake.store, addTags, removeTags: addTags };
    await apply([{ ...retag('mi-1', [tag], ['old']), resourceType: 'ManagedInstance' }], { store });
    expect(types).toEqual(['ManagedInstance', 'ManagedInstance']);
  });

  it('deletes only after everything else', async () => {
    const { fake, apply } = setUp();
    fake.write('/a/d', 'old');
    await apply([create('/a/c'), remove('/a/d')]);
    expect(fake.calls.map(({ operation }) => operation)).toEqual(['put', 'get', 'delete']);
  });

  it('1,000 writes', async () => {
    const { fake, apply, clock } = setUp();
    const start = clock.now();
    const outcomes = await apply(Array.from({ length: 1000 }, (_, index) => create(`/a/n${index}`)));
    expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(1000);
    expect(fake.count('put')).toBe(1000);
    expect(clock.now() - start).toBe((1000 / 8) * 30);
  });
});

describe('what cannot be applied', () => {
  const cases: readonly (readonly [string, Parameters<typeof planOf>])[] = [
    ['a refusal', [create('/a/c'), refuse('/a/r')]],
    ['an unknown state', [create('/a/c'), { ...keep('/a/k'), kind: 'unknown' }]],
    ['two steps for one name', [create('/a/c'), retag('/a/c', [tag])]],
    ['two forms of one root name', [create('/c'), retag('c', [tag])]],
  ];
  it.each(cases)('%s', async (_title, steps) => {
    const { fake, apply } = setUp();
    const error = await apply(steps).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SsmkitError);
    expect(error).toMatchObject({ code: 'refused' });
    expect(fake.calls).toEqual([]);
  });
});

describe('a store that moved', () => {
  it('leaves alone what appeared, moved or went', async () => {
    const { fake, apply } = setUp();
    fake.write('/a/appeared', 'theirs');
    for (const name of ['/a/moved', '/a/moved', '/a/dmoved', '/a/dmoved']) fake.write(name, 'theirs');
    const outcomes = await apply([
      create('/a/appeared'),
      update('/a/moved'),
      update('/a/gone'),
      retag('/a/untaggable', [tag]),
      remove('/a/dmoved'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['stale', 'stale', 'stale', 'stale', 'stale']);
    expect(outcomes[0]?.detail).toContain('appeared meanwhile');
    expect(outcomes[1]?.detail).toContain('v2');
    expect(['/a/appeared', '/a/moved', '/a/dmoved'].map((name) => fake.now(name)?.value)).toEqual([
      'theirs',
      'theirs',
      'theirs',
    ]);
  });

  it('does not delete what was created anew at the same version', async () => {
    const { fake, apply } = setUp();
    fake.write('/a/same', 'old');
    fake.write('/a/anew', 'theirs', 'String', 990_000);
    const outcomes = await apply([
      remove('/a/same', 1, new Date(1_000_000)),
      remove('/a/anew', 1, new Date(980_000)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'stale']);
    expect(fake.now('/a/anew')?.value).toBe('theirs');
  });

  it('reads versions close to the write: what moves while others are written is left alone', async () => {
    const { fake, apply, clock } = setUp({
      fault: ({ operation, names }) => {
        if (operation === 'put' && names[0] === '/a/n0') fake.write('/a/n39', 'theirs');
        return undefined;
      },
    });
    for (let index = 0; index < 40; index += 1) fake.write(`/a/n${index}`, 'old');
    await clock.run(clock.sleep(1));
    const outcomes = await apply(Array.from({ length: 40 }, (_, index) => update(`/a/n${index}`)));
    expect(outcomes[39]?.status).toBe('stale');
    expect(fake.now('/a/n39')?.value).toBe('theirs');
  });

  it('reads a version again when the write had to wait', async () => {
    const { fake, apply } = setUp({}, { rate: 0.5 });
    for (let index = 0; index < 20; index += 1) fake.write(`/a/n${index}`, 'old');
    await apply(
      Array.from({ length: 20 }, (_, index) => update(`/a/n${index}`)),
      { concurrency: 1 },
    );
    const readAt = new Map<string, number>();
    const ages: number[] = [];
    for (const { operation, names, at } of fake.calls) {
      for (const name of names) {
        if (operation === 'get') readAt.set(name, at);
        else ages.push(at - (readAt.get(name) ?? 0));
      }
    }
    expect(Math.max(...ages)).toBeLessThan(8000);
  });

  it('says what it wrote over', async () => {
    const { fake, apply } = setUp({
      fault: ({ operation, names }) => {
        if (operation === 'put') fake.write(names[0] ?? '', 'theirs');
        return undefined;
      },
    });
    fake.write('/a/u', 'old');
    const [outcome] = await apply([update('/a/u', 1, 'new', { set: [tag], remove: [] })]);
    expect(outcome).toMatchObject({ status: 'applied', version: 3, wroteOver: true });
    expect(outcome?.detail).toContain('v2');
    expect(outcome?.hint).toContain('/a/u:2');
    expect(fake.tags('/a/u')).toEqual({ team: 'mow' });
  });

  it('says when the parameter was deleted just before it was written', async () => {
    const { fake, apply } = setUp({
      fault: ({ operation, names }) => {
        if (operation === 'put') fake.remove(names[0] ?? '');
        return undefined;
      },
    });
    fake.write('/a/u', 'old');
    const [outcome] = await apply([update('/a/u')]);
    expect(outcome).toMatchObject({ status: 'applied', version: 1, wroteOver: true });
    expect(outcome?.detail).toContain('deleted meanwhile');
  });
});

describe('reads that are denied', () => {
  const denied = (action: string) => new CallError('denied', `${action} is denied`, { action });
  it.each([
    ['GetParameters', ['get']],
    ['GetParameters and GetParameter', ['get', 'getOne']],
  ])('%s: uses another', async (_title, operations) => {
    const { fake, apply } = setUp({
      fault: ({ operation }) => (operations.includes(operation) ? denied('ssm:GetParameters') : undefined),
    });
    const names = Array.from({ length: 30 }, (_, index) => `/a/n${index}`);
    for (const name of names) fake.write(name, 'old');
    const outcomes = await apply([...names.map((name) => update(name)), update('/a/gone')]);
    expect(outcomes.map(({ status }) => status)).toEqual([...names.map(() => 'applied'), 'stale']);
    expect(fake.count('get')).toBe(1);
  });

  it('all of them: nothing is written', async () => {
    const { fake, apply } = setUp({
      fault: ({ operation }) => (operation === 'put' ? undefined : denied('ssm:GetParameters')),
    });
    fake.write('/a/u', 'old');
    const outcomes = await apply([update('/a/u'), remove('/a/d')]);
    expect(outcomes).toMatchObject([
      { status: 'failed', code: 'denied', detail: 'ssm:GetParameters is denied' },
      { status: 'failed', code: 'denied' },
    ]);
    expect(fake.count('put')).toBe(0);
  });
});
