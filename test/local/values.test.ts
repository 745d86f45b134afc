import { GetParameterCommand, PutParameterCommand, type PutParameterCommandInput } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
let counter = 0;
/** Each row puts a parameter of its own, after the puts it builds on. */
async function putAll(...inputs: readonly Partial<PutParameterCommandInput>[]): Promise<string> {
  counter += 1;
  let last = '';
  for (const input of inputs) {
    const command = { Name: `/value/n${counter}`, Value: 'x', Type: 'String', ...input } as const;
    last = await outcome(ssm.send(new PutParameterCommand(command)));
  }
  return last;
}

const tooBigStandard =
  /^ValidationException: Standard tier parameters support a maximum parameter value of 4096/;
const tooBigAdvanced = /^ValidationException: The specified parameter value is too large\. Advanced-tier/;
const nested = /^ValidationException: Parameter value can't nest another parameter\. Do not use "\{\{\}\}"/;
const mismatch =
  /^ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: /;
const badPolicy = { Tier: 'Advanced' } as const;
const expiration =
  '{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-01-01T00:00:00.000Z"}}';

describe('values', () => {
  test.each<[string, string, Partial<PutParameterCommandInput>, string | RegExp]>([
    [
      '§1 Empty',
      'R',
      { Value: '' },
      "ValidationException: 1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    ['§1 Standard size', 'R', { Value: 'v'.repeat(4096) }, 'ok'],
    ['§1 Standard size', 'R', { Value: 'v'.repeat(4097) }, tooBigStandard],
    ['§1 Bytes', 'unconfirmed', { Value: 'ä'.repeat(2048) }, 'ok'],
    ['§1 Bytes', 'unconfirmed', { Value: 'ä'.repeat(2049) }, tooBigStandard],
    ['§1 Advanced size', 'R', { Value: 'v'.repeat(8192), Tier: 'Advanced' }, 'ok'],
    ['§1 Advanced size', 'R', { Value: 'v'.repeat(8193), Tier: 'Advanced' }, tooBigAdvanced],
    [
      '§1 Above 32768',
      'R',
      { Value: 'v'.repeat(32_769) },
      "ValidationException: 1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length less than or equal to 32768",
    ],
    ['§1 {{}}', 'R', { Value: 'a {{ssm:x}} b' }, nested],
    ['§1 {{}}', 'M', { Value: '{{}}' }, nested],
    ['§1 {{}}', 'unconfirmed', { Value: 'only {{' }, 'ok'],
    ['§1 Description', 'M', { Description: 'd'.repeat(1024) }, 'ok'],
    [
      '§1 Description',
      'M',
      { Description: 'd'.repeat(1025) },
      /at 'description' failed .* less than or equal to 1024$/,
    ],
    [
      '§1 DataType',
      'X',
      { DataType: 'Text' },
      'ValidationException: The following data type is not supported: Text (Data type names are all lowercase.)',
    ],
    ['§1 DataType', 'M', { DataType: 'aws:ec2:image', Value: 'ami-0123456789abcdef0' }, 'ok'],
    [
      '§1 DataType',
      'M',
      { DataType: 'aws:ec2:image', Type: 'SecureString' },
      /^ValidationException: The aws:ec2:image data type/,
    ],
    [
      '§1 Type omitted',
      '3p',
      { Type: undefined },
      'ValidationException: A parameter type is required when you create a parameter.',
    ],
    [
      '§3 UnsupportedParameterType',
      'M',
      { Type: 'Number' as 'String' },
      /at 'type' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    ],
    [
      '§1 KeyId with non-SecureString',
      '3p',
      { KeyId: 'alias/x' },
      'ValidationException: KeyId is required for SecureString type parameter only.',
    ],
    [
      '§5 KeyId characters',
      'M',
      { Type: 'SecureString', KeyId: 'alias/ä' },
      /at 'keyId' failed .* regular expression pattern: \[a-zA-Z0-9:\/_-\]\+$/,
    ],
    ['§1 AllowedPattern', 'D:hier', { Value: '1234', AllowedPattern: '\\d{1,4}' }, 'ok'],
    [
      '§1 AllowedPattern is a full match',
      'D:hier',
      { Value: '10,000', AllowedPattern: '\\d{1,4}' },
      mismatch,
    ],
    ['§1 AllowedPattern alternatives', 'D:hier', { Value: 'ax', AllowedPattern: 'a|b' }, mismatch],
    [
      '§1 AllowedPattern of a secret',
      'D:hier',
      { Value: 'abc', Type: 'SecureString', AllowedPattern: '\\d+' },
      mismatch,
    ],
    ['§1 AllowedPattern bad', 'M', { AllowedPattern: '[' }, /^InvalidAllowedPatternException/],
    ['§1 AllowedPattern long', 'M', { AllowedPattern: 'x'.repeat(1025) }, /at 'allowedPattern' failed/],
    ['§1 StringList', 'M', { Type: 'StringList', Value: 'a,b,,c' }, 'ok'],
    ['§2 Tier enum', 'M', { Tier: 'Foo' as 'Standard' }, /at 'tier' failed to satisfy constraint/],
    [
      '§2 Policies on Standard',
      'M',
      { Policies: `[${expiration}]` },
      /^ValidationException: Parameter policies/,
    ],
    ['§2 Policies', 'D:pol', { ...badPolicy, Policies: `[${expiration}]` }, 'ok'],
    [
      '§2 Policies not an array',
      'R',
      { ...badPolicy, Policies: expiration },
      `ValidationException: Invalid policies input: ${expiration}.`,
    ],
    [
      '§2 Policies not JSON',
      'R',
      { ...badPolicy, Policies: 'nope' },
      'ValidationException: Invalid policies input: nope.',
    ],
    [
      '§2 Policies type',
      'M',
      { ...badPolicy, Policies: '[{"Type":"Foo","Version":"1.0","Attributes":{}}]' },
      /^InvalidPolicyTypeException/,
    ],
    [
      '§2 Policies attribute',
      'M',
      { ...badPolicy, Policies: '[{"Type":"Expiration","Version":"1.0","Attributes":{}}]' },
      /^InvalidPolicyAttributeException/,
    ],
    [
      '§2 Policies twice',
      'M',
      { ...badPolicy, Policies: `[${expiration},${expiration}]` },
      /^IncompatiblePolicyException/,
    ],
    [
      '§2 Policies 11',
      'M',
      { ...badPolicy, Policies: `[${Array(11).fill('{"Type":"A"}').join(',')}]` },
      /^PoliciesLimitExceededException/,
    ],
    ['§2 Policies long', 'M', { ...badPolicy, Policies: ' '.repeat(4097) }, /at 'policies' failed/],
  ])('%s (%s) %o', async (_section, _mark, input, expected) => {
    expect(await putAll(input)).toEqual(like(expected));
  });
});

describe('§2 Intelligent-Tiering (T, D:tier)', () => {
  test.each([
    ['a small value', { Value: 'x' }, 'Standard'],
    ['4097 bytes', { Value: 'x'.repeat(4097) }, 'Advanced'],
    ['policies', { Policies: `[${expiration}]` }, 'Advanced'],
  ])('%s', async (what, input, tier) => {
    const Name = `/tiering/${what.replaceAll(' ', '-')}`;
    const command = { Name, Value: 'x', Type: 'String', Tier: 'Intelligent-Tiering', ...input } as const;
    expect(await ssm.send(new PutParameterCommand(command))).toMatchObject({ Version: 1, Tier: tier });
  });
});

test('§2 Policies Expiration (D:pol): an expired parameter is gone', async () => {
  const { ssm: own, advance } = openTestStore();
  const Policies =
    '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2026-01-15T13:00:00Z"}}]';
  const Name = '/expiring';
  await own.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Tier: 'Advanced', Policies }));
  advance(59 * 60_000);
  expect(await outcome(own.send(new GetParameterCommand({ Name })))).toBe('ok');
  advance(60_000);
  expect(await outcome(own.send(new GetParameterCommand({ Name })))).toBe('ParameterNotFound');
});

test.each(['plain', ' spaces ', 'a\r\nb\n', '\u0000\u0001', '🔑 ä ﷽', '{"a": 1}', '"\'`$\\'])(
  'a value comes back byte for byte: %j',
  async (value) => {
    for (const [Type, Tier] of [
      ['String', 'Standard'],
      ['SecureString', 'Standard'],
      ['SecureString', 'Advanced'],
    ] as const) {
      const Name = `/exact/${Type}/${Tier}/${Buffer.from(value).toString('hex')}`;
      await ssm.send(new PutParameterCommand({ Name, Value: value, Type, Tier }));
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      expect(Parameter?.Value).toBe(value);
    }
  },
);
