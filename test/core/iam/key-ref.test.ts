import { describe, expect, it } from 'vitest';
import { isDefaultKey, parseKeyRef } from '../../../src/core/iam/key-ref.ts';

const scope = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const keys = 'arn:aws:kms:us-east-1:123456789012:key';
const id = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('a key', () => {
  it.each([
    [id, { kind: 'key', arn: `${keys}/${id}` }],
    [
      'mrk-1234abcd12ab34cd56ef1234567890ab',
      { kind: 'key', arn: `${keys}/mrk-1234abcd12ab34cd56ef1234567890ab` },
    ],
    [`${keys}/${id}`, { kind: 'key', arn: `${keys}/${id}` }],
    ['alias/ssm-prod', { kind: 'alias', keys: `${keys}/*`, alias: 'alias/ssm-prod' }],
    [
      'arn:aws:kms:us-east-1:123456789012:alias/a/b',
      { kind: 'alias', keys: `${keys}/*`, alias: 'alias/a/b' },
    ],
    [
      'arn:aws:kms:us-east-1:999999999999:alias/theirs',
      { kind: 'alias', keys: 'arn:aws:kms:us-east-1:999999999999:key/*', alias: 'alias/theirs' },
    ],
    [
      `arn:aws:kms:us-east-1:999999999999:key/${id}`,
      { kind: 'key', arn: `arn:aws:kms:us-east-1:999999999999:key/${id}` },
    ],
  ])('%s', (keyId, ref) => {
    expect(parseKeyRef(keyId, scope)).toEqual(ref);
  });

  it.each([
    [`arn:aws:kms:eu-west-1:123456789012:key/${id}`, 'is not in us-east-1'],
    [`arn:aws-cn:kms:us-east-1:123456789012:key/${id}`, 'is not in us-east-1'],
    ['alias/', 'is no KMS key'],
    ['alias/a b', 'is no KMS key'],
    ['arn:aws:kms:us-east-1:123456789012:grant/x', 'is no KMS key'],
    ['arn:aws:kms:us-east-1:1234:key/x', 'is no KMS key'],
    ['*', 'is no KMS key'],
    ['alias/*', 'is no KMS key'],
    ['', 'is no KMS key'],
  ])('%s is none: %s', (keyId, words) => {
    expect(() => parseKeyRef(keyId, scope)).toThrow(words);
  });

  it.each([
    ['alias/aws/ssm', true],
    ['arn:aws:kms:us-east-1:123456789012:alias/aws/ssm', true],
    ['alias/ssm', false],
  ])('%s is the default one: %s', (keyId, expected) => {
    expect(isDefaultKey(keyId)).toBe(expected);
  });
});
