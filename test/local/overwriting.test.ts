import {
  DescribeParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
let counter = 0;
/** Each row writes a parameter of its own; the answer is the last put's. */
async function putAll(...inputs: readonly Partial<PutParameterCommandInput>[]): Promise<string> {
  counter += 1;
  let last = '';
  for (const input of inputs) {
    const command = { Name: `/over/n${counter}`, Value: 'x', Type: 'String', ...input } as const;
    last = await outcome(ssm.send(new PutParameterCommand(command)));
  }
  return last;
}

const noDowngrade =
  /^ValidationException: This parameter uses the advanced-parameter tier\. You can't downgrade/;
const mismatch =
  /^ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: /;
const expiration =
  '{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-01-01T00:00:00.000Z"}}';

describe('overwriting', () => {
  const over = { Overwrite: true, Type: undefined } as const;
  test.each<[string, string, readonly Partial<PutParameterCommandInput>[], string | RegExp]>([
    [
      '§2 Existing, no Overwrite',
      'M',
      [{}, {}],
      'ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    ],
    ['§2 Overwrite on a missing name', 'T', [{ Overwrite: true }], 'ok'],
    ['§2 Overwrite on a missing name', 'M', [over], /A parameter type is required/],
    ['§1 Type omitted', 'M', [{}, over], 'ok'],
    [
      '§2 Tags and Overwrite',
      'R',
      [{ Overwrite: true, Tags: [{ Key: 'k', Value: 'v' }] }],
      /^ValidationException: Invalid request: tags and overwrite can't be used together\./,
    ],
    ['§2 Type change', 'T', [{ Type: 'SecureString' }, { Overwrite: true }], 'ok'],
    ['§2 Advanced to Standard', 'T', [{ Tier: 'Advanced' }, { ...over, Tier: 'Standard' }], noDowngrade],
    [
      '§2 Intelligent never downgrades',
      'T',
      [{ Tier: 'Advanced' }, { ...over, Tier: 'Intelligent-Tiering' }],
      'ok',
    ],
    [
      '§2 Tier omitted keeps Advanced',
      'unconfirmed',
      [{ Tier: 'Advanced' }, { ...over, Value: 'v'.repeat(5000) }],
      'ok',
    ],
    [
      '§1 AllowedPattern is kept',
      'M',
      [
        { Value: '1', AllowedPattern: '\\d' },
        { ...over, Value: 'a' },
      ],
      mismatch,
    ],
    [
      '§2 AllowedPattern "" clears',
      'T',
      [
        { Value: '1', AllowedPattern: '\\d' },
        { ...over, Value: 'a', AllowedPattern: '' },
      ],
      'ok',
    ],
  ])('%s (%s) %o', async (_section, _mark, inputs, expected) => {
    expect(await putAll(...inputs)).toEqual(like(expected));
  });

  test('§2 (T, D:pol) keeps what it leaves out, and "" clears it', async () => {
    const Name = '/value/kept';
    const put = (input: Partial<PutParameterCommandInput>) =>
      ssm.send(new PutParameterCommand({ Name, Value: 'v', Overwrite: true, ...input }));
    const described = async () => {
      const ParameterFilters = [{ Key: 'Path', Values: ['/value'] }];
      for (let NextToken: string | undefined; ; ) {
        const page = await ssm.send(
          new DescribeParametersCommand({ ParameterFilters, MaxResults: 50, NextToken }),
        );
        const found = page.Parameters?.find((parameter) => parameter.Name === Name);
        if (found || !page.NextToken) return found;
        NextToken = page.NextToken;
      }
    };
    await put({
      Type: 'String',
      Tier: 'Advanced',
      Description: 'd',
      Policies: `[${expiration}]`,
      AllowedPattern: '.',
    });
    await put({ Value: 'w' });
    const text = JSON.stringify(JSON.parse(expiration));
    expect(await described()).toMatchObject({
      Version: 2,
      Type: 'String',
      Tier: 'Advanced',
      Description: 'd',
      AllowedPattern: '.',
      Policies: [{ PolicyText: text, PolicyType: 'Expiration', PolicyStatus: 'Pending' }],
    });
    await put({ Description: '', AllowedPattern: '', Policies: '[{}]' });
    const cleared = await described();
    expect(cleared).toMatchObject({ Version: 3, Policies: [] });
    expect(cleared).not.toHaveProperty('Description');
    expect(cleared).not.toHaveProperty('AllowedPattern');
  });
});
