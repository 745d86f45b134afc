import { describe, expect, it } from 'vitest';
import { policyDocument, policySize } from '../../../src/core/iam/document.ts';
import { parseKeyRef } from '../../../src/core/iam/key-ref.ts';
import { anything, type Need, needs, parameters, tagsOf } from '../../../src/core/iam/need.ts';
import { policyOf } from '../../../src/core/iam/policy.ts';

const scope = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const ssm = 'arn:aws:ssm:us-east-1:123456789012:parameter';
const keys = 'arn:aws:kms:us-east-1:123456789012:key';
const made = (all: readonly Need[], customer = true) =>
  policyOf(all, { scope, key: (keyId) => (customer ? parseKeyRef(keyId, scope) : undefined) });
const values = (action: string, keyId: string, ...names: readonly string[]): Need => ({
  action,
  on: { kind: 'values', keyId, names },
});

describe('statements', () => {
  it('put actions on the same things together, by topic', () => {
    const all = [
      ...needs('ssm:GetParameters', parameters(['/a/b', '/a/c'])),
      ...needs('ssm:PutParameter', parameters(['/a/c', '/a/b', '/a/b'])),
      ...needs('ssm:DeleteParameters', parameters(['/a/b'])),
      ...needs('ssm:DescribeParameters', anything),
      ...needs('ssm:ListTagsForResource', tagsOf(['/a/b'])),
    ];
    expect(made(all).map(({ sid, actions, resources }) => [sid, actions, resources])).toEqual([
      ['ReadAndWriteParameters', ['ssm:GetParameters', 'ssm:PutParameter'], [`${ssm}/a/b`, `${ssm}/a/c`]],
      ['DeleteParameters', ['ssm:DeleteParameters'], [`${ssm}/a/b`]],
      ['DescribeParameters', ['ssm:DescribeParameters'], ['*']],
      ['ReadTags', ['ssm:ListTagsForResource'], [`${ssm}//a/b`, `${ssm}/a/b`]],
    ]);
  });

  it('have a Sid each', () => {
    const all = [
      ...needs('ssm:GetParameter', parameters(['/a'])),
      ...needs('ssm:GetParameters', parameters(['/b'])),
      ...needs('ssm:GetParametersByPath', parameters(['/c'])),
    ];
    const sids = made(all).map(({ sid }) => sid);
    expect(sids).toEqual(['ReadParameters', 'ReadParameters2', 'ReadPaths']);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('name the values of a key by their parameters, exactly or by a pattern', () => {
    const exact = [values('kms:Decrypt', 'k', '/a/b'), values('kms:Decrypt', 'k', '/a/c')];
    expect(made(exact).map(({ resources, conditions }) => [resources, conditions])).toEqual([
      [
        [`${keys}/k`],
        {
          StringEquals: {
            'kms:ViaService': ['ssm.us-east-1.amazonaws.com'],
            'kms:EncryptionContext:PARAMETER_ARN': [`${ssm}/a/b`, `${ssm}/a/c`],
          },
        },
      ],
    ]);
    const pattern = [values('kms:Decrypt', 'k', '/a/*'), values('kms:Encrypt', 'k', '/a/*')];
    expect(made(pattern).map(({ actions, conditions }) => [actions, conditions])).toEqual([
      [
        ['kms:Decrypt', 'kms:Encrypt'],
        {
          StringEquals: { 'kms:ViaService': ['ssm.us-east-1.amazonaws.com'] },
          StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': [`${ssm}/a/*`] },
        },
      ],
    ]);
  });

  it('name an alias by a condition on all keys, never as a resource', () => {
    const all: readonly Need[] = [
      values('kms:Decrypt', 'alias/x', '/a'),
      { action: 'kms:DescribeKey', on: { kind: 'key', keyId: 'alias/x' } },
    ];
    const aliases = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/x'] } };
    const [decrypt, describeKey] = made(all);
    expect(decrypt).toMatchObject({ resources: [`${keys}/*`], conditions: aliases });
    // ssmkit asks KMS itself, not through Parameter Store.
    expect(describeKey).toEqual({
      sid: 'ReadKeys',
      actions: ['kms:DescribeKey'],
      resources: [`${keys}/*`],
      conditions: aliases,
    });
  });

  it('keep the values of two keys apart', () => {
    const all = [values('kms:Decrypt', 'k', '/a'), values('kms:Decrypt', 'l', '/b')];
    expect(made(all).map(({ sid, resources }) => [sid, resources])).toEqual([
      ['DecryptValues', [`${keys}/k`]],
      ['DecryptValues2', [`${keys}/l`]],
    ]);
  });

  it('say nothing of the default key, or of no values', () => {
    expect(made([values('kms:Decrypt', 'alias/aws/ssm', '/a')], false)).toEqual([]);
    expect(made([values('kms:Decrypt', 'k')])).toEqual([]);
  });

  it('name resources of other services', () => {
    const on = { kind: 'resource', service: 'kms', path: 'alias/x' } as const;
    expect(made([{ action: 'kms:CreateAlias', on }])[0]).toMatchObject({
      sid: 'ManageKeys',
      resources: ['arn:aws:kms:us-east-1:123456789012:alias/x'],
    });
  });
});

describe('a policy document', () => {
  const statements = made(needs('ssm:GetParameter', parameters(['/a'])));

  it('has one value alone and several in an array', () => {
    expect(policyDocument(statements)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'ReadParameters', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `${ssm}/a` },
      ],
    });
    const two = made(needs('ssm:GetParameter', parameters(['/a', '/b'])));
    expect(policyDocument(two)).toMatchObject({ Statement: [{ Resource: [`${ssm}/a`, `${ssm}/b`] }] });
  });

  it('is counted as AWS counts it: without white space', () => {
    const pretty = JSON.stringify(policyDocument(statements), null, 2);
    expect(policySize(statements)).toBe(pretty.replace(/\s/g, '').length);
  });
});
