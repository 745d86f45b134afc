import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { assemblePlan } from '../../src/core/plan/assemble.ts';
import type { Draft } from '../../src/core/plan/draft.ts';
import type { KeyDescription } from '../../src/core/ports.ts';
import { gatherLive } from '../../src/gather/live-state.ts';
import { canary, makeDraft, makeKey } from '../core/plan/make-draft.ts';
import { type FakeParameter, type FakeRules, fakeKeys, fakeStore } from './fake-store.ts';

interface Parts extends FakeRules {
  readonly keys?: Readonly<Record<string, KeyDescription>>;
  readonly keysDenied?: boolean;
  readonly defaultKeyId?: string;
  readonly pruneTags?: boolean;
}

async function gather(
  drafts: readonly Draft[],
  live: Readonly<Record<string, FakeParameter>>,
  parts: Parts = {},
) {
  const fake = fakeStore(live, parts);
  const directory = fakeKeys(parts.keys ?? {}, parts.keysDenied);
  const options = { pruneTags: parts.pruneTags ?? false, defaultKeyId: parts.defaultKeyId };
  const state = await gatherLive({ store: fake.store, keys: directory.keys }, drafts, options);
  const plan = assemblePlan(drafts, state, options);
  return {
    ...fake,
    state,
    plan,
    kinds: plan.steps.map(({ kind }) => kind),
    asked: [...directory.asked].sort(),
  };
}

const described = (fake: Awaited<ReturnType<typeof gather>>) =>
  fake.of('ssm:DescribeParameters').flatMap(({ names }) => names);
const draft = (name: string, parts: Parameters<typeof makeDraft>[0] = {}) => makeDraft({ name, ...parts });
const secret = { type: 'SecureString' } as const;

describe('what is read', () => {
  it('is nothing but the values where all are equal', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `/mow/p${index}`);
    const live = Object.fromEntries(names.map((name) => [name, { value: canary }]));
    const fake = await gather(
      names.map((name) => draft(name)),
      live,
    );
    expect(fake.calls).toHaveLength(3);
    expect(fake.kinds.every((kind) => kind === 'keep')).toBe(true);
    expect(fake.asked).toEqual([]);
  });

  it('is the metadata of what differs alone', async () => {
    const fake = await gather(
      [
        draft('/mow/same'),
        draft('/mow/value', { value: 'new' }),
        draft('/mow/type', { type: 'StringList' }),
        draft('/mow/new'),
        draft('/mow/said', { description: 'd' }),
      ],
      {
        '/mow/same': { value: canary },
        '/mow/value': { value: canary },
        '/mow/type': { value: canary },
        '/mow/said': { value: canary, metadata: { description: 'd' } },
      },
    );
    expect(described(fake)).toEqual(['/mow/value', '/mow/type', '/mow/said']);
    expect(fake.of('ssm:DescribeParameters')).toHaveLength(1);
    expect(fake.kinds).toEqual(['keep', 'update', 'update', 'create', 'keep']);
  });

  it('is the metadata of a live secret whose value is unknown', async () => {
    const fake = await gather(
      [draft('/mow/s', secret)],
      { '/mow/s': { ...secret, keyId: 'alias/a', value: canary } },
      { badKeys: { 'alias/a': 'denied' }, keys: { 'alias/a': makeKey() } },
    );
    expect(described(fake)).toEqual(['/mow/s']);
    expect(fake.plan.steps[0]).toMatchObject({ kind: 'update', put: { keyId: 'alias/a' } });
  });

  it('is the tags of what has drafted tags and exists', async () => {
    const tags = { a: '1' };
    const fake = await gather(
      [draft('/mow/tagged', { tags }), draft('/mow/bare'), draft('/mow/new', { tags })],
      { '/mow/tagged': { value: canary, tags: [{ Key: 'a', Value: '1' }] }, '/mow/bare': { value: canary } },
    );
    expect(fake.of('ssm:ListTagsForResource').map(({ names: [name] }) => name)).toEqual(['/mow/tagged']);
    expect(fake.kinds).toEqual(['keep', 'keep', 'create']);
  });

  it('is each customer key once, and never the default one', async () => {
    const fake = await gather(
      [
        draft('/mow/a', { ...secret, keyId: 'alias/a' }),
        draft('/mow/b', { ...secret, keyId: 'alias/a' }),
        draft('/mow/c', secret),
        draft('/mow/d', { ...secret, keyId: 'alias/aws/ssm' }),
        draft('/mow/e', { ...secret, value: 'new' }),
        draft('/mow/f', { ...secret, value: 'new' }),
        draft('/mow/plain', { keyId: 'alias/unused' }),
      ],
      {
        '/mow/e': { ...secret, keyId: 'alias/live' },
        '/mow/f': { ...secret, keyId: 'arn:aws:kms:us-east-1:1:alias/aws/ssm' },
      },
      {
        keys: { 'alias/a': makeKey(), 'alias/live': makeKey(), 'alias/default': makeKey() },
        defaultKeyId: 'alias/default',
      },
    );
    expect(fake.asked).toEqual(['alias/a', 'alias/default', 'alias/live']);
    expect(fake.kinds).toEqual(['create', 'create', 'create', 'create', 'update', 'update', 'create']);
  });

  it('is nothing for no drafts', async () => {
    expect((await gather([], {})).calls).toEqual([]);
  });
});

