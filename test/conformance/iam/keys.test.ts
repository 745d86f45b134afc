import { beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../../support/run-cli.ts';
import { type Authorization, account, createEvaluator } from './evaluator.ts';

const arn = (name: string) => `arn:aws:ssm:us-east-1:${account}:parameter${name}`;
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const other = `arn:aws:kms:us-east-1:${account}:key/99999999-12ab-34cd-56ef-1234567890ab`;
const right: Authorization = {
  action: 'kms:Decrypt',
  resource: key,
  context: {
    'kms:ViaService': 'ssm.us-east-1.amazonaws.com',
    'kms:EncryptionContext:PARAMETER_ARN': arn('/mow/backend/django/prod/SECRET_KEY'),
    'kms:ResourceAliases': ['alias/another', 'alias/ssm-prod'],
  },
};
const inContext = (context: Authorization['context']): Authorization => ({
  ...right,
  context: { ...right.context, ...context },
});
const { 'kms:ViaService': _via, ...direct } = right.context;
const { 'kms:EncryptionContext:PARAMETER_ARN': _arn, ...contextless } = right.context;

const ways: readonly (readonly [string, readonly string[]])[] = [
  ['a key ARN', ['--key-id', key]],
  ['a key id', ['--key-id', '1234abcd-12ab-34cd-56ef-1234567890ab']],
  ['an alias', ['--key-id', 'alias/ssm-prod']],
  ['an alias ARN', ['--key-id', `arn:aws:kms:us-east-1:${account}:alias/ssm-prod`]],
];
const subjects: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['application', ['application', '--env', 'prod', '--project', 'mow'], ['kms:Decrypt']],
  ['previewer', ['previewer', '--env', 'prod', '--project', 'mow', '--service', 'django'], ['kms:Decrypt']],
  [
    'seeder',
    ['seeder', '--env', 'prod', '--project', 'mow'],
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  ],
  [
    'put-secure',
    ['--', 'put-secure', '--name', '/mow/backend/django/prod/SECRET_KEY', '--apply'],
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  ],
  ['get', ['--', 'get', '/mow/backend/django/prod/SECRET_KEY'], ['kms:Decrypt']],
];
const actions = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptTo',
  'kms:ScheduleKeyDeletion',
];
const cases = ways.flatMap(([way, flags]) =>
  subjects.map(([who, subject, granted]) => [who, way, [...flags, ...subject], granted] as const),
);

let allows: ReturnType<typeof createEvaluator>;
beforeAll(() => {
  allows = createEvaluator();
});

async function policyOf(args: readonly string[]): Promise<unknown> {
  const where = ['--region', 'us-east-1', '--account', account, '--quiet'];
  const { stdout, stderr } = await cli(['iam', 'policy', ...where, ...args]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** Parameter Store uses the key for the caller, so these are the caller's permissions. */
describe.each(cases)('%s, its key named by %s', (_who, way, args, granted) => {
  it('may use it for its parameters, through Parameter Store, as its role does', async () => {
    const policy = await policyOf(args);
    for (const action of actions) {
      const { 'kms:EncryptionContext:PARAMETER_ARN': _context, ...bare } = right.context;
      const context = /Decrypt$|Encrypt$|DataKey$/.test(action) ? right.context : bare;
      const allowed = await allows(policy, { ...right, action, context });
      expect([action, allowed]).toEqual([action, granted.includes(action)]);
    }
  });

  it.each([
    [
      'of another environment',
      inContext({ 'kms:EncryptionContext:PARAMETER_ARN': arn('/mow/backend/django/stage/SECRET_KEY') }),
    ],
    [
      'of another project',
      inContext({ 'kms:EncryptionContext:PARAMETER_ARN': arn('/other/backend/django/prod/SECRET_KEY') }),
    ],
    [
      'of an environment whose name goes on',
      inContext({ 'kms:EncryptionContext:PARAMETER_ARN': arn('/mow/backend/django/prod2/X') }),
    ],
    ['through another service', inContext({ 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' })],
    ['through another Region', inContext({ 'kms:ViaService': 'ssm.eu-west-1.amazonaws.com' })],
    ['directly', { ...right, context: direct }],
    ['without a context', { ...right, context: contextless }],
  ])('and not for a value %s', async (_what, asked) => {
    expect(await allows(await policyOf(args), asked)).toBe(false);
  });

  it('and no other key', async () => {
    const context = { ...right.context, 'kms:ResourceAliases': ['alias/another'] };
    const asked = { ...right, resource: other, context };
    expect(await allows(await policyOf(args), asked)).toBe(false);
    if (way.startsWith('an alias'))
      expect(await allows(await policyOf(args), { ...right, context })).toBe(false);
  });
});

describe('the default key', () => {
  it.each(subjects)('needs no statement: %s', async (_who, subject) => {
    for (const flags of [[], ['--key-id', 'alias/aws/ssm']]) {
      expect(JSON.stringify(await policyOf([...flags, ...subject]))).not.toContain('kms:');
    }
  });
});
