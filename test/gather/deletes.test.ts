import { describe, expect, it } from 'vitest';
import { parseParameterName } from '../../src/core/parameter/name.ts';
import { planDeletes } from '../../src/gather/deletes.ts';
import { fakeStore } from './fake-store.ts';

const live = {
  '/mow/a': { tags: [{ Key: 'k', Value: 'v' }] },
  '/mow/s': { type: 'SecureString', keyId: 'alias/bad' },
} as const;
const reads = ['ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameter'];
const names = [...Object.keys(live), '/mow/missing'].map((name) => parseParameterName(name));

describe('planDeletes', () => {
  it.each(reads)('needs %s alone, no key and no values', async (allowed) => {
    const fake = fakeStore(live, {
      denied: reads.filter((action) => action !== allowed),
      badKeys: { 'alias/bad': 'denied' },
    });
    const { steps, notes } = await planDeletes(fake.store, names, false);
    expect(steps.map(({ name, kind }) => [name, kind])).toEqual([
      ['/mow/a', 'delete'],
      ['/mow/s', 'delete'],
      ['/mow/missing', 'refuse'],
    ]);
    expect(steps[1]).toMatchObject({ fromVersion: 3, type: 'SecureString' });
    expect(notes).toEqual([]);
    expect(fake.calls.filter(({ decrypt }) => decrypt)).toEqual([]);
    expect(fake.of('ssm:ListTagsForResource')).toEqual([]);
  });

  it('reads tags of what exists, when asked', async () => {
    const fake = fakeStore(live);
    const { steps } = await planDeletes(fake.store, names, true);
    expect(steps[0]).toMatchObject({ tags: [{ Key: 'k', Value: 'v' }] });
    expect(fake.of('ssm:ListTagsForResource')).toHaveLength(2);
  });

  it('makes no plan of nothing', async () => {
    await expect(planDeletes(fakeStore(live, { denied: reads }).store, names, false)).rejects.toMatchObject({
      kind: 'denied',
    });
  });
});
