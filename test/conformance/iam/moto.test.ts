import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, actionsOnly, alias, type PolicyDocument, type Scene, setScene } from './scene.ts';

const db = '/mow/backend/db/prod';
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(async () => {
  await scene.close();
});

/** Runs a line with nothing but moto in its way. */
async function underMoto(policy: unknown, args: readonly string[]) {
  await scene.arrange('live');
  await scene.enforce(everything);
  await scene.moto.putPolicy(policy);
  return await scene.run(args);
}

async function policyOf(args: readonly string[]): Promise<PolicyDocument> {
  const policy = await scene.policyOf(['--', ...args]);
  if (policy === undefined) throw new Error('no policy');
  return policy;
}

/** What makes a run fail where it is denied, by command line. */
const lines: readonly (readonly [args: readonly string[], needed: readonly string[]])[] = [
  [['get', `${db}/HOST`], ['ssm:GetParameter']],
  [['get', `${db}/HOST`, `${db}/PW`], ['ssm:GetParameters']],
  [['export', '--env', 'prod', '--service', 'db', '-'], ['ssm:GetParametersByPath']],
  [['put', '--name', `${db}/HOST`, '--value', 'x', '--apply'], ['ssm:PutParameter']],
  [
    ['put-and-tag', '--name', `${db}/HOST`, '--value', 'x', '--tag', 'a=b', '--prune-tags', '--apply'],
    ['ssm:PutParameter', 'ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource', 'ssm:ListTagsForResource'],
  ],
  [['tag', '--tag', 'a=b', '--apply', '--', `${db}/HOST`], ['ssm:AddTagsToResource']],
  [
    ['delete', '--name', `${db}/HOST`, '--apply'],
    ['ssm:GetParameters', 'ssm:DeleteParameters'],
  ],
  [
    ['delete', '--name', `${db}/HOST`, '--backup', 'backup.json', '--apply'],
    ['ssm:DescribeParameters', 'ssm:ListTagsForResource'],
  ],
];
const single = lines.flatMap(([args, needed]) =>
  needed.map((action) => [action, args.join(' '), args] as const),
);

describe('moto with IAM enforced', () => {
  it.each(lines)('lets a run through with the actions of its policy: %j', async (args) => {
    const { exitCode, stdout, stderr } = await underMoto(actionsOnly(await policyOf(args)), args);
    expect({ exitCode, said: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, said: '' });
  });

  it.each(single)('denies it without %s: %s', async (action, _words, args) => {
    const policy = actionsOnly(await policyOf(args));
    expect(actionsOf(policy)).toContain(action);
    const Action = actionsOf(policy).filter((one) => one !== action);
    const rest = Action.length > 0 ? Action : ['ssm:GetServiceSetting'];
    const less = { ...policy, Statement: [{ Effect: 'Allow', Action: rest, Resource: '*' }] };
    await scene.arrange('live');
    const before = await scene.snapshot();
    const { exitCode, stdout, stderr } = await underMoto(less, args);
    expect(exitCode).not.toBe(0);
    // It answers in IAM's XML, which is no answer of Parameter Store's.
    expect(`${stdout}${stderr}`).toContain('HTTP 403');
    const after = await scene.snapshot();
    // The value may be written before its tags are denied; nothing else is.
    if (!action.includes('Tags')) expect(after).toEqual(before);
  });

  it('denies what is signed with another secret', async () => {
    const { exitCode } = await underMoto(everything, ['get', `${db}/HOST`]);
    expect(exitCode).toBe(0);
    const user = { ...scene.moto.user, AWS_SECRET_ACCESS_KEY: 'another' };
    expect((await scene.runAs(user, ['get', `${db}/HOST`])).exitCode).not.toBe(0);
  });
});

describe('what moto 5.2.1 does not evaluate, which is why there is another evaluator', () => {
  it('resources: it compares every one with "*", so the right ARN is denied', async () => {
    const args = ['get', `${db}/HOST`];
    expect((await underMoto(await policyOf(args), args)).exitCode).not.toBe(0);
  });

  it('conditions: one that can never hold is no trouble', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/never': 'so' } };
    const [statement] = everything.Statement;
    const { exitCode } = await underMoto({ ...everything, Statement: [{ ...statement, Condition }] }, [
      'get',
      `${db}/HOST`,
    ]);
    expect(exitCode).toBe(0);
  });

  it('KMS behind Parameter Store: a SecureString is written and read without any kms action', async () => {
    const name = `${db}/PW`;
    const put = ['put-secure', '--name', name, '--value', 'x', '--key-id', alias, '--apply'];
    const Action = actionsOf(await policyOf(put)).filter(
      (one) => !/^kms:(Encrypt|Decrypt|GenerateDataKey)$/.test(one),
    );
    const policy = { ...everything, Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    expect((await underMoto(policy, put)).exitCode).toBe(0);
  });
});
