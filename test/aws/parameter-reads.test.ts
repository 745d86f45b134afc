import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createParameterStore } from '../../src/aws/parameter-store.ts';
import { CallError } from '../../src/core/call-error.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { plainRunner } from './stub/plain-runner.ts';
import { thrown } from './stub/thrown.ts';

const aws = mockClient(SSMClient);
beforeEach(() => aws.reset());

function store(arns: string[] = []) {
  const runner = plainRunner();
  const client = new SSMClient({ region: 'us-east-1' });
  return { runner, store: createParameterStore(client, runner, { onArn: (arn) => arns.push(arn) }) };
}
const stored = (Name: string, more = {}) => ({
  Name,
  ARN: `arn:aws:ssm:us-east-1:111122223333:parameter${Name}`,
  Type: 'SecureString' as const,
  Version: 3,
  Value: `value of ${Name}`,
  DataType: 'text',
  ...more,
});
describe('getParameters', () => {
  test('1,005 names go out in 101 calls of at most ten and come back by name, whatever the order', async () => {
    aws.on(GetParametersCommand).callsFake(({ Names }: { Names: string[] }) => ({
      Parameters: Names.filter((one) => !one.endsWith('7'))
        .map((one) => stored(one))
        .reverse(),
      InvalidParameters: Names.filter((one) => one.endsWith('7')),
    }));
    const names = Array.from({ length: 1005 }, (_, index) => `/mow/p${index}`);
    const { store: it, runner } = store();
    const { found, missing } = await it.getParameters(names, { decrypt: true });
    expect(runner.calls).toHaveLength(101);
    expect(new Set(runner.calls.map(String))).toEqual(new Set(['read,idempotent']));
    expect(missing).toEqual(names.filter((one) => one.endsWith('7')));
    expect(found.map((one) => one.name)).toEqual(names.filter((one) => !one.endsWith('7')));
    expect(found.every((one) => one.value.reveal() === `value of ${one.name}`)).toBe(true);
  });

  test('a name asked twice is sent once', async () => {
    aws.on(GetParametersCommand).resolves({ Parameters: [stored('/a')] });
    const { found } = await store().store.getParameters(['/a', '/a'], { decrypt: false });
    expect(aws.call(0).args[0].input).toEqual({ Names: ['/a'], WithDecryption: false });
    expect(found).toHaveLength(1);
  });

  test.each([
    [['X'], '/X', ['X']],
    [['/X'], 'X', ['/X']],
    [['X', '/X'], 'X', ['X', '/X']],
  ])('root forms %j answered as %s', async (asked, answered, names) => {
    aws.on(GetParametersCommand).resolves({ Parameters: [stored(answered)] });
    const { found, missing } = await store().store.getParameters(asked, { decrypt: false });
    expect(found.map((one) => one.name)).toEqual(names);
    expect(missing).toEqual([]);
    expect((aws.call(0).args[0].input as { Names: string[] }).Names).toHaveLength(1);
  });

  test.each<[string, string[], object[], [string, number][], string[]]>([
    [
      'echoed',
      ['/a:1', '/a:prod'],
      [stored('/a', { Version: 2, Selector: ':prod' }), stored('/a', { Version: 1, Selector: ':1' })],
      [
        ['/a', 1],
        ['/a', 2],
      ],
      [],
    ],
    [
      'not echoed (moto)',
      ['/a:prod', '/a:1'],
      [stored('/a', { Version: 1 }), stored('/a', { Version: 2 })],
      [
        ['/a', 2],
        ['/a', 1],
      ],
      [],
    ],
    ['missing version', ['/a:9', '/a'], [stored('/a')], [['/a', 3]], ['/a:9']],
    [
      'an ARN',
      ['arn:aws:ssm:us-east-1:111122223333:parameter/a:1'],
      [stored('/a', { Version: 1, Selector: ':1' })],
      [['arn:aws:ssm:us-east-1:111122223333:parameter/a', 1]],
      [],
    ],
  ])('selectors: %s', async (_what, asked, Parameters, expected, missing) => {
    aws.on(GetParametersCommand).resolves({ Parameters });
    const lookup = await store().store.getParameters(asked, { decrypt: false });
    expect(lookup.found.map((one) => [one.name, one.version])).toEqual(expected);
    expect(lookup.missing).toEqual(missing);
  });

  test('nothing asked is no call', async () => {
    expect(await store().store.getParameters([], { decrypt: false })).toEqual({ found: [], missing: [] });
    expect(aws.calls()).toHaveLength(0);
  });
});

