import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import { LabelParameterVersionCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import type { CliResult } from '../support/run-cli.ts';
import { hurriedClock, type Stage, setStage } from './stage.ts';

const root = '/mow/backend/db/prod';
const canary = 'Zq7canary-value';
let stage: Stage;
let keyId: string;

interface Check {
  readonly check: string;
  readonly status: string;
  readonly subject: string | null;
  readonly message: string;
  readonly items?: readonly { readonly name: string }[];
  readonly advice: string | null;
  readonly command: string | null;
}

beforeEach(async () => {
  stage = await setStage();
  settings({ environments: { prod: { account: '000000000000', protected: true } } });
  mkdirSync(join(stage.cwd, 'tags/backend'), { recursive: true });
  writeFileSync(join(stage.cwd, 'tags/backend/base.json'), '[]');
  const { KeyMetadata } = await stage.kms.send(new CreateKeyCommand({}));
  keyId = KeyMetadata?.KeyId ?? '';
  await stage.kms.send(new CreateAliasCommand({ AliasName: 'alias/own', TargetKeyId: keyId }));
  await stage.put(`${root}/HOST`, canary);
  await stage.put(`${root}/PW`, canary, { Type: 'SecureString', KeyId: 'alias/own' });
  await stage.put('/mow/backend/db/stage/API_TOKEN', canary);
  stage.forget();
});

function settings(more: object): void {
  const content = { project: 'mow', region: 'us-east-1', tagsDir: 'tags', ...more };
  writeFileSync(join(stage.cwd, 'ssmkit.json'), JSON.stringify(content));
}

const prod = ['doctor', '--environment', 'prod'];

async function report(args: readonly string[], options: Parameters<Stage['run']>[1] = {}) {
  const result = await stage.run([...args, '--output', 'json'], options);
  harmless(result);
  const { checks, totals } = JSON.parse(result.stdout) as {
    readonly checks: readonly Check[];
    readonly totals: Readonly<Record<string, number>>;
  };
  const of = (...statuses: readonly string[]) => checks.filter(({ status }) => statuses.includes(status));
  return { ...result, checks, totals, faults: of('warning', 'problem'), open: of('not-checked') };
}

/** Whatever is found: no value, no write, no decryption, and something to do about each. */
function harmless({ stdout, stderr }: CliResult): void {
  expect(stdout + stderr).not.toContain(canary);
  expect(stage.writes()).toEqual([]);
  for (const { status, advice, command } of (JSON.parse(stdout) as { checks: readonly Check[] }).checks) {
    if (status !== 'ok') expect([typeof advice, typeof command]).toEqual(['string', 'string']);
  }
}

const ahead = (clock: Clock, ms: number): Clock => ({ now: () => clock.now() + ms, sleep: clock.sleep });

describe('doctor', () => {
  it('finds nothing on a clean set-up, with few calls', async () => {
    const { faults, open, exitCode, stderr } = await report(prod);
    expect([faults, exitCode, stderr]).toEqual([[], 0, '']);
    expect(open.map(({ check }) => check)).toEqual(['writes', 'decryption']);
    expect(stage.calls.map(({ operation }) => operation || 'GetCallerIdentity').toSorted()).toEqual([
      ...['DescribeKey', 'DescribeParameters', 'GetCallerIdentity', 'GetParameter', 'GetParameterHistory'],
      ...['GetParameters', 'GetParametersByPath', 'GetServiceSetting', 'GetServiceSetting'],
      'ListTagsForResource',
    ]);
    expect(stage.calls.every(({ body }) => body.WithDecryption !== true)).toBe(true);
  });

  it('finds six planted faults, and nothing else', { timeout: 30_000 }, async () => {
    await stage.kms.send(new DisableKeyCommand({ KeyId: keyId }));
    await stage.put(`${root}/DEPLOY_TOKEN`, `ghp_${canary}`);
    for (let version = 1; version <= 100; version += 1)
      await stage.put(`${root}/OLD`, `v${version}`, { Overwrite: true });
    const label = { Name: `${root}/OLD`, ParameterVersion: 1, Labels: ['live'] };
    await stage.ssm.send(new LabelParameterVersionCommand(label));
    stage.store.setFaults({ denied: [{ action: 'ssm:ListTagsForResource' }] });
    const clock = ahead(hurriedClock(), 60_000);
    const ends = new Date(clock.now() + 10 * 60_000).toISOString();
    const { faults, exitCode } = await report(prod, { clock, env: { AWS_CREDENTIAL_EXPIRATION: ends } });
    expect(faults.map(({ check, status, subject }) => [check, status, subject])).toEqual([
      ['credentials', 'warning', null],
      ['clock', 'warning', null],
      ['permission', 'warning', 'ssm:ListTagsForResource'],
      ['key', 'problem', 'alias/own'],
      ['versions', 'problem', `${root}/OLD`],
      ['plaintext', 'warning', null],
    ]);
    expect(faults.at(-1)?.items).toMatchObject([{ name: `${root}/DEPLOY_TOKEN` }]);
    expect(faults.map(({ message }) => message).join('\n')).toMatch(/60 s ahead of|10 min/);
    expect(exitCode).toBe(1);
  });

  it('what it says of the label is so: the next write fails, and its command mends it', async () => {
    for (let version = 1; version <= 100; version += 1)
      await stage.put(`${root}/OLD`, `v${version}`, { Overwrite: true });
    const label = { Name: `${root}/OLD`, Labels: ['live'] };
    await stage.ssm.send(new LabelParameterVersionCommand({ ...label, ParameterVersion: 1 }));
    await expect(stage.put(`${root}/OLD`, 'x', { Overwrite: true })).rejects.toThrow('label');
    const { faults } = await report(prod);
    expect(faults[0]?.command).toContain('--parameter-version 100 --labels live');
    await stage.ssm.send(new LabelParameterVersionCommand({ ...label, ParameterVersion: 100 }));
    expect((await report(prod)).faults).toEqual([]);
    await stage.put(`${root}/OLD`, 'x', { Overwrite: true });
  });

  it('the command for a value in the clear encrypts it, byte for byte', async () => {
    await stage.put(`${root}/DEPLOY_TOKEN`, `ghp_${canary}\n`);
    const { faults } = await report(prod);
    const [get, put] = (faults[0]?.command ?? '').split(' | ').map((line) => line.split(' ').slice(1));
    const { stdout } = await stage.run(get ?? []);
    expect((await stage.run(put ?? [], { stdin: stdout })).exitCode).toBe(0);
    expect((await stage.live())[`${root}/DEPLOY_TOKEN`]).toMatchObject({
      ...{ type: 'SecureString', value: `ghp_${canary}\n` },
    });
    stage.forget();
    expect((await report(prod)).faults).toEqual([]);
  });

  it('looks at the whole account and Region without an environment', async () => {
    const { checks, faults, open, exitCode } = await report(['doctor']);
    expect([faults, exitCode]).toEqual([[], 0]);
    expect(open.map(({ check }) => check)).toEqual(['permission']);
    expect(checks.find(({ check }) => check === 'quota')?.message).toMatch(/^3 of 10,000 standard/);
    expect(stage.calls.map(({ operation }) => operation)).not.toContain('GetParametersByPath');
  });

  it('looks at what is below a path', async () => {
    const { faults } = await report(['doctor', '--path', '/mow/backend/db/stage']);
    expect(faults.map(({ check, items }) => [check, items?.map(({ name }) => name)])).toEqual([
      ['plaintext', ['/mow/backend/db/stage/API_TOKEN']],
    ]);
    const below = [
      '--path',
      '/mow/backend/db/prod',
      '--path-template',
      '/{project}/{component}/{service}/{environment}/{key}',
    ];
    expect((await report([...prod, ...below])).faults).toEqual([]);
  });

  it('decrypts one SecureString of each key when it is asked to', async () => {
    const { checks } = await report([...prod, '--decrypt']);
    expect(checks.find(({ check }) => check === 'decryption')).toMatchObject({
      ...{ status: 'ok', subject: 'alias/own', message: `allowed: ${root}/PW was decrypted` },
    });
    const decrypted = stage.calls.filter(({ body }) => body.WithDecryption === true);
    expect(decrypted.map(({ body }) => body.Names)).toEqual([[`${root}/PW`]]);
    stage.store.setFaults({ denied: [{ action: 'kms:Decrypt' }] });
    const { faults, exitCode } = await report([...prod, '--decrypt']);
    expect([faults.map(({ check }) => check), exitCode]).toEqual([['decryption'], 0]);
  });
});

describe('exit codes of doctor', () => {
  it('are 0 for a warning, 1 with --strict', async () => {
    settings({ environments: { prod: { account: '000000000000' } } });
    const { faults, exitCode } = await report(prod);
    expect([faults.map(({ check }) => check), exitCode]).toEqual([['protection'], 0]);
    expect((await report([...prod, '--strict'])).exitCode).toBe(1);
  });

  it.each<[string, readonly { readonly action: string }[]]>([
    ['everything of Parameter Store', [{ action: 'ssm:*' }]],
    ['everything', [{ action: 'ssm:*' }, { action: 'kms:*' }, { action: 'sts:*' }]],
    ['keys', [{ action: 'kms:*' }]],
  ])('are 0 where %s is denied', async (_what, denied) => {
    stage.store.setFaults({ denied });
    const { exitCode, faults } = await report(prod);
    expect(exitCode).toBe(0);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every(({ check }) => check === 'permission' || check === 'key')).toBe(true);
  });

  it('are 5 without usable credentials, and the rest is still said', async () => {
    stage.store.setFaults({
      rules: [{ fault: { kind: 'error', code: 'ExpiredTokenException', message: 'expired' } }],
    });
    const { exitCode, checks } = await report(prod);
    expect(exitCode).toBe(5);
    expect(checks.map(({ check, status }) => `${status} ${check}`)).toEqual([
      ...['problem identity', 'ok region', 'ok clock', 'not-checked rest'],
      ...['ok guard', 'ok protection', 'ok tags'],
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['no such profile', { AWS_PROFILE: 'nobody' }, 5],
    ['no credentials', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 5],
    ['no Region', { AWS_REGION: '' }, 1],
    ['a Region that is none', { AWS_REGION: 'moon' }, 1],
    ['nobody at the endpoint', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ACCOUNT_ID: '000000000000' }, 1],
  ])('%s: %s is %i, with the settings looked at', async (what, env, code) => {
    if (what === 'no Region') settings({ region: undefined, environments: {} });
    const { exitCode, checks, faults } = await report(prod, { env });
    expect(exitCode).toBe(code);
    expect(faults[0]?.status).toBe('problem');
    expect(checks.some(({ check }) => check === 'guard')).toBe(true);
  });

  it.each<[string, readonly string[]]>([
    ['a path of another environment', [...prod, '--path', '/mow/backend/db/stage']],
    ['a path that is none', ['doctor', '--path', 'mow']],
    ['--decrypt without a path', ['doctor', '--decrypt']],
    ['an environment that no name can have', ['doctor', '--environment', 'a/b']],
  ])('are 2 for %s, and nothing is sent', async (_what, args) => {
    const { exitCode, stdout } = await stage.run(args);
    expect([exitCode, stdout, stage.calls]).toEqual([2, '', []]);
  });

  it('are 130 after Ctrl-C, which begins nothing more', async () => {
    const stops: (() => void)[] = [];
    stage.onCall(async (operation) => {
      if (operation === 'GetServiceSetting') for (const stop of stops.splice(0)) stop();
    });
    const { exitCode, stdout } = await stage.run(prod, {
      onSignal: (name, listener) => {
        if (name === 'SIGINT') stops.push(listener);
        return () => {};
      },
    });
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(stage.calls.map(({ operation }) => operation).filter(Boolean)).toEqual(['GetServiceSetting']);
  });
});

describe('what goes wrong', () => {
  it.each<[string, Parameters<Stage['store']['setFaults']>[0]]>([
    [
      'every answer is a fault',
      { rules: [{ fault: { kind: 'error', code: 'InternalServerError', status: 500 } }] },
    ],
    ['every call is throttled', { rules: [{ fault: { kind: 'error', code: 'ThrottlingException' } }] }],
    ['every connection breaks', { rules: [{ fault: { kind: 'reset', when: 'before' } }] }],
    ['nobody has heard of it', { rules: [{ fault: { kind: 'error', code: 'UnknownOperationException' } }] }],
  ])('%s: a report all the same', async (_what, faults) => {
    settings({ environments: {} });
    stage.store.setFaults(faults);
    const { checks } = await report(prod);
    expect(checks.find(({ check }) => check === 'endpoint')).toBeDefined();
  });

  it('throttling of listings alone is waited for', async () => {
    stage.store.setFaults({ throttle: { describe: { perSecond: 3, burst: 1 } } });
    expect((await report(prod)).faults).toEqual([]);
  });

  it('text and markdown show no value either, and fit 80 columns but for command lines', async () => {
    await stage.put(`${root}/DEPLOY_TOKEN`, `ghp_${canary}`);
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const { stdout } = await stage.run(prod);
    const long = stdout
      .split('\n')
      .filter((line) => line.length > 80 && !/^ +(ssmkit|aws) |^account /.test(line));
    expect(long.filter((line) => !/^ +\S+$/.test(line))).toEqual([]);
    expect(stdout).toMatch(/\d+ ok, 1 warning, 0 problems, \d+ not checked; \d+ calls to AWS\.\n$/);
    const markdown = await stage.run([...prod, '--output', 'markdown']);
    expect(markdown.stdout).toContain('| ssm:GetParametersByPath | warning | Denied;');
    expect(stdout + markdown.stdout).not.toContain(canary);
  });
});
