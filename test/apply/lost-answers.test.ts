import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { setUp } from './apply-set-up.ts';
import type { Fault, WireCall } from './fake-store.ts';
import { create, remove, retag, update } from './steps.ts';

const tag = { Key: 'team', Value: 'mow' };
const lostAnswers: readonly Fault[] = ['server-after', 'reset-after', 'hang-after'];
const lostCalls: readonly Fault[] = ['server-before', 'reset-before', 'hang-before'];

/** The first call of one operation fails so. */
function first(operation: WireCall['operation'], fault: Fault, then?: () => void) {
  return (call: WireCall, count: number): Fault | undefined => {
    if (call.operation !== operation || count > 0) return undefined;
    then?.();
    return fault;
  };
}

describe('a put whose answer was lost', () => {
  it.each(lostAnswers)('%s: found written, and not written again', async (fault) => {
    for (const step of [create('/a/x', 'new', 'SecureString'), update('/a/x', 1)]) {
      const { fake, apply } = setUp({ fault: first('put', fault) });
      if (step.kind === 'update') fake.write('/a/x', 'old');
      const version = step.kind === 'update' ? 2 : 1;
      expect(await apply([step])).toMatchObject([
        { status: 'applied', version, detail: 'the answer was lost; it was found written' },
      ]);
      expect(fake.count('put')).toBe(1);
    }
  });

  it.each(lostCalls)('%s: not found written, so sent again', async (fault) => {
    for (const step of [create('/a/x'), update('/a/x', 1)]) {
      const { fake, apply, clock } = setUp({ fault: first('put', fault) });
      if (step.kind === 'update') fake.write('/a/x', 'old');
      const [outcome] = await apply([step]);
      expect(outcome).toMatchObject({ status: 'applied', version: step.kind === 'update' ? 2 : 1 });
      expect(outcome?.wroteOver).toBeUndefined();
      const puts = fake.calls.filter(({ operation }) => operation === 'put');
      const reads = fake.calls.filter(({ decrypt }) => decrypt);
      expect(puts).toHaveLength(2);
      expect(reads).toHaveLength(3);
      expect((puts[1]?.at ?? 0) - (puts[0]?.at ?? 0)).toBeGreaterThan(1000);
      expect(clock.now()).toBeLessThan(1_040_000);
    }
  });

  it('is looked for until reads catch up', async () => {
    const { fake, apply } = setUp({ lagMs: 900, fault: first('put', 'reset-after') });
    expect(await apply([create('/a/x')])).toMatchObject([{ status: 'applied', version: 1 }]);
    expect(fake.count('put')).toBe(1);
  });

  it('a create that reads never showed is told by "exists", and never written twice', async () => {
    const { fake, apply } = setUp({ lagMs: 12_000, fault: first('put', 'reset-after') });
    expect(await apply([create('/a/x')])).toMatchObject([{ status: 'applied', version: 1 }]);
    expect(fake.history('/a/x')).toEqual(['new']);
  });

  it('an update that reads did not show in time is accounted for when it was written twice', async () => {
    const { fake, apply } = setUp({ lagMs: 12_000, fault: first('put', 'reset-after') });
    fake.write('/a/x', 'old', 'String', 0);
    const [outcome] = await apply([update('/a/x')]);
    expect(outcome).toMatchObject({ status: 'applied', version: 3 });
    expect(outcome?.wroteOver).toBeUndefined();
    expect(outcome?.detail).toContain('v2 to v3 are the same');
  });

  it('does not take the write of someone else for its own', async () => {
    const theirs = setUp({
      fault: first('put', 'reset-before', () => theirs.fake.write('/a/x', 'theirs')),
    });
    const [created] = await theirs.apply([create('/a/x')]);
    expect(created).toMatchObject({ status: 'stale' });
    expect(theirs.fake.now('/a/x')).toMatchObject({ value: 'theirs', version: 1 });

    const moved = setUp({ fault: first('put', 'reset-before', () => moved.fake.write('/a/x', 'theirs')) });
    moved.fake.write('/a/x', 'old');
    const [updated] = await moved.apply([update('/a/x')]);
    expect(updated).toMatchObject({ status: 'stale' });
    expect(updated?.detail).toContain('v2 by someone else');
    expect(moved.fake.now('/a/x')?.value).toBe('theirs');
  });

  it('another type at the expected version is not ours', async () => {
    const { fake, apply } = setUp({
      fault: first('put', 'reset-before', () => fake.write('/a/x', 'new', 'String')),
    });
    expect(await apply([create('/a/x', 'new', 'SecureString')])).toMatchObject([{ status: 'stale' }]);
  });

  it('anything newer is stale', async () => {
    const { fake, apply, clock } = setUp({
      fault: ({ operation }, count) => {
        if (operation !== 'put' || count > 0) return undefined;
        void clock.sleep(20).then(() => fake.write('/a/x', 'theirs'));
        return 'reset-after';
      },
    });
    fake.write('/a/x', 'old');
    const [outcome] = await apply([update('/a/x')]);
    expect(outcome?.status).toBe('stale');
    expect(outcome?.detail).toContain('may be among its versions');
    expect(fake.history('/a/x')).toEqual(['old', 'new', 'theirs']);
  });

  it('a create is ours at version 1 only, whatever the value', async () => {
    const { fake, apply, clock } = setUp({
      fault: ({ operation }, count) => {
        if (operation !== 'put' || count > 0) return undefined;
        void clock.sleep(20).then(() => fake.write('/a/x', 'new'));
        return 'reset-after';
      },
    });
    expect(await apply([create('/a/x')])).toMatchObject([{ status: 'stale' }]);
    expect(fake.now('/a/x')?.version).toBe(2);
  });

  it('an update that is sent again over the write of someone else says so', async () => {
    const { fake, apply } = setUp({
      fault: ({ operation }, count) => {
        if (operation !== 'put') return undefined;
        if (count === 0) return 'reset-before';
        fake.write('/a/x', 'theirs');
        return undefined;
      },
    });
    fake.write('/a/x', 'old');
    const [outcome] = await apply([update('/a/x')]);
    expect(outcome).toMatchObject({ status: 'applied', version: 3, wroteOver: true });
    expect(outcome?.detail).toContain('wrote over v2');
  });

  it('an update whose parameter was deleted meanwhile does not create it', async () => {
    const { fake, apply } = setUp({ fault: first('put', 'reset-before', () => fake.remove('/a/x')) });
    fake.write('/a/x', 'old');
    expect(await apply([update('/a/x')])).toMatchObject([{ status: 'stale' }]);
    expect(fake.now('/a/x')).toBeUndefined();
  });

  it('where the value cannot be read, type and version decide', async () => {
    const denied = new CallError('denied', 'kms:Decrypt is denied', { action: 'kms:Decrypt' });
    const { fake, apply } = setUp({
      fault: (call, count) => (call.decrypt ? denied : first('put', 'reset-after')(call, count)),
    });
    expect(await apply([create('/a/x', 'new', 'SecureString')])).toMatchObject([{ status: 'applied' }]);
    expect(fake.count('put')).toBe(1);
  });

  it('is not called written when it cannot be read', async () => {
    const denied = new CallError('denied', 'ssm:GetParameters is denied', { action: 'ssm:GetParameters' });
    const { apply } = setUp({ fault: ({ operation }) => (operation === 'put' ? 'reset-after' : denied) });
    const [outcome] = await apply([create('/a/x')]);
    expect(outcome).toMatchObject({ status: 'failed', code: 'denied' });
    expect(outcome?.detail).toContain('it may have been written');
  });

  it('gives up after two minutes in which no write was answered, although reads are', async () => {
    const { apply, clock } = setUp({
      fault: ({ operation }) => (operation === 'put' ? 'server-before' : undefined),
    });
    const outcomes = await apply(Array.from({ length: 20 }, (_, index) => create(`/a/n${index}`)));
    for (const outcome of outcomes) {
      expect(outcome.status).toBe('failed');
      expect(outcome.detail).toContain('it may have been written');
    }
    expect(clock.now()).toBeLessThan(1_000_000 + 180_000);
  });

  it('is told apart when --max-time ends the looking', async () => {
    const { apply } = setUp(
      { fault: ({ operation }) => (operation === 'put' ? 'server-before' : undefined) },
      { maxTimeMs: 10_000 },
    );
    const [outcome] = await apply([create('/a/x')]);
    expect(outcome).toMatchObject({ status: 'failed', code: 'failed' });
    expect(outcome?.detail).toContain('it may have been written');
  });
});

