import { CreateAliasCommand, CreateKeyCommand } from '@aws-sdk/client-kms';
import { DescribeParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { mutatingOf } from '../support/counting-proxy.ts';
import { type Guarded, setGuarded } from './guarded.ts';
import { type Keyboard, keyboard } from './keyboard.ts';

let guarded: Guarded;
beforeEach(async () => {
  guarded = await setGuarded();
});

const put = async (Name: string, more: { readonly Type?: 'SecureString' } = {}) => {
  await guarded.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', ...more }));
};

async function keyOf(name: string): Promise<string | undefined> {
  const { Parameters = [] } = await guarded.ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [name] }] }),
  );
  return Parameters[0]?.KeyId;
}

describe('keyId of an environment', () => {
  beforeEach(async () => {
    for (const AliasName of ['alias/prod', 'alias/other']) {
      const { KeyMetadata } = await guarded.kms.send(new CreateKeyCommand({}));
      await guarded.kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }));
    }
    guarded.settings({ prod: { keyId: 'alias/prod' } });
  });
  const seed = (text: string, ...more: string[]) =>
    guarded.run(['seed', '--env', 'prod', '--env-file', guarded.file(text), '--apply', ...more]);
  const secret = (...lines: string[]) => `# service=db\n# secret=true\n${lines.join('\n')}\n`;

  it.each<[string, () => Promise<unknown>, string]>([
    ['seed', () => seed(secret('NEW=a')), 'alias/prod'],
    ['seed, a key in the file', () => seed(secret('# key-id=alias/other', 'NEW=a')), 'alias/other'],
    ['seed --all-secret', () => seed('# service=db\nNEW=a\n', '--all-secret'), 'alias/prod'],
    [
      'put-secure',
      () => guarded.run(['put-secure', '--name', '/prod/db/NEW', '--value', 'a', '--apply']),
      'alias/prod',
    ],
    [
      'put-secure --key-id',
      () =>
        guarded.run([
          'put-secure',
          '--name',
          '/prod/db/NEW',
          '--value',
          'a',
          '--key-id',
          'alias/other',
          '--apply',
        ]),
      'alias/other',
    ],
  ])('encrypts what is new: %s', async (_what, run, key) => {
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(await keyOf('/prod/db/NEW')).toBe(key);
  });

  it('does not re-key what is there', async () => {
    await put('/prod/db/OLD', { Type: 'SecureString' });
    expect((await seed(secret('OLD=changed'))).exitCode).toBe(0);
    expect((await guarded.run(['get', '/prod/db/OLD'])).stdout).toBe('changed\n');
    expect(await keyOf('/prod/db/OLD')).toBe('alias/aws/ssm');
    expect((await seed(secret('OLD=changed'), '--output', 'json')).stdout).toContain('"kept"');
  });

  it('re-keys it where the file says so, and the plan does', async () => {
    await put('/prod/db/OLD', { Type: 'SecureString' });
    const { stdout } = await seed(secret('# key-id=alias/prod', 'OLD=v'));
    expect(stdout).toContain('1 applied');
    expect(await keyOf('/prod/db/OLD')).toBe('alias/prod');
  });

  it('is of its own environment only', async () => {
    await guarded.run(['put-secure', '--name', '/dev/db/NEW', '--value', 'a', '--apply']);
    expect(await keyOf('/dev/db/NEW')).toBe('alias/aws/ssm');
  });
});

