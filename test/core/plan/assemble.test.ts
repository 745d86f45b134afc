import { describe, expect, it } from 'vitest';
import { type AssembleOptions, assemblePlan, assembleUnknown } from '../../../src/core/plan/assemble.ts';
import type { Draft } from '../../../src/core/plan/draft.ts';
import type { LiveState } from '../../../src/core/plan/live-state.ts';
import type { PlanStep } from '../../../src/core/plan/step.ts';
import { makeDraft, makeLive, makeState } from './make-draft.ts';

const options: AssembleOptions = { pruneTags: false, defaultKeyId: undefined };
const step = (draft: Draft, state: LiveState, more: Partial<AssembleOptions> = {}): PlanStep => {
  const [only, ...others] = assemblePlan([draft], state, { ...options, ...more }).steps;
  if (!only || others.length > 0) throw new Error('one draft must become one step');
  return only;
};
const put = (made: PlanStep) => (made.kind === 'create' || made.kind === 'update' ? made.put : undefined);
const tag = (Key: string, Value: string) => ({ Key, Value });

describe('create', () => {
  it('goes out without overwrite, as a String where nothing is said', () => {
    const made = step(makeDraft(), makeState());
    expect(made.kind).toBe('create');
    expect(put(made)).toMatchObject({ name: '/mow/x', type: 'String', overwrite: false, keyId: undefined });
  });

  it('carries its tags in the same call, without their origins', () => {
    const made = step(makeDraft({ tags: { a: '1', b: '2' } }), makeState());
    expect(put(made)?.tags).toEqual([tag('a', '1'), tag('b', '2')]);
    expect(put(step(makeDraft(), makeState()))?.tags).toBeUndefined();
  });

  it('takes over everything the draft says', () => {
    const said = {
      tier: 'Advanced',
      description: 'd',
      allowedPattern: '.*',
      policies: '[]',
      dataType: 'text',
    } as const;
    expect(put(step(makeDraft({ ...said, type: 'StringList' }), makeState()))).toMatchObject({
      ...said,
      type: 'StringList',
    });
  });

  it.each<[string, Partial<Draft>, string | undefined, string | undefined]>([
    ['its own key', { type: 'SecureString', keyId: 'alias/own' }, 'alias/default', 'alias/own'],
    ["the settings' key", { type: 'SecureString' }, 'alias/default', 'alias/default'],
    ["AWS's default", { type: 'SecureString' }, undefined, undefined],
    ['no key for a String', { keyId: 'alias/own' }, 'alias/default', undefined],
  ])('under %s', (_what, { name: _name, value: _value, tags: _tags, ...parts }, defaultKeyId, keyId) => {
    expect(put(step(makeDraft(parts), makeState(), { defaultKeyId }))?.keyId).toBe(keyId);
  });
});

describe('keep, retag and update', () => {
  it('keeps what is as it should be', () => {
    const live = makeLive({
      version: 7,
      type: 'SecureString',
      metadata: { keyId: 'alias/a', tier: 'Advanced' },
    });
    const draft = makeDraft({ type: 'SecureString' });
    expect(step(draft, makeState([live]))).toEqual({
      kind: 'keep',
      name: '/mow/x',
      version: 7,
      type: 'SecureString',
    });
  });

  it('updates from the version that was read', () => {
    expect(step(makeDraft({ value: 'new' }), makeState([makeLive({ version: 7 })]))).toMatchObject({
      kind: 'update',
      fromVersion: 7,
      changes: [{ field: 'value', because: 'different' }],
      put: { overwrite: true, type: 'String' },
    });
  });

  it('takes an unknown live secret for different, even one that reads alike', () => {
    const live = makeLive({ type: 'SecureString', valueKnown: false, metadata: { keyId: 'alias/a' } });
    expect(step(makeDraft({ type: 'SecureString' }), makeState([live]))).toMatchObject({
      kind: 'update',
      changes: [{ field: 'value', because: 'unknown' }],
    });
  });

  it('keeps a live StringList where the draft has no type', () => {
    const state = makeState([makeLive({ type: 'StringList', value: 'a,b' })]);
    expect(step(makeDraft({ value: 'a,b' }), state)).toMatchObject({ kind: 'keep', type: 'StringList' });
    expect(put(step(makeDraft({ value: 'a,c' }), state))?.type).toBe('StringList');
    expect(put(step(makeDraft({ value: 'a,c', type: 'String' }), state))?.type).toBe('String');
  });

  it.each<[string, Record<string, string>, readonly { Key: string; Value: string }[] | undefined, object]>([
    ['a missing tag', { a: '1' }, [], { kind: 'retag', tags: { set: [tag('a', '1')], remove: [] } }],
    ['equal tags', { a: '1' }, [tag('a', '1'), tag('z', '9')], { kind: 'keep' }],
    [
      'unread tags, which are written whole',
      { a: '1' },
      undefined,
      { kind: 'retag', tags: { set: [tag('a', '1')], remove: [], unread: true } },
    ],
    ['no drafted tags', {}, [tag('z', '9')], { kind: 'keep' }],
  ])('%s', (_what, tags, live, expected) => {
    expect(step(makeDraft({ tags }), makeState([makeLive({ tags: live })]))).toMatchObject(expected);
  });

  it('updates, then tags: never both in one call', () => {
    const made = step(makeDraft({ value: 'new', tags: { a: '1' } }), makeState([makeLive({ tags: [] })]));
    expect(made).toMatchObject({ kind: 'update', tags: { set: [tag('a', '1')] } });
    expect(put(made)?.tags).toBeUndefined();
  });
});

