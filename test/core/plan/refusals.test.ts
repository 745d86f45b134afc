import { describe, expect, it } from 'vitest';
import type { ParameterTier, ParameterType } from '../../../src/core/parameter/type.ts';
import { assemblePlan } from '../../../src/core/plan/assemble.ts';
import type { Draft } from '../../../src/core/plan/draft.ts';
import type { LiveState } from '../../../src/core/plan/live-state.ts';
import type { PlanStep } from '../../../src/core/plan/step.ts';
import { canary, type LiveParts, makeDraft, makeKey, makeLive, makeState } from './make-draft.ts';

const step = (draft: Draft, state: LiveState, defaultKeyId?: string): PlanStep | undefined =>
  assemblePlan([draft], state, { pruneTags: false, defaultKeyId }).steps[0];
const putOf = (made: PlanStep | undefined) =>
  made?.kind === 'create' || made?.kind === 'update' ? made.put : undefined;

describe('a SecureString never becomes plain text by silence', () => {
  const secure: LiveParts = { type: 'SecureString', metadata: { keyId: 'alias/a' } };
  const lives: readonly [string, LiveParts][] = [
    ['equal', secure],
    ['different', { ...secure, value: 'old' }],
    ['unknown', { ...secure, valueKnown: false }],
    ['read without its metadata', { ...secure, metadata: 'denied' }],
  ];
  const types: readonly (ParameterType | undefined)[] = [undefined, 'String', 'StringList', 'SecureString'];
  const cases = lives.flatMap(([what, live]) =>
    types.flatMap((type) => [true, false].map((allowed) => ({ what, live, type, allowed }))),
  );

  it.each(cases)('live value $what, drafted as $type, allowed: $allowed', ({ live, type, allowed }) => {
    const made = step(makeDraft({ type, plaintextAllowed: allowed }), makeState([makeLive(live)]));
    if (type === 'SecureString') {
      expect(putOf(made)?.type ?? 'SecureString').toBe('SecureString');
    } else if (allowed) {
      expect(made).toMatchObject({ kind: 'update', put: { type: type ?? 'String', keyId: undefined } });
    } else {
      expect(made).toMatchObject({ kind: 'refuse', reason: expect.stringContaining('in the clear') });
    }
  });

  it('is refused although a key is named', () => {
    const made = step(makeDraft({ keyId: 'alias/a' }), makeState([makeLive(secure)]));
    expect(made?.kind).toBe('refuse');
  });

  it('says how to say it', () => {
    const made = step(makeDraft(), makeState([makeLive(secure)]));
    expect(made).toMatchObject({
      hint: expect.stringMatching(/secret=true.*secret=false.*--allow-plaintext \/mow\/x/),
    });
  });
});

describe('the key of an overwrite', () => {
  const secure: LiveParts = { type: 'SecureString', value: 'old' };
  it.each<
    [string, LiveParts, Partial<Pick<Draft, 'keyId' | 'type'>>, string | undefined, string | undefined]
  >([
    ['is sent again', { ...secure, metadata: { keyId: 'alias/live' } }, {}, undefined, 'alias/live'],
    [
      "is not the settings' key",
      { ...secure, metadata: { keyId: 'alias/live' } },
      {},
      'alias/new',
      'alias/live',
    ],
    [
      'is sent when it is the default one',
      { ...secure, metadata: { keyId: 'alias/aws/ssm' } },
      {},
      'alias/new',
      'alias/aws/ssm',
    ],
    ["is AWS's default where none is told", { ...secure, metadata: {} }, {}, 'alias/new', 'alias/aws/ssm'],
    [
      'is the one that is named',
      { ...secure, metadata: { keyId: 'alias/live' } },
      { keyId: 'alias/x' },
      'alias/new',
      'alias/x',
    ],
    [
      'is the one that is named, metadata denied',
      { ...secure, metadata: 'denied' },
      { keyId: 'alias/x' },
      'alias/new',
      'alias/x',
    ],
    ["is the settings' key for what becomes a secret", { value: 'old' }, {}, 'alias/new', 'alias/new'],
    ['is left to AWS for what becomes a secret without one', { value: 'old' }, {}, undefined, undefined],
  ])('%s', (_what, live, parts, defaultKeyId, keyId) => {
    const made = step(
      makeDraft({ type: 'SecureString', ...parts }),
      makeState([makeLive(live)]),
      defaultKeyId,
    );
    expect(made?.kind).toBe('update');
    expect(putOf(made)?.keyId).toBe(keyId);
  });

  it('stops a SecureString whose key cannot be read', () => {
    const live = makeLive({ ...secure, metadata: 'denied' });
    expect(step(makeDraft({ type: 'SecureString' }), makeState([live]), 'alias/new')).toMatchObject({
      kind: 'refuse',
      reason: expect.stringContaining('key cannot be read'),
      hint: expect.stringContaining('ssm:DescribeParameters'),
    });
  });

  it('does not stop one that needs no overwrite, nor what becomes a secret, nor a String', () => {
    const state = (live: LiveParts) => makeState([makeLive({ ...live, metadata: 'denied' })]);
    expect(step(makeDraft({ type: 'SecureString' }), state({ type: 'SecureString' }))?.kind).toBe('keep');
    expect(step(makeDraft({ type: 'SecureString' }), state({ value: 'old' }))?.kind).toBe('update');
    expect(step(makeDraft(), state({ value: 'old' }))?.kind).toBe('update');
  });
});

