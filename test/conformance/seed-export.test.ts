import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../support/counting-proxy.ts';
import { type RunResult, runProgram } from '../support/run-program.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

const root = resolve(import.meta.dirname, '../..');
const region = 'eu-central-1';
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_REGION: region,
};
const work = mkdtempSync(join(tmpdir(), 'ssmkit-conformance-'));
const envFile = join(work, 'env.prod');
let proxy: CountingProxy;

beforeAll(async () => {
  proxy = await startCountingProxy(moto);
  writeFileSync(envFile, readFileSync(join(root, 'examples/env.prod')));
});
afterAll(() => proxy.close());

async function ssmkit(args: readonly string[], env: Record<string, string> = {}): Promise<RunResult> {
  proxy.operations.length = 0;
  return await runProgram(process.execPath, ['--', join(root, 'dist/ssmkit.cjs'), ...args], {
    cwd: root,
    env: { ...credentials, AWS_ENDPOINT_URL: proxy.url, ...env },
  });
}

/** The independent witness. */
async function aws(...args: string[]): Promise<unknown> {
  const result = await runProgram(
    'aws',
    ['ssm', ...args, '--endpoint-url', moto ?? '', '--region', region, '--output', 'json'],
    { env: { ...credentials, AWS_DEFAULT_REGION: region } },
  );
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout);
}

const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--env-file', envFile];

interface Answer {
  readonly Parameters: readonly { readonly Name: string; readonly Type: string; readonly Value: string }[];
}

const byPath = async () =>
  (await aws(
    'get-parameters-by-path',
    '--path',
    '/mow/backend',
    '--recursive',
    '--with-decryption',
  )) as Answer;

describe('seed and export against moto, with the aws CLI as witness', () => {
  it('previews without a single call that changes anything', async () => {
    const { exitCode, stdout, stderr } = await ssmkit(seed);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('5 to create.');
    expect(mutatingOf(proxy.operations)).toEqual([]);
    expect((await byPath()).Parameters).toEqual([]);
  });

  it('seeds with five PutParameter and nothing else that writes', async () => {
    const { exitCode, stdout } = await ssmkit(seed, { DRY_RUN: '0' });
    expect(stdout).toContain('5 applied');
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual(Array(5).fill('PutParameter'));
    const found = new Map((await byPath()).Parameters.map(({ Name, Type, Value }) => [Name, [Type, Value]]));
    const values = parse(readFileSync(envFile));
    expect(Object.fromEntries(found)).toEqual({
      '/mow/backend/postgres/prod/POSTGRES_DB': ['String', values.POSTGRES_DB],
      '/mow/backend/postgres/prod/POSTGRES_USER': ['String', values.POSTGRES_USER],
      '/mow/backend/postgres/prod/POSTGRES_PASSWORD': ['SecureString', values.POSTGRES_PASSWORD],
      '/mow/backend/django/prod/SECRET_KEY': ['SecureString', values.SECRET_KEY],
      '/mow/backend/django/prod/DEBUG': ['String', values.DEBUG],
    });
  });

  it('merges tags in layer order: base, service, environment', async () => {
    const answer = (await aws(
      'list-tags-for-resource',
      '--resource-type',
      'Parameter',
      '--resource-id',
      '/mow/backend/postgres/prod/POSTGRES_DB',
    )) as { readonly TagList: readonly { readonly Key: string; readonly Value: string }[] };
    expect(Object.fromEntries(answer.TagList.map(({ Key, Value }) => [Key, Value]))).toEqual({
      Project: 'mow',
      Component: 'backend',
      ManagedBy: 'ssmkit',
      Service: 'postgres',
      Backup: 'daily',
      Environment: 'prod',
      Criticality: 'high',
    });
  });

  it('writes nothing when the file is seeded again', async () => {
    const { exitCode, stdout } = await ssmkit(seed, { DRY_RUN: '0' });
    expect(stdout).toContain('0 applied, 5 unchanged');
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual([]);
  });

  it('exports what was seeded, in sections, and seeds the export back without a change', async () => {
    const out = join(work, 'out.env');
    const { exitCode } = await ssmkit(['export', '--project', 'mow', '--env', 'prod', out]);
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual([]);
    const text = readFileSync(out, 'utf8');
    expect(text.replace(/^# generated .*$/m, '# generated T')).toBe(
      [
        '# generated T',
        `# project=mow env=prod region=${region}`,
        '',
        '# service=django',
        'DEBUG=False',
        '# secret=true',
        `SECRET_KEY='django-insecure-$x(9!k#2_change-me'`,
        '',
        '# service=postgres',
        'POSTGRES_DB=mow',
        '# secret=true',
        `POSTGRES_PASSWORD='super-secret'`,
        'POSTGRES_USER=mow',
        '',
      ].join('\n'),
    );
    const back = await ssmkit([...seed.slice(0, -1), out], { DRY_RUN: '0' });
    expect(back.stdout).toContain('0 applied, 5 unchanged');
    expect(mutatingOf(proxy.operations)).toEqual([]);
  });

  it('updates exactly the one value that changed', async () => {
    const changed = join(work, 'env.changed');
    writeFileSync(changed, readFileSync(envFile, 'utf8').replace('DEBUG=False', 'DEBUG=True'));
    const { exitCode, stdout } = await ssmkit([...seed.slice(0, -1), changed], { DRY_RUN: '0' });
    expect(stdout).toContain('1 applied, 4 unchanged');
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual(['PutParameter']);
    const answer = (await aws('get-parameter', '--name', '/mow/backend/django/prod/DEBUG')) as {
      readonly Parameter: { readonly Value: string; readonly Version: number };
    };
    expect(answer.Parameter).toMatchObject({ Value: 'True', Version: 2 });
  });

  it('refuses to make a secret plain when its marker is gone', async () => {
    const unmarked = join(work, 'env.unmarked');
    writeFileSync(
      unmarked,
      readFileSync(envFile, 'utf8').replace('# secret=true\nPOSTGRES_PASSWORD', 'POSTGRES_PASSWORD'),
    );
    const { exitCode, stdout, stderr } = await ssmkit([...seed.slice(0, -1), unmarked], { DRY_RUN: '0' });
    expect(exitCode).toBe(1);
    expect(mutatingOf(proxy.operations)).toEqual([]);
    expect(stdout).toContain('refused: is a SecureString and would become a String');
    expect(`${stdout}${stderr}`).not.toContain('super-secret');
  });
});