describe('pruning tags', () => {
  const pruneTags = true;
  it('removes what no layer has', () => {
    const live = makeLive({ tags: [tag('a', '1'), tag('old', '2'), tag('aws:own', '3')] });
    expect(step(makeDraft({ tags: { a: '1' } }), makeState([live]), { pruneTags })).toMatchObject({
      kind: 'retag',
      tags: { set: [], remove: ['old'] },
    });
  });

  it('is refused where the live tags are not known, even when the value differs', () => {
    const state = makeState([makeLive({ tags: undefined })]);
    for (const value of [undefined, 'new']) {
      const draft = makeDraft({ tags: { a: '1' }, ...(value === undefined ? {} : { value }) });
      expect(step(draft, state, { pruneTags })).toMatchObject({
        kind: 'refuse',
        reason: expect.stringContaining('tags'),
      });
    }
  });

  it('leaves tags alone where the draft has none', () => {
    const live = makeLive({ tags: [tag('old', '2')] });
    expect(step(makeDraft(), makeState([live]), { pruneTags })).toMatchObject({ kind: 'keep' });
  });
});

describe('more tags than AWS allows', () => {
  const live = makeLive({ tags: Array.from({ length: 50 }, (_, index) => tag(`live${index}`, '')) });
  it.each([
    ['one more', { new: '1' }, false, 'refuse'],
    ['another value of one', { live7: '1' }, false, 'retag'],
    ['one more, the others pruned', { new: '1' }, true, 'retag'],
  ])('%s', (_what, tags, pruneTags, kind) => {
    expect(step(makeDraft({ tags }), makeState([live]), { pruneTags }).kind).toBe(kind);
    expect(step(makeDraft({ tags, value: 'new' }), makeState([live]), { pruneTags }).kind).toBe(
      kind === 'retag' ? 'update' : 'refuse',
    );
  });
});

describe('what an overwrite keeps', () => {
  it('re-sends what it does not mean to change', () => {
    const metadata = {
      keyId: 'alias/a',
      tier: 'Advanced',
      description: 'd',
      allowedPattern: '.*',
      policies: '[1]',
    } as const;
    const live = makeLive({ type: 'SecureString', dataType: 'text', metadata });
    expect(put(step(makeDraft({ type: 'SecureString', value: 'new' }), makeState([live])))).toMatchObject({
      keyId: 'alias/a',
      tier: 'Advanced',
      description: 'd',
      allowedPattern: '.*',
      policies: undefined,
      dataType: 'text',
    });
  });

  it('sends what the draft says instead', () => {
    const live = makeLive({
      metadata: { description: 'old', allowedPattern: 'o' },
      dataType: 'aws:ec2:image',
    });
    const draft = makeDraft({
      description: '',
      allowedPattern: '',
      policies: '[]',
      dataType: 'text',
      tier: 'Advanced',
    });
    expect(put(step(draft, makeState([live])))).toMatchObject({
      description: '',
      allowedPattern: '',
      policies: '[]',
      dataType: 'text',
      tier: 'Advanced',
    });
  });
});

describe('notes', () => {
  it('counts the overwrites that cannot re-send tier and description, and nothing else', () => {
    const names = ['/mow/a', '/mow/b', '/mow/c', '/mow/d'];
    const drafts = [
      makeDraft({ name: '/mow/a', value: 'new' }),
      makeDraft({ name: '/mow/b', value: 'new' }),
      makeDraft({ name: '/mow/c' }),
      makeDraft({ name: '/mow/d', value: 'v'.repeat(9000) }),
      makeDraft({ name: '/mow/e' }),
    ];
    const state = makeState(
      names.map((name) => makeLive({ name, metadata: 'denied' })),
      {},
      ['read note'],
    );
    const { notes, steps } = assemblePlan(drafts, state, options);
    expect(steps.map(({ kind }) => kind)).toEqual(['update', 'update', 'keep', 'refuse', 'create']);
    expect(notes).toEqual([
      'read note',
      'Overwriting 2 parameters without re-sending tier and description, which are not known.',
    ]);
  });

  it('has none where everything is known', () => {
    expect(assemblePlan([makeDraft({ value: 'new' })], makeState([makeLive()]), options).notes).toEqual([]);
  });
});

describe('assembleUnknown', () => {
  it.each([true, false])('compares nothing and says why (on purpose: %s)', (onPurpose) => {
    const drafts = [makeDraft({ name: '/a', type: 'SecureString' }), makeDraft({ name: '/b' })];
    expect(assembleUnknown(drafts, 'why', onPurpose)).toEqual({
      steps: [
        { kind: 'unknown', name: '/a', type: 'SecureString' },
        { kind: 'unknown', name: '/b', type: undefined },
      ],
      notes: [],
      stateUnknown: { why: 'why', onPurpose },
    });
  });
});
