import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { nameText, pathText } from '../../src/local/rules/name.ts';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
const put = (Name: string) =>
  outcome(ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' })));
const get = (Name: string) => outcome(ssm.send(new GetParameterCommand({ Name })));
const byPath = (Path: string) => outcome(ssm.send(new GetParametersByPathCommand({ Path })));

const prefixLength = 'arn:aws:ssm:us-east-1:123456789012:parameter'.length;
const levels = (count: number) => '/l'.repeat(count);
const long = (total: number) => `/${'n'.repeat(total - prefixLength - 1)}`;

describe('PutParameter names', () => {
  test.each([
    ['§1 Characters', 'M', '/Az09_.-/x', 'ok'],
    ['§1 Characters', 'M', '/a b', `ValidationException: ${nameText}`],
    ['§1 Characters', 'M', '/a@b', `ValidationException: ${nameText}`],
    ['§1 Characters', 'M', '/a,b', `ValidationException: ${nameText}`],
    ['§1 Characters', 'M', '/ä', `ValidationException: ${nameText}`],
    ['§1 Characters', 'M', '  /trimmed  ', 'ok'],
    [
      '§1 Length',
      'M',
      '',
      /^ValidationException: 1 validation error detected: Value '' at 'name' .* greater than or equal to 1$/,
    ],
    ['§1 Length', 'M', long(1011), 'ok'],
    ['§1 Length', 'M', long(1012), /^ValidationException: Parameter name is too long/],
    ['§1 Length', 'M', `/${'n'.repeat(2048)}`, /at 'name' failed .* less than or equal to 2048$/],
    ['§1 Depth', 'D:name', levels(15), 'ok'],
    ['§1 Depth', 'D:name', levels(16), /^HierarchyLevelLimitExceededException: /],
    ['§1 Depth', 'D:name', levels(17), /^HierarchyLevelLimitExceededException: /],
    ['§1 Fully qualified', 'R', 'a/b', 'ValidationException: Parameter name must be a fully qualified name'],
    [
      '§1 Windows trap',
      'R',
      'C/Program/x',
      'ValidationException: Parameter name must be a fully qualified name',
    ],
    ['§1 Double slash', 'L', '/a//b', `ValidationException: ${nameText}`],
    ['§1 Trailing slash', 'R', '/a/b/', 'ValidationException: Parameter name must not end with slash.'],
    [
      '§1 Reserved aws',
      'R',
      '/aws/x',
      'AccessDeniedException: No access to reserved parameter name: /aws/x.',
    ],
    [
      '§1 Reserved aws',
      'R',
      '/AWS/x',
      'AccessDeniedException: No access to reserved parameter name: /AWS/x.',
    ],
    [
      '§1 Reserved aws',
      'R',
      '/awsfoo',
      'AccessDeniedException: No access to reserved parameter name: /awsfoo.',
    ],
    ['§1 Reserved aws', '3p', 'awsTest', /^ValidationException: .*"aws" or "ssm"/],
    ['§1 Reserved ssm', 'R', '/ssm/x', `ValidationException: ${nameText}`],
    ['§1 Reserved ssm', 'R', '/SSMx', `ValidationException: ${nameText}`],
    ['§1 Where it applies', 'D:name', '/app/awsKey', 'ok'],
    ['§1 Where it applies', 'D:name', '/x/ssm', 'ok'],
    [
      '§1 ARN as name',
      'M',
      'arn:aws:ssm:us-east-1:123456789012:parameter/q',
      `ValidationException: ${nameText}`,
    ],
    ['§2 Selector', 'M', '/a:1', `ValidationException: ${nameText}`],
  ])('%s (%s): %s', async (_section, _mark, name, expected) => {
    expect(await put(name)).toEqual(like(expected));
  });
});

describe('names in reads', () => {
  test.each([
    ['§1 Fully qualified', 'L', 'a/b', `ValidationException: ${nameText}`],
    ['§3 name texts', 'R', '/a b', `ValidationException: ${nameText}`],
    ['§3 name texts', 'R', '/a/', `ValidationException: ${nameText}`],
    ['§3 name texts', 'R', '/x:1:2', `ValidationException: ${nameText}`],
    ['§3 name texts', 'R', '/x:', `ValidationException: ${nameText}`],
    ['§3 ParameterNotFound', 'R', '/not/here', 'ParameterNotFound'],
    ['§7 public parameters', 'X', '/aws/service/none', 'ParameterNotFound'],
    ['§1 ARN as name', 'M', 'arn:aws:ssm:us-east-1:123456789012:parameter/not/here', 'ParameterNotFound'],
    [
      '§1 ARN as name',
      'unconfirmed',
      'arn:aws:ssm:eu-west-1:123456789012:parameter/x/ssm',
      'ParameterNotFound',
    ],
  ])('%s (%s): GetParameter %s', async (_section, _mark, name, expected) => {
    expect(await get(name)).toBe(expected);
  });

  test.each([
    ['§3 name texts', 'R', 'mow', `ValidationException: ${pathText}`],
    ['§3 name texts', 'R', '/m w', `ValidationException: ${pathText}`],
    ['§3 name texts', 'R', '//', `ValidationException: ${pathText}`],
    ['§2 GetParametersByPath', 'unconfirmed', '/mow/', 'ok'],
    ['§2 GetParametersByPath', 'M', '/', 'ok'],
    ['§2 Unknown path', 'M', '/never/was', 'ok'],
  ])('%s (%s): GetParametersByPath %s', async (_section, _mark, path, expected) => {
    expect(await byPath(path)).toBe(expected);
  });
});

test('§1 Root form (D:name, L): X and /X are one parameter, a read echoes the form asked for', async () => {
  const own = openTestStore();
  const send = (Name: string) =>
    outcome(own.ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' })));
  expect(await send('root')).toBe('ok');
  expect(await send('/root')).toMatch(/^ParameterAlreadyExists: The parameter already exists\./);
  for (const Name of ['root', '/root']) {
    const { Parameter } = await own.ssm.send(new GetParameterCommand({ Name }));
    expect(Parameter).toMatchObject({ Name, ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/root' });
  }
  const page = await own.ssm.send(new GetParametersByPathCommand({ Path: '/' }));
  expect(page.Parameters?.map((parameter) => parameter.Name)).toEqual(['root']);
});

test('§1 Case (M): names are case-sensitive', async () => {
  expect(await put('/Case/KEY')).toBe('ok');
  expect(await get('/case/key')).toBe('ParameterNotFound');
});