describe('getParameter', () => {
  test('answers the parameter, under the name it was asked by', async () => {
    const lastModified = new Date(0);
    aws
      .on(GetParameterCommand)
      .resolves({ Parameter: stored('/a', { Selector: ':3', LastModifiedDate: lastModified }) });
    const arns: string[] = [];
    const { store: it } = store(arns);
    const found = await it.getParameter('/a:3', { decrypt: true });
    expect(found).toEqual({
      name: '/a',
      arn: 'arn:aws:ssm:us-east-1:111122223333:parameter/a',
      type: 'SecureString',
      version: 3,
      value: new Secret('value of /a'),
      lastModified,
      dataType: 'text',
    });
    expect(arns).toEqual(['arn:aws:ssm:us-east-1:111122223333:parameter/a']);
    expect(aws.call(0).args[0].input).toEqual({ Name: '/a:3', WithDecryption: true });
  });

  test.each(['ParameterNotFound', 'ParameterVersionNotFound'])('%s is undefined', async (code) => {
    aws.on(GetParameterCommand).rejects(thrown(code, 'UnknownError', { status: 400 }));
    expect(await store().store.getParameter('/a', { decrypt: true })).toBeUndefined();
  });

  test('anything else rejects with CallError', async () => {
    aws.on(GetParameterCommand).rejects(thrown('AccessDeniedException', 'UnknownError', { status: 400 }));
    const call = store().store.getParameter('/a', { decrypt: true });
    await expect(call).rejects.toMatchObject({ kind: 'denied', action: 'ssm:GetParameter' });
    await expect(call).rejects.toBeInstanceOf(CallError);
  });
});

test('getParametersByPath follows the token alone: empty pages do not end it, an empty token does', async () => {
  aws
    .on(GetParametersByPathCommand)
    .resolvesOnce({ Parameters: [], NextToken: 't1' })
    .resolvesOnce({ Parameters: [stored('/a/x')], NextToken: 't2' })
    .resolvesOnce({ NextToken: 't3' })
    .resolvesOnce({ Parameters: [stored('/a/y')], NextToken: '' });
  const names: string[] = [];
  for await (const page of store().store.getParametersByPath('/a', { recursive: true, decrypt: false })) {
    names.push(...page.map((one) => one.name));
  }
  expect(names).toEqual(['/a/x', '/a/y']);
  const input = { Path: '/a', Recursive: true, WithDecryption: false, MaxResults: 10 };
  expect(aws.calls().map((call) => call.args[0].input)).toEqual([
    input,
    { ...input, NextToken: 't1' },
    { ...input, NextToken: 't2' },
    { ...input, NextToken: 't3' },
  ]);
});

describe('describeParameters', () => {
  test('120 names: three filters of at most 50, each to the end of its pages', async () => {
    aws.on(DescribeParametersCommand).callsFake((input) => {
      const values = input.ParameterFilters[0].Values as string[];
      expect(input).toMatchObject({ MaxResults: 50, ParameterFilters: [{ Key: 'Name', Option: 'Equals' }] });
      return input.NextToken === undefined
        ? { Parameters: [], NextToken: 'more' }
        : {
            Parameters: values
              .filter((one) => one !== '/a/5')
              .map((Name) => ({ Name, Tier: 'Advanced', KeyId: 'alias/k' })),
          };
    });
    const names = Array.from({ length: 120 }, (_, index) => `/a/${index}`);
    const found = await store().store.describeParameters([...names, '/a/0']);
    expect(aws.calls()).toHaveLength(6);
    expect([...found.keys()]).toEqual(names.filter((one) => one !== '/a/5'));
    expect(found.get('/a/7')).toEqual({
      name: '/a/7',
      tier: 'Advanced',
      keyId: 'alias/k',
      description: undefined,
      allowedPattern: undefined,
      policies: undefined,
      dataType: 'text',
    });
  });

  test('a root name is asked for in both forms and found under the one asked', async () => {
    aws
      .on(DescribeParametersCommand)
      .resolves({ Parameters: [{ Name: '/X', Description: 'd', AllowedPattern: 'p' }] });
    const found = await store().store.describeParameters(['X']);
    expect(aws.call(0).args[0].input).toMatchObject({ ParameterFilters: [{ Values: ['X', '/X'] }] });
    expect(found.get('X')).toMatchObject({
      name: 'X',
      tier: 'Standard',
      description: 'd',
      allowedPattern: 'p',
    });
  });

  test('policies become one JSON array', async () => {
    const Policies = [
      { PolicyText: '{"Type":"Expiration"}' },
      { PolicyText: '{"Type":"NoChangeNotification"}' },
    ];
    aws.on(DescribeParametersCommand).resolves({ Parameters: [{ Name: '/a/b', Policies }] });
    const found = await store().store.describeParameters(['/a/b']);
    expect(found.get('/a/b')?.policies).toBe('[{"Type":"Expiration"},{"Type":"NoChangeNotification"}]');
  });
});
