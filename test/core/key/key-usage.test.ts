import { describe, expect, it } from 'vitest';
import { findingsOf, nameOf, rotationWords, type UsedKey } from '../../../src/core/key/key-usage.ts';
import { makeDetail } from './make-key.ts';

const used = (more: Partial<UsedKey> = {}): UsedKey => ({
  key: makeDetail(),
  givenAs: [{ keyId: 'alias/mow', parameters: 2 }],
  aliases: ['alias/mow'],
  rotation: { enabled: true, days: 365 },
  ...more,
});
const off = { enabled: false, days: undefined };

describe('what is wrong with a key', () => {
  it.each<[string, UsedKey, readonly string[]]>([
    ['nothing', used(), []],
    ['nothing that is known', used({ rotation: undefined }), []],
    ["nothing, when it is AWS's", used({ key: 'managed', rotation: undefined }), []],
    ['nothing, when it may not be looked at', used({ key: 'unknown' }), []],
    ['not rotated', used({ rotation: off }), ['is not rotated']],
    [
      'disabled, which says enough',
      used({ key: makeDetail({ state: 'Disabled' }), rotation: off }),
      ['is disabled'],
    ],
    ['missing', used({ key: 'missing' }), ['does not exist in this account and Region; what was encrypted']],
    [
      'missing, without a loss',
      used({ key: 'missing', givenAs: [{ keyId: 'alias/mow', parameters: 0 }] }),
      ['does not exist in this account and Region'],
    ],
    [
      'of another account',
      used({ key: makeDetail({ account: '210987654321' }) }),
      ['is a key of account 210987654321'],
    ],
  ])('%s', (_what, key, reasons) => {
    const found = findingsOf(key, '123456789012');
    expect(found.map(({ reason }) => reason)).toEqual(
      reasons.map((reason) => expect.stringContaining(reason)),
    );
  });

  it('is told with the line to run', () => {
    const hint = (more: Partial<UsedKey>) => findingsOf(used({ rotation: off, ...more }), undefined)[0]?.hint;
    expect(hint({})).toContain('aws kms enable-key-rotation --key-id k1');
    expect(hint({ aliases: ['alias/mow', 'alias/ssm-prod'] })).toContain(
      'ssmkit kms ensure --environment prod',
    );
    const givenAs = [{ keyId: 'alias/ssm-prod', parameters: 1 }];
    expect(hint({ key: 'missing', givenAs, aliases: [] })).toContain('ssmkit kms ensure --environment prod');
  });
});

it.each<[string, Partial<UsedKey>, string]>([
  ['the alias that most were put with', { givenAs: given('k1', 9, 'alias/b', 2, 'alias/a', 1) }, 'alias/b'],
  ['any alias', { givenAs: given('k1', 1), aliases: ['alias/x'] }, 'alias/x'],
  ['the id', { givenAs: given('arn:aws:kms:r:a:key/k1', 1), aliases: [] }, 'k1'],
  ['what was given', { key: 'missing', givenAs: given('k9', 1), aliases: [] }, 'k9'],
])('is called by %s', (_what, more, name) => {
  expect(nameOf(used(more))).toBe(name);
});

it.each<[string, Partial<UsedKey>, string | undefined]>([
  ['on', { rotation: { enabled: true, days: 90 } }, 'every 90 days'],
  ['on, as emulators say it', { rotation: { enabled: true, days: undefined } }, 'on'],
  ['off', { rotation: off }, 'off'],
  ['not told', { rotation: undefined }, undefined],
  ['of AWS', { key: 'managed', rotation: undefined }, 'yearly'],
  ['of imported material', { key: makeDetail({ origin: 'EXTERNAL' }), rotation: undefined }, 'impossible'],
  ['of a replica', { key: makeDetail({ primaryArn: 'arn:p' }), rotation: undefined }, 'as its primary'],
  ['of nothing', { key: 'missing', rotation: undefined }, undefined],
])('rotation %s', (_what, more, words) => {
  expect(rotationWords(used(more))).toBe(words);
});

function given(...pairs: readonly (string | number)[]): UsedKey['givenAs'] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => ({
    keyId: String(pairs[index * 2]),
    parameters: Number(pairs[index * 2 + 1]),
  }));
}
