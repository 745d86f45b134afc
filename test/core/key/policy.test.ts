import { describe, expect, it } from 'vitest';
import { parsePolicy, statementLines } from '../../../src/core/key/policy-document.ts';
import {
  delegatesToAccount,
  mergePolicy,
  newPolicy,
  samePolicy,
} from '../../../src/core/key/policy-merge.ts';
import type { PolicyFor } from '../../../src/core/key/policy-statements.ts';
import {
  defaultTemplateText,
  parsePathTemplate,
  type TemplateFields,
} from '../../../src/core/parameter/template.ts';
import { scope } from './make-key.ts';

const wanted = (
  text: string,
  fields: TemplateFields,
  region = 'us-east-1',
  partition = 'aws',
): PolicyFor => ({
  roles: { admins: [], users: ['arn:aws:iam::123456789012:role/app'] },
  template: parsePathTemplate(text),
  fields: { ...fields, environment: 'prod' },
  scope: { ...scope, region, partition },
});
const useOf = (policy: string) =>
  JSON.parse(policy).Statement.find(({ Sid }: { Sid: string }) => Sid.startsWith('SsmkitUse'));

describe('the users of a key', () => {
  it.each<[string, TemplateFields, string, string]>([
    [
      defaultTemplateText,
      { project: 'mow', component: 'backend' },
      'SsmkitUseMowBackend',
      'mow/backend/*/prod/*',
    ],
    [defaultTemplateText, { component: 'backend' }, 'SsmkitUseBackend', '*/backend/*/prod/*'],
    [defaultTemplateText, { project: 'my-app_2', component: 'b' }, 'SsmkitUseMyApp2B', 'my-app_2/b/*/prod/*'],
    ['/{environment}/{service}/{key}', { project: 'mow' }, 'SsmkitUse', 'prod/*/*'],
    ['/acme/{environment}/api/{key}', {}, 'SsmkitUse', 'acme/prod/api/*'],
  ])('of %s may use it for these parameters alone: %o', (template, fields, sid, path) => {
    const use = useOf(newPolicy(wanted(template, fields)));
    expect(use.Sid).toBe(sid);
    expect(use.Condition.StringLike['kms:EncryptionContext:PARAMETER_ARN']).toBe(
      `arn:aws:ssm:us-east-1:123456789012:parameter/${path}`,
    );
  });

  it('reach it through Parameter Store, whatever that is called in the partition', () => {
    const policy = newPolicy(wanted('/{environment}/{key}', {}, 'cn-north-1', 'aws-cn'));
    expect(useOf(policy).Condition.StringEquals['kms:ViaService']).toContain(
      'ssm.cn-north-1.amazonaws.com.cn',
    );
    expect(policy).toContain('arn:aws-cn:iam::123456789012:root');
  });
});

describe('a policy that is there', () => {
  const document = (statements: unknown) =>
    JSON.stringify({ Version: '2012-10-17', Id: 'theirs', Statement: statements });
  const parsed = (text: string) => {
    const policy = parsePolicy(text);
    if (!policy) throw new Error('no policy');
    return policy;
  };
  const theirs = { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', NotAction: ['b', 'a'] };

  it('keeps all that is not of ssmkit, and of other projects', () => {
    const mow = newPolicy(wanted(defaultTemplateText, { project: 'mow', component: 'b' }));
    const merged = mergePolicy(
      parsed(document([theirs, ...parsed(mow).statements])),
      wanted(defaultTemplateText, { project: 'other', component: 'b' }),
    );
    const result = JSON.parse(merged?.text ?? '{}');
    expect(result).toMatchObject({ Id: 'theirs', Version: '2012-10-17' });
    expect(result.Statement.map(({ Sid }: { Sid?: string }) => Sid)).toEqual([
      undefined,
      'Enable IAM User Permissions',
      ...['SsmkitUseMowB', 'SsmkitDescribeMowB', 'SsmkitUseOtherB', 'SsmkitDescribeOtherB'],
    ]);
    expect(result.Statement[0]).toEqual(theirs);
  });

  it('with a single statement that is no list is understood', () => {
    const merged = mergePolicy(parsed(document(theirs)), wanted('/{environment}/{key}', {}));
    expect(JSON.parse(merged?.text ?? '{}').Statement).toHaveLength(3);
  });

  it.each([['[]'], ['"text"'], ['{'], ['{"Statement":["x"]}'], ['{}']])('%s is none', (text) => {
    expect(parsePolicy(text)).toBeUndefined();
  });

  it.each([
    ['lists are sets', { Action: ['a', 'b'] }, { Action: ['b', 'a'] }, true],
    ['a list of one is its text', { Action: ['a'] }, { Action: 'a' }, true],
    ['members have no order', { Sid: 's', Action: 'a' }, { Action: 'a', Sid: 's' }, true],
    ['a condition counts', { Action: 'a' }, { Action: 'a', Condition: {} }, false],
    ['an effect counts', { Effect: 'Allow' }, { Effect: 'Deny' }, false],
  ])('compared: %s', (_what, a, b, same) => {
    expect(samePolicy(document([a]), document([b]))).toBe(same);
    expect(samePolicy(document([a]), document([a, b]))).toBe(false);
  });

  it.each([
    ['as AWS writes it', { AWS: 'arn:aws:iam::123456789012:root' }, 'kms:*', 'Allow', true],
    ['by its number, among others', { AWS: ['x', '123456789012'] }, ['kms:*'], 'Allow', true],
    ['of another account', { AWS: 'arn:aws:iam::210987654321:root' }, 'kms:*', 'Allow', false],
    ['for less', { AWS: '123456789012' }, 'kms:Describe*', 'Allow', false],
    ['as a denial', { AWS: '123456789012' }, 'kms:*', 'Deny', false],
  ])('lets IAM decide: %s', (_what, Principal, Action, Effect, expected) => {
    expect(delegatesToAccount(parsed(document([{ Principal, Action, Effect }])), scope)).toBe(expected);
  });
});

it('a statement is shown in the order people write it', () => {
  expect(statementLines({ Resource: '*', Z: 1, Action: ['b', 'a'], Sid: 's' })).toEqual([
    ...['{', '  "Sid": "s",', '  "Action": [', '    "a",', '    "b"', '  ],'],
    ...['  "Resource": "*",', '  "Z": 1', '}'],
  ]);
});
