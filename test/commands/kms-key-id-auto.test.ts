import { writeFileSync } from 'node:fs';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeKey } from './kms-keys.ts';
import { type Stage, setStage } from './stage.ts';

const name = '/mow/backend/db/prod/PW';
const put = ['put-secure', '--name', name, '--value', 'v', '--key-id', 'auto'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
const settings = (environments: object) =>
  writeFileSync(`${stage.cwd}/ssmkit.json`, JSON.stringify({ environments }));
const file = (text: string) => writeFileSync(`${stage.cwd}/f.env`, text);
const keyOf = async (of: string) => {
  const ParameterFilters = [{ Key: 'Name', Values: [of] }];
  const { Parameters = [] } = await stage.ssm.send(new DescribeParametersCommand({ ParameterFilters }));
  return Parameters[0]?.KeyId;
};

describe('put-secure --key-id auto', () => {
  it('is the key that kms ensure makes', async () => {
    await stage.run(['kms', 'ensure', '--environment', 'prod', '--apply']);
    expect((await stage.run([...put, '--apply'])).exitCode).toBe(0);
    expect(await keyOf(name)).toBe('alias/ssm-prod');
    expect((await stage.live())[name]?.value).toBe('v');
  });

  it.each([
    ['the settings name', { prod: { keyId: 'alias/mow' } }, 'alias/mow'],
    ['settings of "auto" mean', { prod: { keyId: 'auto' } }, 'alias/ssm-prod'],
  ])('is the key that %s', async (_what, environments, alias) => {
    settings(environments);
    await makeKey(stage, {}, alias);
    await stage.run([...put, '--apply']);
    expect(await keyOf(name)).toBe(alias);
    const other = '/mow/backend/db/prod/OTHER';
    await stage.run(['put-secure', '--name', other, '--value', 'v', '--apply']);
    expect(await keyOf(other)).toBe(alias);
  });

  it('re-keys what is there, which leaving it out does not', async () => {
    await stage.put(name, 'v', { Type: 'SecureString' });
    settings({ prod: { keyId: 'alias/mow' } });
    await makeKey(stage, {}, 'alias/mow');
    stage.forget();
    const plain = await stage.run(['put-secure', '--name', name, '--value', 'v']);
    expect(plain.stdout).toContain('1 unchanged');
    const { stdout } = await stage.run(put);
    expect(stdout).toContain('key: alias/aws/ssm → alias/mow');
    await stage.run([...put, '--apply']);
    expect(await keyOf(name)).toBe('alias/mow');
    expect((await stage.run([...put, '--apply'])).stdout).toContain('0 applied, 1 unchanged');
  });

  it('that does not exist is found in the preview, with the line to run', async () => {
    const { exitCode, stdout } = await stage.run(put);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('would be encrypted under alias/ssm-prod, which does not exist');
    expect(stdout).toContain('Create it with: ssmkit kms ensure --environment prod');
    expect(stage.calls.filter(({ operation }) => operation === 'DescribeKey')).toHaveLength(1);
    const applied = await stage.run([...put, '--apply']);
    expect([applied.exitCode, stage.writes()]).toEqual([1, []]);
  });

  it('of a name that is of no environment is refused', async () => {
    const { exitCode, stderr } = await stage.run([
      'put-secure',
      '--name',
      '/x',
      '--value',
      'v',
      '--key-id',
      'auto',
    ]);
    expect([exitCode, stage.calls]).toEqual([2, []]);
    expect(stderr).toContain('--key-id auto: "/x" is of no environment.');
  });

  it('of an environment that no alias can have needs settings', async () => {
    const odd = ['put-secure', '--name', '/mow/backend/db/v1.2/PW', '--value', 'v', '--key-id', 'auto'];
    expect((await stage.run(odd)).exitCode).toBe(2);
    settings({ 'v1.2': { keyId: 'alias/mow' } });
    await makeKey(stage, {}, 'alias/mow');
    expect((await stage.run(odd)).exitCode).toBe(0);
  });

  it('works with tags', async () => {
    await makeKey(stage, {}, 'alias/ssm-prod');
    await stage.run(['put-secure-and-tag', ...put.slice(1), '--tag', 'A=b', '--apply']);
    expect(await keyOf(name)).toBe('alias/ssm-prod');
  });
});

describe('seed --key-id', () => {
  const seed = [
    'seed',
    '--project',
    'mow',
    '--environment',
    'prod',
    '--env-file',
    'f.env',
    '--tags-dir',
    'none',
  ];
  const text = '# service=db\nPLAIN=1\n# secret=true\nPW=2\n# secret=true\n# key-id=alias/own\nOWN=3\n';

  it('is for secrets that name no key; auto is the key of the environment', async () => {
    for (const alias of ['alias/ssm-prod', 'alias/own']) await makeKey(stage, {}, alias);
    file(text);
    expect((await stage.run([...seed, '--key-id', 'auto', '--apply'])).exitCode).toBe(0);
    const keys = await Promise.all(['PLAIN', 'PW', 'OWN'].map((key) => keyOf(`/mow/backend/db/prod/${key}`)));
    expect(keys).toEqual([undefined, 'alias/ssm-prod', 'alias/own']);
    stage.forget();
    expect((await stage.run([...seed, '--key-id', 'auto', '--apply'])).stdout).toContain(
      '0 applied, 3 unchanged',
    );
    expect(stage.writes()).toEqual([]);
  });

  it('is nothing to plain values, which are not asked for their keys', async () => {
    file('# service=db\nPLAIN=1\n');
    await stage.run([...seed, '--apply']);
    stage.forget();
    await stage.run([...seed, '--key-id', 'auto']);
    expect(stage.calls.map(({ operation }) => operation)).toEqual(['GetParameters']);
  });

  it('re-keys secrets that are there', async () => {
    for (const alias of ['alias/ssm-prod', 'alias/own']) await makeKey(stage, {}, alias);
    file(text);
    await stage.run([...seed, '--apply']);
    const { stdout } = await stage.run([...seed, '--key-id', 'alias/ssm-prod']);
    expect(stdout).toContain('1 to update, 2 unchanged');
    expect(stdout).toContain('key: alias/aws/ssm → alias/ssm-prod');
  });

  it.each(['# key-id=auto', '# section-key-id=auto'])('in the file: %s', async (directive) => {
    await makeKey(stage, {}, 'alias/ssm-prod');
    file(`# service=db\n${directive}\n# secret=true\nPW=2\n`);
    await stage.run([...seed, '--apply']);
    expect(await keyOf(name)).toBe('alias/ssm-prod');
  });

  it('that does not exist is found in the preview', async () => {
    file(text.replace('# key-id=alias/own\n', ''));
    const { exitCode, stdout } = await stage.run([...seed, '--key-id', 'auto']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Create it with: ssmkit kms ensure --environment prod');
  });
});
