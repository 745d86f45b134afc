import { describe, expect, it } from 'vitest';
import { assemblePlan } from '../../../src/core/plan/assemble.ts';
import type { Draft } from '../../../src/core/plan/draft.ts';
import { keyProblem, keysToDescribe } from '../../../src/core/plan/key-use.ts';
import type { KeyDescription } from '../../../src/core/ports.ts';
import { type LiveParts, makeDraft, makeKey, makeLive, makeState } from './make-draft.ts';

describe('keyProblem', () => {
  it.each<[string, KeyDescription | 'missing', string | undefined]>([
    ['a good key', makeKey(), undefined],
    ['none', 'missing', 'does not exist in this account and Region'],
    ['disabled', makeKey({ state: 'Disabled' }), 'is disabled'],
    ['pending deletion', makeKey({ state: 'PendingDeletion' }), 'is pending deletion'],
    ['pending import', makeKey({ state: 'PendingImport' }), 'is in the state PendingImport'],
    ['creating', makeKey({ state: 'Creating' }), 'is in the state Creating'],
    ['a state of the future', makeKey({ state: 'Frozen' }), 'is in the state Frozen'],
    ['signing', makeKey({ usage: 'SIGN_VERIFY' }), 'is not a symmetric encryption key'],
    ['asymmetric', makeKey({ spec: 'RSA_2048' }), 'is not a symmetric encryption key'],
  ])('%s', (_what, key, problem) => {
    expect(keyProblem(key)).toBe(problem);
  });
});

describe('keysToDescribe', () => {
  const secure = (keyId: string | undefined, more: LiveParts = {}): LiveParts => ({
    type: 'SecureString',
    value: 'old',
    metadata: { keyId },
    ...more,
  });
  const draft = (keyId: string | undefined, name = '/mow/x') =>
    makeDraft({ type: 'SecureString', keyId, name });
  it.each<[string, readonly Draft[], readonly LiveParts[], string | undefined, readonly string[]]>([
    ['plain parameters need none', [makeDraft()], [], 'alias/d', []],
    ['the key of a create', [draft('alias/a')], [], undefined, ['alias/a']],
    [
      "the settings' key, once for two",
      [draft(undefined), draft(undefined, '/mow/y')],
      [],
      'alias/d',
      ['alias/d'],
    ],
    ['the key that is sent again', [draft(undefined)], [secure('alias/live')], 'alias/d', ['alias/live']],
    [
      'both sides of a re-keying',
      [draft('alias/a')],
      [secure('alias/live')],
      undefined,
      ['alias/a', 'alias/live'],
    ],
    [
      'neither side of an equal one',
      [draft('alias/a')],
      [secure('alias/a', { value: makeDraft().value.reveal() })],
      undefined,
      [],
    ],
    ['never the default key', [draft('alias/aws/ssm')], [], undefined, []],
    ['never the default key by its ARN', [draft('arn:aws:kms:us-east-1:1:alias/aws/ssm')], [], undefined, []],
    [
      'never the default key as the other side',
      [draft('alias/a')],
      [secure('alias/aws/ssm')],
      undefined,
      ['alias/a'],
    ],
    [
      'a key that only ends like the default one',
      [draft('alias/my/alias/aws/ssm')],
      [],
      undefined,
      ['alias/my/alias/aws/ssm'],
    ],
  ])('%s', (_what, drafts, lives, defaultKeyId, keys) => {
    const state = makeState(lives.map((live) => makeLive(live)));
    const plan = assemblePlan(drafts, state, { pruneTags: false, defaultKeyId });
    expect(keysToDescribe(plan, drafts, state)).toEqual(keys);
  });
});
