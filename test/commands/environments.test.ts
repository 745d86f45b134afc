import { beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../src/commands/registry.ts';
import { cli } from '../support/run-cli.ts';
import { accountOfCaller, type Guarded, otherAccount, setGuarded, silentEndpoint } from './guarded.ts';

/** Every command with arguments about environment prod; `none` never calls AWS. */
const commands: Readonly<Record<string, readonly (readonly string[])[] | 'none'>> = {
  seed: [
    ['seed', '--env', 'prod', '--env-file', 'f.env'],
    ['seed', '--env', 'prod', '--env-file', 'f.env', '--apply'],
    ['seed', '--env', 'prod', '--env-file', 'f.env', '--prune', '--apply'],
  ],
  export: [
    ['export', '--env', 'prod', '-'],
    ['export', '--env', 'prod', '--service', 'db', '-'],
    ['export', '--env', 'prod', '--dry-run', 'out.env'],
  ],
  exec: [
    ['exec', '--env', 'prod', '--', process.execPath, '-e', '0'],
    ['exec', '--path', '/prod/db', '--', process.execPath, '-e', '0'],
    ['exec', '--env', 'prod', '--dry-run', '--', 'anything'],
  ],
  put: [
    ['put', '--name', '/prod/db/A', '--value', 'v'],
    ['put', '--name', '/prod/db/A', '--value', 'v', '--apply'],
  ],
  'put-secure': [['put-secure', '--name', '/prod/db/A', '--value', 'v', '--apply']],
  'put-and-tag': [['put-and-tag', '--name', '/prod/db/A', '--value', 'v', '--tag', 'a=b', '--apply']],
  'put-secure-and-tag': [
    ['put-secure-and-tag', '--name', '/prod/db/A', '--value', 'v', '--tag', 'a=b', '--apply'],
  ],
  get: [
    ['get', '/prod/db/A'],
    ['get', '/prod/db/A:1', '/prod/db/B'],
    ['get', `arn:aws:ssm:us-east-1:${accountOfCaller}:parameter/prod/db/A`],
    ['get', '--path', '/prod/db'],
  ],
  list: [['list', '--prefix', '/prod'], ['list', '--prefix', '/prod/db', '--long'], ['list']],
  tree: [['tree', '/prod'], ['tree']],
  tag: [
    ['tag', '--tag', 'a=b', '--', '/prod/db/A'],
    ['tag', '--tag', 'a=b', '--apply', '--', '/prod/db/A'],
  ],
  delete: [
    ['delete', '--name', '/prod/db/A'],
    ['delete', '--name', '/prod/db/A', '--apply'],
  ],
  'delete-by-path': [
    ['delete-by-path', '--path-prefix', '/prod'],
    ['delete-by-path', '--path-prefix', '/prod/db', '--apply', '--yes'],
  ],
  'kms ensure': [
    ['kms', 'ensure', '--env', 'prod'],
    ['kms', 'ensure', '--env', 'prod', '--apply'],
  ],
  'kms status': [
    ['kms', 'status', '--env', 'prod'],
    ['kms', 'status', '--path', '/prod'],
    ['kms', 'status'],
  ],
  // Reports a wrong account instead of stopping at it: doctor-account.test.ts.
  doctor: 'none',
  config: 'none',
  // Asks for an account where the settings name none, and for nothing else.
  'iam policy': 'none',
  'iam permissions': 'none',
  completion: 'none',
  init: [['init', '--force', '--yes', '--from-path', '/prod']],
  'local serve': 'none',
  'local status': 'none',
  'local reset': 'none',
};

const calling = Object.values(commands)
  .flatMap((lines) => (lines === 'none' ? [] : lines))
  .map((args) => [args.join(' '), args] as const);

let guarded: Guarded;
beforeEach(async () => {
  guarded = await setGuarded();
  guarded.file('# service=db\nA=v\n');
});

describe('with an account in the settings', () => {
  it('the table has every command', () => {
    expect(Object.keys(commands).toSorted()).toEqual(registry.map(({ name }) => name).toSorted());
  });

  it.each(calling)('and credentials of another, nothing but STS is asked: %s', async (_line, args) => {
    guarded.settings({ prod: { account: otherAccount } });
    const { exitCode, stdout, stderr } = await guarded.run(args);
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toContain(
      `is in account ${otherAccount}, the credentials are of ${accountOfCaller}. Nothing was done.`,
    );
    expect(guarded.operations).toEqual(['GetCallerIdentity']);
  });

  it.each(calling)('and credentials that carry another, nobody is asked: %s', async (_line, args) => {
    guarded.settings({ prod: { account: otherAccount } });
    const { exitCode, stderr } = await guarded.run(args, { env: { AWS_ACCOUNT_ID: '222222222222' } });
    expect(exitCode).toBe(5);
    expect(stderr).toContain('the credentials are of 222222222222');
    expect(guarded.operations).toEqual([]);
  });

  it.each(calling)('and credentials of it, the command goes on: %s', async (_line, args) => {
    guarded.settings({ prod: { account: accountOfCaller } });
    await guarded.run(args);
    expect(guarded.operations[0]).toBe('GetCallerIdentity');
    expect(guarded.operations.filter((operation) => operation === 'GetCallerIdentity')).toHaveLength(1);
    expect(guarded.operations.length).toBeGreaterThan(1);
  });

  it.each(calling)('and credentials that carry it, STS is not asked: %s', async (_line, args) => {
    guarded.settings({ prod: { account: otherAccount } });
    await guarded.run(args, { env: { AWS_ACCOUNT_ID: otherAccount } });
    expect(guarded.operations.length).toBeGreaterThan(0);
    expect(guarded.operations).not.toContain('GetCallerIdentity');
  });

  it.each(calling)('in another environment alone, STS is not asked: %s', async (_line, args) => {
    guarded.settings({ prod: {}, stage: { account: otherAccount } });
    await guarded.run(args);
    expect(guarded.operations.length).toBeGreaterThan(0);
    expect(guarded.operations).not.toContain('GetCallerIdentity');
  });

  it.each(['--offline'])('and %s, nobody is asked', async (flag) => {
    guarded.settings({ prod: { account: otherAccount } });
    const { exitCode } = await guarded.run(['seed', '--env', 'prod', '--env-file', 'f.env', flag]);
    expect([exitCode, guarded.operations]).toEqual([0, []]);
  });

  it('and STS silent for two seconds, the run ends naming its endpoint', async () => {
    guarded.settings({ prod: { account: otherAccount } });
    const sts = await silentEndpoint();
    const started = Date.now();
    const { exitCode, stderr } = await guarded.run(['export', '--env', 'prod', '-'], {
      env: { AWS_ENDPOINT_URL_STS: sts },
    });
    expect(exitCode).toBe(5);
    expect(stderr).toContain(`STS at ${sts} did not answer within 2 s`);
    expect(Date.now() - started).toBeGreaterThan(1900);
    expect(guarded.operations).toEqual([]);
  });

  it('and STS silent, a preview shows the input alone', async () => {
    guarded.settings({ prod: { account: otherAccount } });
    const env = { AWS_ENDPOINT_URL_STS: await silentEndpoint() };
    const { exitCode, stdout } = await guarded.run(['seed', '--env', 'prod', '--env-file', 'f.env'], { env });
    expect(exitCode).toBe(5);
    expect(stdout).toContain('State unknown: STS at ');
    expect(guarded.operations).toEqual([]);
  });
});

describe('two environments of different accounts in one run', () => {
  it.each([
    ['get', ['get', '/prod/db/A', '/stage/db/A']],
    ['tag', ['tag', '--tag', 'a=b', '--apply', '--', '/prod/db/A', '/stage/db/A']],
  ])('are refused: %s', async (_name, args) => {
    guarded.settings({ prod: { account: otherAccount }, stage: { account: accountOfCaller } });
    const { exitCode, stderr } = await guarded.run(args);
    expect([exitCode, guarded.operations]).toEqual([2, []]);
    expect(stderr).toContain('The names belong to prod and stage');
    expect(stderr).toContain('Run once for each environment.');
  });

  it('are not deleted by one prefix', async () => {
    guarded.settings(
      { prod: { account: otherAccount }, stage: { account: accountOfCaller } },
      { pathTemplate: '/app/{environment}/{key}' },
    );
    const env = { AWS_ACCOUNT_ID: accountOfCaller };
    for (const name of ['/app/prod/A', '/app/stage/A'])
      await guarded.run(['put', '--name', name, '--value', 'v', '--apply'], {
        env: { AWS_ACCOUNT_ID: name.includes('prod') ? otherAccount : accountOfCaller },
      });
    const before = guarded.operations.length;
    const args = ['delete-by-path', '--path-prefix', '/app', '--apply', '--yes', '--confirm', '/app'];
    const { exitCode, stderr } = await guarded.run(args, { env });
    expect(exitCode).toBe(5);
    expect(stderr).toContain(`Environment prod is in account ${otherAccount}`);
    expect(guarded.operations.slice(before)).not.toContain('DeleteParameters');
  });
});

describe('--local', () => {
  it('plays the account of the settings, and needs no credentials', async () => {
    guarded.settings({ prod: { account: otherAccount } });
    const run = (args: readonly string[]) => cli([...args, '--local'], { cwd: guarded.cwd });
    const of = async (name: string) =>
      JSON.parse((await run(['put', '--name', name, '--value', 'v', '--output', 'json'])).stdout).account;
    expect(await of('/prod/db/A')).toBe(otherAccount);
    expect(await of('/dev/db/A')).toBe(accountOfCaller);
    const { exitCode } = await run(['seed', '--env', 'prod', '--env-file', 'f.env', '--apply']);
    expect(exitCode).toBe(0);
    expect((await run(['get', '/prod/db/A'])).stdout).toBe('v\n');
    expect(guarded.operations).toEqual([]);
  });
});

describe("an environment's profile", () => {
  const people = ['[people]', 'aws_access_key_id = AKIDPEOPLE', 'aws_secret_access_key = example', ''];
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

  it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['signs for people', none, [], 'AKIDPEOPLE'],
    ['gives way to keys in the environment', {}, [], 'AKIDEXAMPLE'],
    ['gives way to --profile', none, ['--profile', 'me'], 'AKIDME'],
    ['gives way to AWS_PROFILE', { ...none, AWS_PROFILE: 'me' }, [], 'AKIDME'],
  ])('%s', async (_what, env, more, signer) => {
    guarded.settings({ prod: { profile: 'people' } });
    const me = people.map((line) => line.replace('people', 'me').replace('AKIDPEOPLE', 'AKIDME'));
    const AWS_SHARED_CREDENTIALS_FILE = guarded.file([...people, ...me].join('\n'), 'credentials');
    const args = ['seed', '--env', 'prod', '--env-file', 'f.env', '--quiet', ...more];
    const { exitCode } = await guarded.run(args, { env: { ...env, AWS_SHARED_CREDENTIALS_FILE } });
    expect([exitCode, [...guarded.signers]]).toEqual([0, [signer]]);
  });
});