describe('tags and deletes whose answers were lost', () => {
  it.each([...lostAnswers, ...lostCalls])('%s: tags are sent again', async (fault) => {
    const { fake, apply } = setUp({ fault: first('addTags', fault) });
    fake.write('/a/x', 'old');
    expect(await apply([retag('/a/x', [tag], ['gone'])])).toMatchObject([{ status: 'applied' }]);
    expect(fake.tags('/a/x')).toEqual({ team: 'mow' });
  });

  it.each(lostAnswers)('%s: a delete that took place is not sent again', async (fault) => {
    const { fake, apply } = setUp({ fault: first('delete', fault) });
    for (const name of ['/a/x', '/a/y']) fake.write(name, 'old');
    const outcomes = await apply([remove('/a/x'), remove('/a/y')]);
    expect(outcomes.map(({ status, detail }) => [status, detail])).toEqual([
      ['applied', 'the answer was lost; it is gone'],
      ['applied', 'the answer was lost; it is gone'],
    ]);
    expect(fake.count('delete')).toBe(1);
  });

  it.each(lostCalls)('%s: a delete that did not take place is sent again', async (fault) => {
    const { fake, apply } = setUp({ fault: first('delete', fault) });
    fake.write('/a/x', 'old');
    expect(await apply([remove('/a/x')])).toMatchObject([{ status: 'applied' }]);
    expect(fake.now('/a/x')).toBeUndefined();
    expect(fake.count('delete')).toBe(2);
  });

  it('a name that moved after the answer was lost is left alone', async () => {
    const { fake, apply } = setUp({
      fault: first('delete', 'reset-before', () => fake.write('/a/x', 'theirs')),
    });
    for (const name of ['/a/x', '/a/y']) fake.write(name, 'old');
    const outcomes = await apply([remove('/a/x'), remove('/a/y')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['stale', 'applied']);
    expect(fake.now('/a/x')?.value).toBe('theirs');
  });
});
