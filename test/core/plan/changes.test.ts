import { describe, expect, it } from 'vitest';
import { changesOf, isSameKey, needsMetadata, resolvedType } from '../../../src/core/plan/changes.ts';
import type { Draft } from '../../../src/core/plan/draft.ts';
import type { Change } from '../../../src/core/plan/step.ts';
import type { KeyDescription } from '../../../src/core/ports.ts';
import { type LiveParts, makeDraft, makeKey, makeLive } from './make-draft.ts';

type Parts = Partial<Omit<Draft, 'name' | 'value' | 'tags'>> & { readonly value?: string };
const id = '11111111-2222-3333-4444-555555555555';
const otherId = '99999999-2222-3333-4444-555555555555';
const arn = `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const aliasArn = 'arn:aws:kms:us-east-1:123456789012:alias/a';
const key = makeKey({ keyId: id });

describe('changesOf', () => {
  const secure: LiveParts = { type: 'SecureString', metadata: { keyId: 'alias/a' } };
  it.each<[string, Parts, LiveParts, readonly Change[]]>([
    ['nothing', {}, {}, []],
    ['the value', { value: 'new' }, {}, [{ field: 'value', because: 'different' }]],
    [
      'the value by a final newline',
      { value: 'v\n' },
      { value: 'v' },
      [{ field: 'value', because: 'different' }],
    ],
    ['an unknown value', {}, { valueKnown: false }, [{ field: 'value', because: 'unknown' }]],
    ['the type', { type: 'StringList' }, {}, [{ field: 'type', from: 'String', to: 'StringList' }]],
    [
      'a secret from now on',
      { type: 'SecureString' },
      {},
      [{ field: 'type', from: 'String', to: 'SecureString' }],
    ],
    [
      'the data type',
      { dataType: 'aws:ec2:image' },
      {},
      [{ field: 'dataType', from: 'text', to: 'aws:ec2:image' }],
    ],
    ['the same data type', { dataType: 'text' }, {}, []],
    [
      'the key',
      { type: 'SecureString', keyId: 'alias/b' },
      secure,
      [{ field: 'key', from: 'alias/a', to: 'alias/b' }],
    ],
    ['the same key', { type: 'SecureString', keyId: 'alias/a' }, secure, []],
    ['no key said', { type: 'SecureString' }, secure, []],
    [
      'away from the default key',
      { type: 'SecureString', keyId: 'alias/b' },
      { type: 'SecureString' },
      [{ field: 'key', from: 'alias/aws/ssm', to: 'alias/b' }],
    ],
    ['a key for a String is no difference', { keyId: 'alias/b' }, {}, []],
    ['a tier up', { tier: 'Advanced' }, {}, [{ field: 'tier', from: 'Standard', to: 'Advanced' }]],
    [
      'a tier down',
      { tier: 'Standard' },
      { metadata: { tier: 'Advanced' } },
      [{ field: 'tier', from: 'Advanced', to: 'Standard' }],
    ],
    ['Intelligent-Tiering, which AWS resolves', { tier: 'Intelligent-Tiering' }, {}, []],
    ['a description', { description: 'd' }, {}, [{ field: 'description' }]],
    [
      'a description taken away',
      { description: '' },
      { metadata: { description: 'd' } },
      [{ field: 'description' }],
    ],
    ['an empty description where there is none', { description: '' }, {}, []],
    [
      'a pattern',
      { allowedPattern: 'a' },
      { metadata: { allowedPattern: 'b' } },
      [{ field: 'allowedPattern' }],
    ],
    ['policies', { policies: '[{"Type":"Expiration"}]' }, {}, [{ field: 'policies' }]],
    ['policies to clear where there are none', { policies: '[]' }, {}, []],
    [
      'what is not known is no difference',
      { tier: 'Advanced', description: 'd', keyId: 'alias/b', type: 'SecureString' },
      { type: 'SecureString', metadata: 'denied' },
      [],
    ],
    [
      'several at once, in the order shown',
      { value: 'new', type: 'StringList', tier: 'Advanced', description: 'd' },
      {},
      [
        { field: 'value', because: 'different' },
        { field: 'type', from: 'String', to: 'StringList' },
        { field: 'tier', from: 'Standard', to: 'Advanced' },
        { field: 'description' },
      ],
    ],
  ])('%s', (_what, parts, live, changes) => {
    const draft = makeDraft({ value: 'v', ...parts });
    const now = makeLive({ value: 'v', ...live });
    expect(changesOf(draft, resolvedType(draft, now.stored.type), now, new Map())).toEqual(changes);
  });
});

describe('resolvedType', () => {
  it.each([
    [undefined, 'String', 'String'],
    [undefined, 'StringList', 'StringList'],
    [undefined, 'SecureString', 'String'],
    ['String', 'StringList', 'String'],
    ['SecureString', 'String', 'SecureString'],
    ['StringList', 'SecureString', 'StringList'],
  ] as const)('%s on a live %s is %s', (type, live, resolved) => {
    expect(resolvedType(makeDraft({ type }), live)).toBe(resolved);
  });
});

describe('needsMetadata', () => {
  it.each<[Parts, boolean]>([
    [{}, false],
    [{ type: 'SecureString', dataType: 'text' }, false],
    [{ keyId: 'alias/a' }, true],
    [{ tier: 'Standard' }, true],
    [{ description: '' }, true],
    [{ allowedPattern: 'a' }, true],
    [{ policies: '[]' }, true],
  ])('%j: %s', (parts, needs) => {
    expect(needsMetadata(makeDraft(parts))).toBe(needs);
  });
});

describe('isSameKey', () => {
  const known: Record<string, KeyDescription | 'missing'> = {
    'alias/a': key,
    [aliasArn]: key,
    'alias/b': makeKey({ keyId: otherId }),
    'alias/gone': 'missing',
    'alias/gone2': 'missing',
  };
  it.each<[string, string, boolean]>([
    ['alias/a', 'alias/a', true],
    ['alias/a', id, true],
    ['alias/a', arn, true],
    ['alias/a', aliasArn, true],
    [aliasArn, arn, true],
    [id, arn, true],
    [otherId, arn, false],
    ['alias/a', 'alias/b', false],
    ['alias/b', arn, false],
    ['alias/gone', 'alias/gone2', false],
    ['alias/unread', 'alias/unread2', false],
    ['alias/unread', arn, false],
    ['alias/aws/ssm', 'arn:aws:kms:us-east-1:123456789012:alias/aws/ssm', true],
    ['alias/aws/ssm', 'arn:aws:kms:us-east-1:123456789012:alias/x/alias/aws/ssm', false],
    ['alias/aws/ssm', 'alias/a', false],
    [
      'mrk-0123456789abcdef0123456789abcdef',
      'arn:aws-cn:kms:cn-north-1:1:key/mrk-0123456789abcdef0123456789abcdef',
      true,
    ],
  ])('%s and %s: %s', (a, b, same) => {
    const keys = new Map(Object.entries(known));
    expect(isSameKey(a, b, keys)).toBe(same);
    expect(isSameKey(b, a, keys)).toBe(same);
  });

  it('tells keys apart whose ARN no answer held', () => {
    const keys = new Map([
      ['alias/a', makeKey({ keyId: id, arn: '' })],
      ['alias/b', makeKey({ keyId: otherId, arn: '' })],
    ]);
    expect(isSameKey('alias/a', 'alias/b', keys)).toBe(false);
  });
});
