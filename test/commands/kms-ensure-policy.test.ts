import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, keyIds, makeKey, policyOf } from './kms-keys.ts';
import { type Stage, setStage } from './stage.ts';

const alias = 'alias/ssm-prod';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const env = { AWS_ACCOUNT_ID: account };
const ensure = ['kms', 'ensure', '--environment', 'prod', '--project', 'mow'];
const root = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const use = (...arns: readonly string[]) => ({
  Sid: 'SsmkitUseMowBackend',
  Effect: 'Allow',
  Principal: { AWS: arns },
  Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:ViaService': ['ssm.us-east-1.amazonaws.com'] },
    StringLike: {
      'kms:EncryptionContext:PARAMETER_ARN': `arn:aws:ssm:us-east-1:${account}:parameter/mow/backend/*/prod/*`,
    },
  },
});
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

describe('a new key for roles', () => {
  const args = [...ensure, '--role-use', role('b'), '--role-use', role('a'), '--role-admin', role('ops')];

  it('has a policy from its first moment: the account, the admins, the users of these parameters', async () => {
    const preview = await stage.run(args, { env });
    expect(preview.stdout).toContain(
      '      policy:\n      + {\n      +   "Sid": "Enable IAM User Permissions",\n',
    );
    expect((await stage.run([...args, '--apply'], { env })).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
    const [id = ''] = await keyIds(stage);
    const { Statement } = await policyOf(stage, id);
    expect(Statement[0]).toEqual(root);
    expect(Statement[1]).toMatchObject({ Sid: 'SsmkitAdminMowBackend', Principal: { AWS: [role('ops')] } });
    expect(JSON.stringify(Statement[1])).not.toMatch(/Decrypt|Encrypt|GenerateDataKey|kms:\*"/);
    expect(Statement[2]).toEqual(use(role('a'), role('b')));
    expect(Statement[3]).toMatchObject({ Sid: 'SsmkitDescribeMowBackend', Action: ['kms:DescribeKey'] });
    stage.forget();
    expect((await stage.run([...args, '--apply'], { env })).exitCode).toBe(0);
    expect(stage.writes()).toEqual([]);
  });

  it('needs to know the account', async () => {
    const { exitCode, stderr } = await stage.run(args);
    expect([exitCode, stage.writes()]).toEqual([2, []]);
    expect(stderr).toContain('A policy names the account, and the account is not known.');
  });
});

describe('a key that is there', () => {
  const theirs = {
    Sid: 'Theirs',
    Effect: 'Allow',
    Principal: { AWS: role('x') },
    Action: 'kms:Sign',
    Resource: '*',
  };
  const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const put = (KeyId: string, ...statements: readonly object[]) =>
    stage.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policy(...statements) }));

  it('keeps its policy when no roles are given; it is not even read', async () => {
    await makeKey(stage, { Policy: policy(root, theirs) }, alias);
    stage.forget();
    await stage.run([...ensure, '--apply'], { env });
    const operations = stage.calls.map(({ operation }) => operation);
    expect(operations).not.toContain('GetKeyPolicy');
    expect(stage.writes()).toEqual(['EnableKeyRotation']);
  });

  it('gets the statements it lacks, after the difference was shown; those of others stay', async () => {
    const id = await makeKey(stage, { Policy: policy(root, theirs) }, alias);
    const args = [...ensure, '--role-use', role('a')];
    const { stdout } = await stage.run(args, { env });
    expect(stdout).toContain(
      '~ put policy, which differs so:\n      + {\n      +   "Sid": "SsmkitUseMowBackend",\n',
    );
    expect(stdout).not.toContain('Theirs');
    await stage.run([...args, '--apply'], { env });
    const { Statement } = await policyOf(stage, id);
    expect(Statement.slice(0, 3)).toEqual([root, theirs, use(role('a'))]);
    stage.forget();
    expect((await stage.run([...args, '--apply'], { env })).stdout).toContain('1 unchanged');
    expect(stage.writes()).toEqual([]);
  });

  it('has its own statement changed line by line, and knows it however AWS wrote it', async () => {
    const asAws = { ...use(), Principal: { AWS: role('a') }, Action: [...use().Action].toReversed() };
    const describes = {
      ...root,
      Sid: 'SsmkitDescribeMowBackend',
      Principal: { AWS: role('a') },
      Action: 'kms:DescribeKey',
    };
    const id = await makeKey(stage, { Policy: policy(asAws, root, describes) }, alias);
    const same = await stage.run([...ensure, '--role-use', role('a')], { env });
    expect(same.stdout).not.toContain('put policy');
    const { stdout } = await stage.run([...ensure, '--role-use', role('b'), '--apply'], { env });
    expect(stdout).toContain('applied: put policy');
    expect((await policyOf(stage, id)).Statement).toHaveLength(3);
    const back = await stage.run([...ensure, '--role-use', role('c')], { env });
    expect(back.stdout).toContain(`      -     "AWS": "${role('b')}"\n      +     "AWS": "${role('c')}"\n`);
  });

  it('is not overwritten when its policy was changed meanwhile', async () => {
    const id = await makeKey(stage, { Policy: policy(root) }, alias);
    let reads = 0;
    stage.onCall(async (operation) => {
      if (operation === 'GetKeyPolicy' && ++reads === 2) await put(id, root, theirs);
    });
    const { exitCode, stdout } = await stage.run([...ensure, '--role-use', role('a'), '--apply'], { env });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('stale: put policy (it was changed since it was read, and was left alone)');
    expect((await policyOf(stage, id)).Statement).toEqual([root, theirs]);
  });

  it('is looked at again when the answer was lost', async () => {
    await makeKey(stage, { Policy: policy(root) }, alias);
    stage.forget();
    const fault = { kind: 'reset', when: 'after' } as const;
    stage.store.setFaults({ rules: [{ operations: ['PutKeyPolicy'], times: 1, fault }] });
    const { exitCode, stdout } = await stage.run([...ensure, '--role-use', role('a'), '--apply'], { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('applied: put policy (the answer was lost; it was found)');
    expect(stage.writes().filter((operation) => operation === 'PutKeyPolicy')).toHaveLength(1);
  });

  it('is not given a policy over one that may not be read', async () => {
    await makeKey(stage, {}, alias);
    stage.forget();
    stage.store.setFaults({ denied: [{ action: 'kms:GetKeyPolicy' }] });
    const { exitCode, stdout } = await stage.run([...ensure, '--role-use', role('a'), '--apply'], { env });
    expect([exitCode, stage.writes()]).toEqual([1, []]);
    expect(stdout).toContain('refused: the policy of the key could not be read, so it is not replaced');
  });

  it('that shuts IAM out stays so, and it is said', async () => {
    await makeKey(stage, { Policy: policy(theirs) }, alias);
    const { stdout } = await stage.run([...ensure, '--role-use', role('a')], { env });
    expect(stdout).toContain("note: The key's own policy alone decides");
    expect(stdout).not.toContain('Enable IAM User Permissions');
  });
});