describe('keys that cannot encrypt', () => {
  const disabled = makeKey({ state: 'Disabled' });
  it('refuse a create under them', () => {
    const draft = makeDraft({ type: 'SecureString', keyId: 'alias/a' });
    expect(step(draft, makeState([], { 'alias/a': disabled }))).toMatchObject({
      kind: 'refuse',
      reason: 'would be encrypted under alias/a, which is disabled',
    });
    expect(step(draft, makeState([], { 'alias/a': makeKey() }))?.kind).toBe('create');
    expect(step(draft, makeState([]))?.kind).toBe('create');
  });

  it('refuse an overwrite under them, and nothing else', () => {
    const live = makeLive({ type: 'SecureString', metadata: { keyId: 'alias/a' }, tags: [] });
    const state = makeState([live], { 'alias/a': 'missing' });
    const draft = { type: 'SecureString', tags: { a: '1' } } as const;
    expect(step(makeDraft({ ...draft, value: 'new' }), state)).toMatchObject({ kind: 'refuse' });
    expect(step(makeDraft(draft), state)?.kind).toBe('retag');
    expect(step(makeDraft({ type: 'SecureString' }), state)?.kind).toBe('keep');
  });

  it('refuse the default key of the settings', () => {
    const state = makeState([], { 'alias/default': disabled });
    expect(step(makeDraft({ type: 'SecureString' }), state, 'alias/default')?.kind).toBe('refuse');
    expect(step(makeDraft(), state, 'alias/default')?.kind).toBe('create');
  });
});

describe('tier and size', () => {
  const of = (bytes: number) => 'v'.repeat(bytes);
  it.each<
    [
      string,
      ParameterTier | undefined,
      ParameterTier | 'denied' | 'absent',
      number,
      string,
      ParameterTier | undefined,
    ]
  >([
    ['a small one', undefined, 'absent', 4096, 'create', undefined],
    ['too large for Standard', undefined, 'absent', 4097, 'refuse', undefined],
    ['Advanced takes it', 'Advanced', 'absent', 8192, 'create', 'Advanced'],
    ['Intelligent-Tiering takes it', 'Intelligent-Tiering', 'absent', 8192, 'create', 'Intelligent-Tiering'],
    ['too large for all', 'Advanced', 'absent', 8193, 'refuse', undefined],
    ['a live Standard stays one', undefined, 'Standard', 4096, 'update', 'Standard'],
    ['too large for a live Standard', undefined, 'Standard', 4097, 'refuse', undefined],
    ['a live Standard goes up', 'Advanced', 'Standard', 4097, 'update', 'Advanced'],
    ['a live Advanced takes it', undefined, 'Advanced', 8192, 'update', 'Advanced'],
    ['too large for a live Advanced', undefined, 'Advanced', 8193, 'refuse', undefined],
    ['Advanced never goes back', 'Standard', 'Advanced', 10, 'refuse', undefined],
    [
      'Intelligent-Tiering on Advanced',
      'Intelligent-Tiering',
      'Advanced',
      10,
      'update',
      'Intelligent-Tiering',
    ],
    ['an unknown tier may be Advanced', undefined, 'denied', 8192, 'update', undefined],
    ['too large whatever the tier', undefined, 'denied', 8193, 'refuse', undefined],
    ['a named tier counts, metadata denied', 'Standard', 'denied', 4097, 'refuse', undefined],
  ])('%s', (_what, tier, live, bytes, kind, sent) => {
    const metadata =
      live === 'denied' ? 'denied' : { tier: live === 'absent' ? ('Standard' as const) : live };
    const state = live === 'absent' ? makeState() : makeState([makeLive({ value: 'old', metadata })]);
    const made = step(makeDraft({ tier, value: of(bytes) }), state);
    expect(made?.kind).toBe(kind);
    expect(putOf(made)?.tier).toBe(sent);
  });

  it('refuses to take an equal Advanced parameter back to Standard, rather than keeping it in silence', () => {
    const live = makeLive({ metadata: { tier: 'Advanced' } });
    expect(step(makeDraft({ tier: 'Standard' }), makeState([live]))).toMatchObject({
      kind: 'refuse',
      reason: expect.stringContaining('never takes one back'),
    });
  });

  it.each(['{{ssm:x}}', '', 'a\0'])('refuses the value %j on create and on update', (value) => {
    expect(step(makeDraft({ value }), makeState())?.kind).toBe('refuse');
    expect(step(makeDraft({ value }), makeState([makeLive()]))?.kind).toBe('refuse');
  });

  it('names a tier that would take it, and only then', () => {
    const hint = (bytes: number, tier?: ParameterTier) => {
      const made = step(makeDraft({ value: of(bytes), tier }), makeState());
      return made?.kind === 'refuse' ? made.hint : 'not refused';
    };
    expect(hint(5000)).toContain('tier=Advanced');
    expect(hint(9000, 'Advanced') ?? '').not.toContain('tier=Advanced');
  });
});

it('no step shows a value', () => {
  const live = makeLive({
    type: 'SecureString',
    value: `old ${canary}`,
    metadata: { keyId: 'alias/a' },
    tags: [],
  });
  const drafts = [
    makeDraft(),
    makeDraft({ type: 'SecureString', tags: { a: '1' } }),
    makeDraft({ name: '/mow/new', value: `{{${canary}}}` }),
    makeDraft({ name: '/mow/new', value: canary.repeat(1000) }),
    makeDraft({ name: '/mow/new' }),
  ];
  const plan = assemblePlan(drafts, makeState([live]), { pruneTags: true, defaultKeyId: undefined });
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['refuse', 'update', 'refuse', 'refuse', 'create']);
  expect(JSON.stringify(plan).includes(canary)).toBe(false);
});
