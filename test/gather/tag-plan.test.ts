import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { planTags, type TagQuery } from '../../src/gather/tag-plan.ts';
import { type FakeParameter, type FakeRules, fakeStore } from './fake-store.ts';

const tag = (Key: string, Value = '1') => ({ Key, Value });
const many = (count: number) => Array.from({ length: count }, (_, index) => tag(`k${index}`));
const plan = (query: Partial<TagQuery>, live: Record<string, FakeParameter>, rules: FakeRules = {}) =>
  planTags(fakeStore(live, rules).store, {
    resourceType: 'Parameter',
    ids: Object.keys(live),
    tags: [tag('a')],
    prune: false,
    ...query,
  });
const denied: FakeRules = { denied: ['ssm:ListTagsForResource'] };

describe('planTags', () => {
  it.each<[string, Partial<TagQuery>, FakeParameter, FakeRules, object]>([
    ['equal tags', {}, { tags: [tag('a'), tag('z')] }, {}, { kind: 'keep' }],
    ['a missing tag', {}, { tags: [tag('z')] }, {}, { kind: 'retag', tags: { set: [tag('a')], remove: [] } }],
    [
      'pruning',
      { prune: true },
      { tags: [tag('a'), tag('z')] },
      {},
      { kind: 'retag', tags: { set: [], remove: ['z'] } },
    ],
    ['unread tags', {}, {}, denied, { kind: 'retag', tags: { set: [tag('a')], remove: [], unread: true } }],
    ['unread tags to be pruned', { prune: true }, {}, denied, { kind: 'refuse' }],
    [
      'a tag too many',
      {},
      { tags: many(50) },
      {},
      { kind: 'refuse', reason: 'would have 51 tags; AWS allows 50' },
    ],
    ['as many as AWS allows', {}, { tags: many(49) }, {}, { kind: 'retag' }],
    ['a tag too many, the others pruned', { prune: true }, { tags: many(50) }, {}, { kind: 'retag' }],
    [
      'what does not exist',
      {},
      {},
      { failing: { 'ssm:ListTagsForResource': new CallError('not-found', 'no') } },
      { kind: 'refuse', reason: 'does not exist' },
    ],
  ])('%s', async (_what, query, live, rules, step) => {
    const { steps } = await plan(query, { '/mow/x': live }, rules);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ name: '/mow/x', ...step });
  });

  it('says once that tags are unknown, and compares the others', async () => {
    const live = { '/mow/a': { tags: [tag('a')] }, '/mow/b': {}, '/mow/c': {} };
    const { steps, notes } = await plan({}, live, {
      deniedOn: ['ssm:ListTagsForResource /mow/b', 'ssm:ListTagsForResource /mow/c'],
    });
    expect(steps.map(({ kind }) => kind)).toEqual(['keep', 'retag', 'retag']);
    expect(notes).toEqual([expect.stringContaining('ssm:ListTagsForResource')]);
  });

  it('rejects for any other failure', async () => {
    const error = new CallError('server', 'fault');
    await expect(plan({}, { '/mow/x': {} }, { failing: { 'ssm:ListTagsForResource': error } })).rejects.toBe(
      error,
    );
  });
});