describe('keys', () => {
  const live = { '/mow/s': { ...secret, keyId: 'alias/a', value: canary } };
  const key = makeKey();
  it.each([
    ['its id', key.keyId, 'keep'],
    ['its ARN', key.arn, 'keep'],
    ['another alias of it', 'alias/same', 'keep'],
    ['another key', 'alias/other', 'update'],
    ['a key that does not exist', 'alias/missing', 'refuse'],
    ['a disabled key', 'alias/disabled', 'refuse'],
  ])('the live alias and %s', async (_what, keyId, kind) => {
    const other = makeKey({ keyId: '99999999-2222-3333-4444-555555555555' });
    const keys = {
      'alias/a': key,
      [key.keyId]: key,
      [key.arn]: key,
      'alias/same': key,
      'alias/other': other,
      'alias/disabled': { ...other, state: 'Disabled' },
    };
    expect((await gather([draft('/mow/s', { ...secret, keyId })], live, { keys })).kinds).toEqual([kind]);
  });

  it('that may not be described are taken for usable, with a note', async () => {
    const { kinds, state } = await gather(
      [draft('/mow/n', { ...secret, keyId: 'alias/a' })],
      {},
      { keysDenied: true },
    );
    expect(kinds).toEqual(['create']);
    expect(state.notes).toEqual([expect.stringContaining('kms:DescribeKey')]);
  });
});

describe('denials', () => {
  it('of DescribeParameters stop what would lose its key, and nothing else', async () => {
    const { kinds, plan } = await gather(
      [
        draft('/mow/s', secret),
        draft('/mow/named', { ...secret, keyId: 'alias/a' }),
        draft('/mow/same', secret),
        draft('/mow/plain'),
        draft('/mow/new', secret),
      ],
      {
        '/mow/s': { ...secret, value: 'old' },
        '/mow/named': { ...secret, value: 'old' },
        '/mow/same': { ...secret, value: canary },
        '/mow/plain': { value: 'old' },
      },
      { denied: ['ssm:DescribeParameters'], keys: { 'alias/a': makeKey() } },
    );
    expect(kinds).toEqual(['refuse', 'update', 'keep', 'update', 'create']);
    expect(plan.notes).toEqual([
      'Keys, tiers and descriptions are unknown, not compared: ssm:DescribeParameters is denied.',
      'Overwriting 2 parameters without re-sending tier and description, which are not known.',
    ]);
  });

  it('of ListTagsForResource make tags be written whole; asked for once', async () => {
    const tags = { a: '1' };
    const names = ['/mow/a', '/mow/b', '/mow/c'];
    const live = Object.fromEntries(
      names.map((name) => [name, { value: canary, tags: [{ Key: 'a', Value: '1' }] }]),
    );
    const drafts = names.map((name) => draft(name, { tags }));
    const rules = { denied: ['ssm:ListTagsForResource'] };
    const fake = await gather(drafts, live, rules);
    expect(fake.of('ssm:ListTagsForResource')).toHaveLength(1);
    expect(fake.kinds).toEqual(['retag', 'retag', 'retag']);
    expect(fake.plan.notes).toEqual([expect.stringContaining('ssm:ListTagsForResource')]);
    expect((await gather(drafts, live, { ...rules, pruneTags: true })).kinds).toEqual([
      'refuse',
      'refuse',
      'refuse',
    ]);
  });

  it('of the tags of one parameter leave the others compared', async () => {
    const tags = { a: '1' };
    const one = { value: canary, tags: [{ Key: 'a', Value: '1' }] };
    const { kinds } = await gather(
      [draft('/mow/a', { tags }), draft('/mow/b', { tags })],
      { '/mow/a': one, '/mow/b': one },
      { deniedOn: ['ssm:ListTagsForResource /mow/b'] },
    );
    expect(kinds).toEqual(['keep', 'retag']);
  });

  it.each(['ssm:GetParameters', 'ssm:DescribeParameters', 'ssm:ListTagsForResource'])(
    'are not what other failures of %s are',
    async (action) => {
      const failing = { [action]: new CallError('server', 'fault') };
      const promise = gather([draft('/mow/a', { tags: { a: '1' } })], { '/mow/a': {} }, { failing });
      await expect(promise).rejects.toMatchObject({ kind: 'server' });
    },
  );

  it('of all reads reject: no plan is made of nothing', async () => {
    const denied = ['ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameter'];
    await expect(gather([draft('/mow/a')], { '/mow/a': {} }, { denied })).rejects.toMatchObject({
      kind: 'denied',
    });
  });
});
