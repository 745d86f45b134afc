import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/local/fault-plan.ts';
import { keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

const root = '/mow/backend';
const [secret, list, plain] = [
  `${root}/db/prod/PW`,
  `${root}/db/prod/HOSTS`,
  `${root}/web/prod/pool.max-size`,
];
const pem = '-----BEGIN KEY-----\nab c# g=\n-----END KEY-----\n';
const args = ['delete-by-path', '--path-prefix', root, '--quiet'];
let stage: Stage;
let key: string;
beforeEach(async () => {
  stage = await setStage();
  key = (await stage.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';
  await stage.put(secret, pem, { Type: 'SecureString', KeyId: key, Tier: 'Advanced', Description: 'the db' });
  await stage.put(list, 'a,b', { Type: 'StringList' });
  await stage.put(plain, 'canary');
  await stage.tagged(secret, { Owner: 'data', Name: 'x y' });
  stage.forget();
});
const at = (file: string) => join(stage.cwd, file);
const remove = (file: string, more: readonly string[] = []) =>
  stage.apply([...args, '--backup', at(file), ...more]);
/** Everything but versions and times. */
async function state(): Promise<unknown> {
  const live = await stage.live();
  const { Parameters = [] } = await stage.ssm.send(new DescribeParametersCommand({ MaxResults: 50 }));
  const entries = Parameters.map(async ({ Name = '', Type, Tier, KeyId, Description }) => {
    return [
      Name,
      { Type, Tier, KeyId, Description, value: live[Name]?.value, tags: await stage.tagsOf(Name) },
    ];
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('a backup', () => {
  it('as JSON holds everything, for whoever reads JSON', async () => {
    const { exitCode, stdout, stderr } = await remove('b.json');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Backed up 3 parameters');
    expect(stdout + stderr).not.toMatch(/canary|BEGIN/);
    expect(await stage.live()).toEqual({});
    expect(statSync(at('b.json')).mode & 0o777).toBe(0o600);
    const { parameters, ...head } = JSON.parse(readFileSync(at('b.json'), 'utf8'));
    expect(head).toMatchObject({ ssmkitBackup: 1, account: '000000000000', region: 'us-east-1' });
    expect(parameters).toEqual([
      expect.objectContaining({ name: list, type: 'StringList', value: 'a,b', tags: [] }),
      expect.objectContaining({
        ...{ name: secret, type: 'SecureString', value: pem, version: 1, tier: 'Advanced', keyId: key },
        description: 'the db',
        tags: expect.arrayContaining([{ Key: 'Owner', Value: 'data' }]),
      }),
      expect.objectContaining({ name: plain, type: 'String', value: 'canary', description: null }),
    ]);
  });

  it('as an env file is taken back by seed, whole', async () => {
    const before = await state();
    expect((await remove('b.env')).exitCode).toBe(0);
    expect(await stage.live()).toEqual({});
    expect(statSync(at('b.env')).mode & 0o777).toBe(0o600);
    const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--env-file', at('b.env')];
    const { exitCode, stdout, stderr } = await stage.apply(seed);
    expect([exitCode, stdout + stderr]).toEqual([0, expect.stringContaining('3 applied')]);
    expect(await state()).toEqual(before);
  });

  it('of one parameter, by delete', async () => {
    const { exitCode } = await stage.apply(['delete', '--name', secret, '--backup', at('one.json')]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(readFileSync(at('one.json'), 'utf8')).parameters).toHaveLength(1);
    expect(Object.keys(await stage.live())).toHaveLength(2);
  });

  it('decrypts only then', async () => {
    await stage.run([...args, '--backup', at('b.json')]);
    await remove('b.json', ['--contains', 'nothing']);
    await stage.apply([...args, '--backup', at('b.json')], { stdin: keyboard('no\r') });
    expect(stage.calls.some(({ body }) => body.WithDecryption === true)).toBe(false);
    expect(existsSync(at('b.json'))).toBe(false);
    expect(stage.writes()).toEqual([]);
  });
});

describe('nothing is deleted', () => {
  const untouched = async () => {
    expect(stage.writes()).toEqual([]);
    expect(Object.keys(await stage.live())).toHaveLength(3);
  };

  it.each<[string, FaultPlan, number]>([
    ['the key may not decrypt', { denied: [{ action: 'kms:Decrypt' }] }, 5],
    ['the values may not be read', { denied: [{ action: 'ssm:GetParameters' }] }, 5],
    ['tags may not be read', { denied: [{ action: 'ssm:ListTagsForResource' }] }, 5],
    ['tags of one may not be read', { denied: [{ action: 'ssm:ListTags*', resource: `*${list}` }] }, 5],
    ['the metadata may not be read', { denied: [{ action: 'ssm:DescribeParameters' }] }, 5],
  ])('when %s', async (_what, faults, code) => {
    stage.store.setFaults(faults);
    for (const file of ['b.json', 'b.env']) {
      const { exitCode, stdout } = await remove(file);
      expect([exitCode, stdout]).toEqual([code, '']);
      expect(existsSync(at(file))).toBe(false);
    }
    stage.store.setFaults();
    await untouched();
  });

  it('when a parameter changes between the plan and the backup', async () => {
    let changed = false;
    stage.onCall(async () => {
      if (changed || stage.calls.at(-1)?.body.WithDecryption !== true) return;
      changed = true;
      await stage.put(plain, 'newer', { Overwrite: true });
    });
    const { exitCode, stderr } = await remove('b.json');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nothing was deleted');
    expect(existsSync(at('b.json'))).toBe(false);
    await untouched();
  });

  it.each([
    ['a folder that is not there', 'no/b.json'],
    ['a folder', '.'],
  ])('when the file is %s', async (_what, file) => {
    const { exitCode } = await remove(file);
    expect([1, 2]).toContain(exitCode);
    await untouched();
  });

  it('when the file is there already, since it may hold what an earlier run deleted', async () => {
    writeFileSync(at('b.json'), 'the only copy');
    writeFileSync(at('target'), 'somebody else');
    symlinkSync(at('target'), at('link.json'));
    for (const file of ['b.json', 'link.json']) {
      const { exitCode, stderr } = await remove(file);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('is there already');
    }
    expect(readFileSync(at('b.json'), 'utf8')).toBe('the only copy');
    expect(readFileSync(at('target'), 'utf8')).toBe('somebody else');
    expect(stage.calls).toEqual([]);
    await untouched();
  });

  it.each<[string, () => Promise<void>, string]>([
    [
      'a name that does not follow the template',
      () => stage.put(`${root}/X`, 'v'),
      'does not follow /{project}',
    ],
    ['another environment', () => stage.put(`${root}/db/stage/X`, 'v'), 'another environment'],
    [
      'policies',
      () =>
        stage.put(`${root}/db/prod/X`, 'v', {
          Tier: 'Advanced',
          Policies:
            '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2099-01-01T00:00:00Z"}}]',
        }),
      'has policies',
    ],
    ['a pattern', () => stage.put(`${root}/db/prod/X`, 'v', { AllowedPattern: 'v' }), 'an allowed pattern'],
    [
      'a value that an env file cannot hold',
      () => stage.put(`${root}/db/prod/X`, `'"\`\n\r`),
      'cannot be an env file',
    ],
  ])('when the env form cannot hold %s, but the JSON form can', async (_what, add, words) => {
    await add();
    const { exitCode, stderr } = await remove('b.env');
    expect(exitCode).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).toContain('.json');
    expect(existsSync(at('b.env'))).toBe(false);
    expect(stage.writes()).toEqual([]);
    expect((await remove('b.json')).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(at('b.json'), 'utf8')).parameters).toHaveLength(4);
  });
});

it('what could not be deleted stays in the backup of the run that tried', async () => {
  stage.store.setFaults({ denied: [{ action: 'ssm:DeleteParameters', resource: `*${list}` }] });
  expect((await remove('first.json')).exitCode).toBe(1);
  stage.store.setFaults();
  expect((await remove('first.json')).exitCode).toBe(2);
  expect((await remove('second.json')).exitCode).toBe(0);
  const count = (file: string) => JSON.parse(readFileSync(at(file), 'utf8')).parameters.length;
  expect([count('first.json'), count('second.json')]).toEqual([3, 1]);
  expect(readdirSync(stage.cwd).toSorted()).toEqual(['first.json', 'second.json']);
});