describe('a protected environment', () => {
  const one = ['delete', '--name', '/prod/db/A'];
  const below = ['delete-by-path', '--path-prefix', '/prod/db'];
  const wide = ['delete-by-path', '--path-prefix', '/prod'];
  const stale = ['delete-by-path', '--path-prefix', '/', '--contains', '/db/'];

  beforeEach(async () => {
    guarded.settings({ prod: { protected: true }, live: { protected: true }, dev: {} });
    for (const name of ['/prod/db/A', '/prod/db/B', '/dev/db/A']) await put(name);
  });

  it.each<[string, readonly string[], readonly string[], Keyboard | undefined, number]>([
    ['delete: nothing', one, [], undefined, 4],
    ['delete: --yes', one, ['--yes'], undefined, 4],
    ['delete: a yes typed', one, [], keyboard('yes\r'), 4],
    ['delete: another environment', one, ['--confirm', 'dev'], undefined, 4],
    ['delete: another case', one, ['--confirm', 'PROD'], undefined, 4],
    ['delete: nothing in it', one, ['--confirm', ''], undefined, 4],
    ['delete: its name', one, ['--confirm', 'prod'], undefined, 0],
    ['delete-by-path: nothing', below, ['--yes'], undefined, 4],
    ['delete-by-path: its path', below, ['--confirm', '/prod/db'], undefined, 4],
    ['delete-by-path: its name', below, ['--confirm', 'prod'], undefined, 0],
    ['a short path: the path', wide, ['--confirm', '/prod'], undefined, 4],
    ['a short path: the environment', wide, ['--confirm', 'prod'], undefined, 0],
  ])('is not deleted in without its name: %s', async (_what, args, more, stdin, exitCode) => {
    const preview = await guarded.run(args);
    expect(preview.exitCode).toBe(0);
    if (args.includes('--path-prefix')) expect(preview.stdout).toContain('Applying needs --confirm prod');
    const result = await guarded.run([...args, ...more, '--apply'], { stdin });
    expect(result.exitCode).toBe(exitCode);
    expect(mutatingOf(guarded.operations)).toEqual(exitCode === 0 ? ['DeleteParameters'] : []);
    if (exitCode === 4) expect(result.stderr).toContain('Add --confirm prod after looking at the preview.');
  });

  it('among others is not deleted by its name alone: a path near the root must be spelled', async () => {
    expect((await guarded.run(stale)).stdout).toContain('Applying needs --confirm /');
    for (const more of [['--yes'], ['--confirm', 'prod']]) {
      const { exitCode, stderr } = await guarded.run([...stale, ...more, '--apply']);
      expect([exitCode, stderr]).toEqual([4, expect.stringContaining('Add --confirm / after looking')]);
    }
    expect(mutatingOf(guarded.operations)).toEqual([]);
    expect((await guarded.run([...stale, '--confirm', '/', '--apply'])).exitCode).toBe(0);
  });

  it('is not deleted in together with another one', async () => {
    await put('/live/db/A');
    for (const name of ['prod', 'live', '/']) {
      const { exitCode, stderr } = await guarded.run([...stale, '--apply', '--yes', '--confirm', name]);
      expect(exitCode).toBe(4);
      expect(stderr).toContain('Several protected environments are touched: live, prod.');
    }
    expect(mutatingOf(guarded.operations)).toEqual([]);
  });

  it.each([
    ['put', ['put', '--name', '/prod/db/A', '--value', 'x']],
    ['tag', ['tag', '--tag', 'a=b', '--', '/prod/db/A']],
  ])('is written to as any other: %s', async (_name, [command = '', ...args]) => {
    expect((await guarded.run([command, '--apply', ...args])).exitCode).toBe(0);
  });

  it('says nothing about others', async () => {
    const args = ['delete', '--name', '/dev/db/A', '--apply'];
    expect((await guarded.run(args)).exitCode).toBe(0);
  });
});

describe('--local', () => {
  it('is protected as well', async () => {
    guarded.settings({ prod: { protected: true } });
    const run = (...args: string[]) =>
      guarded.run([...args, '--local', '--apply'], { env: { AWS_ENDPOINT_URL: '' } });
    expect((await run('put', '--name', '/prod/db/A', '--value', 'v')).exitCode).toBe(0);
    expect((await run('delete', '--name', '/prod/db/A')).exitCode).toBe(4);
    expect((await run('delete', '--name', '/prod/db/A', '--confirm', 'prod')).exitCode).toBe(0);
    expect(guarded.operations).toEqual([]);
  });
});
