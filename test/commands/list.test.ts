import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const names = {
  pw: '/mow/backend/postgres/prod/POSTGRES_PASSWORD',
  db: '/mow/backend/postgres/prod/POSTGRES_DB',
  lower: '/mow/backend/django/prod/postgres_lower',
  hosts: '/mow/backend/django/stage/HOSTS',
  other: '/mow/backendish/x/prod/POSTGRES_DB',
};
const all = Object.values(names).toSorted();
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put(names.pw, 'canary', { Type: 'SecureString', Tier: 'Advanced' });
  await stage.put(names.db, 'canary');
  await stage.put(names.lower, 'canary');
  await stage.put(names.hosts, 'canary,canary', { Type: 'StringList' });
  await stage.put(names.other, 'canary');
});
const list = (...args: readonly string[]) => stage.run(['list', ...args]);
const raw = async (...args: readonly string[]) =>
  (await list('--raw', ...args)).stdout.split('\n').filter((line) => line !== '');
const operations = () => new Set(stage.calls.map(({ operation }) => operation));

describe('which', () => {
  it.each<[readonly string[], readonly string[]]>([
    [[], all],
    [['--prefix', '/'], all],
    [['--prefix', '/mow/backend'], all.filter((name) => name !== names.other)],
    [['--prefix', '/mow/backend/'], all.filter((name) => name !== names.other)],
    [['--prefix', '/mow/back'], []],
    [['--prefix', '/mow/backend/postgres/prod/POSTGRES'], []],
    [['--prefix', names.db], []],
    [['--contains', 'POSTGRES'], [names.db, names.pw, names.other].toSorted()],
    [['--contains', 'postgres_'], [names.lower]],
    [['--contains', 'Postgres'], []],
    [
      ['--contains', 'postgres/prod'],
      [names.db, names.pw],
    ],
    [['--contains', '.*'], []],
    [
      ['--contains', 'POSTGRES', '--prefix', '/mow/backend'],
      [names.db, names.pw],
    ],
    [['--type', 'SecureString'], [names.pw]],
    [
      ['--type', 'SecureString', '--type', 'StringList'],
      [names.hosts, names.pw],
    ],
  ])('%j', async (args, expected) => {
    expect(await raw(...args)).toEqual(expected);
  });

  it('is what delete-by-path would delete', async () => {
    for (const [prefix, contains] of [
      ['/mow/backend', 'POSTGRES'],
      ['/mow/backend/', 'prod'],
      ['/mow', ''],
    ] as const) {
      const more = contains === '' ? [] : ['--contains', contains];
      const preview = await stage.run([
        ...['delete-by-path', '--path-prefix', prefix, '--output', 'json'],
        ...more,
      ]);
      const deleted = JSON.parse(preview.stdout).steps.map(({ name }: { name: string }) => name);
      expect(deleted).toEqual(await raw('--prefix', prefix, ...more));
      expect(deleted).not.toEqual([]);
    }
  });

  it('says that the prefix itself is a parameter, and leaves it out', async () => {
    await stage.put('/mow/backend');
    const { stdout, stderr } = await list('--prefix', '/mow/backend', '--raw');
    expect(stdout).not.toMatch(/^\/mow\/backend$/m);
    expect(stderr).toContain('/mow/backend is a parameter too');
    expect((await list('--prefix', '/mow/backend', '--raw', '--quiet')).stderr).toBe('');
  });

  it.each<[string, number]>([
    ['2000-01-01', 5],
    ['2000-01-01T12:00', 5],
    ['2000-01-01T12:00:00Z', 5],
    ['2000-01-01T12:00:00.5+02:00', 5],
    ['2999-12-31', 0],
    ['1m', 5],
    ['12h', 5],
    ['7d', 5],
    ['2w', 5],
    ['0d', 0],
  ])('--modified-since %s', async (since, count) => {
    const now = Date.now() + 1000;
    const clock = { now: () => now, sleep: () => new Promise<void>(() => {}) };
    const { stdout } = await stage.run(['list', '--raw', '--modified-since', since], { clock });
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(count);
  });

  it('pages until there is no token, however empty the pages', async () => {
    for (let index = 0; index < 25; index += 1) await stage.put(`/mow/backend/many/prod/K${index}`);
    stage.store.setFaults({ rules: [{ fault: { kind: 'empty-page' } }] });
    expect(await raw('--prefix', '/mow/backend/many')).toHaveLength(25);
  });
});

describe('how', () => {
  it('a table, aligned', async () => {
    const { stdout } = await list('--prefix', '/mow/backend/postgres');
    const [header = '', first = '', second = ''] = stdout.split('\n');
    expect(header).toMatch(/^NAME +TYPE +VERSION +MODIFIED$/);
    expect(first).toMatch(/POSTGRES_DB +String +1 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    expect(second.indexOf('SecureString')).toBe(header.indexOf('TYPE'));
    expect(operations()).toEqual(new Set(['GetParametersByPath', 'GetParameters']));
  });

  it('--long adds what only DescribeParameters tells', async () => {
    const { stdout } = await list('--prefix', '/mow/backend/postgres', '--long');
    expect(stdout).toMatch(/MODIFIED +TIER +KEY/);
    expect(stdout).toMatch(/POSTGRES_DB .* Standard +-$/m);
    expect(stdout).toMatch(/POSTGRES_PASSWORD .* Advanced +alias\/aws\/ssm$/m);
    const json = JSON.parse((await list('--long', '--output', 'json')).stdout);
    expect(json.parameters.find(({ name }: { name: string }) => name === names.pw)).toMatchObject({
      tier: 'Advanced',
      keyId: 'alias/aws/ssm',
    });
  });

  it('--long without ssm:DescribeParameters says so and lists the rest', async () => {
    stage.store.setFaults({ denied: [{ action: 'ssm:DescribeParameters' }] });
    const { stdout, stderr, exitCode } = await list('--long');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('ssm:DescribeParameters is denied');
    expect(stdout.trimEnd().split('\n')).toHaveLength(6);
  });

  it('JSON, Markdown and nothing', async () => {
    const json = JSON.parse((await list('--output', 'json')).stdout);
    expect(json).toMatchObject({ command: 'list', account: '000000000000', region: 'us-east-1' });
    expect(json.parameters.map(({ name }: { name: string }) => name)).toEqual(all);
    expect((await list('--output', 'markdown')).stdout.trimEnd().split('\n')).toHaveLength(7);
    expect(await list('--prefix', '/none', '--raw')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
    expect(JSON.parse((await list('--prefix', '/none', '--output', 'json')).stdout).parameters).toEqual([]);
  });

  it.each([
    [['--raw', '--output', 'json']],
    [['--prefix', 'mow']],
    [['--prefix', '']],
    [['--prefix', '/mow//x']],
    [['--type', 'string']],
    [['--modified-since', 'yesterday']],
    [['--modified-since', '2026-13-01']],
    [['--modified-since', '2026-02-30']],
    [['--modified-since', '2026-01-01 10:00']],
    [['--modified-since', '7 d']],
    [['extra']],
  ])('%j is refused before anything is sent', async (args) => {
    const { stdout, exitCode } = await list(...args);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stage.calls).toEqual([]);
  });
});

describe('what it may and may not do', () => {
  const ways = [
    ['--raw'],
    [],
    ['--long'],
    ['--output', 'json'],
    ['--output', 'markdown'],
    ['--type', 'String'],
  ];

  it.each(ways)('decrypts nothing and shows no value (%j %j)', async (...args) => {
    const { stdout, stderr } = await list(...args);
    expect(stdout + stderr).not.toContain('canary');
    const reads = stage.calls.filter(({ operation }) => operation.startsWith('GetParameter'));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.every(({ body }) => body.WithDecryption === false)).toBe(true);
    expect(stage.calls.map(({ operation }) => operation)).not.toContain('Decrypt');
  });

  it.each([...ways, ['--prefix', '/mow/backend', '--contains', 'POSTGRES']])(
    'needs ssm:GetParametersByPath alone (%j %j)',
    async (...args) => {
      const denied = [
        ...['GetParameter', 'GetParameters', 'DescribeParameters', 'ListTagsForResource', 'PutParameter'],
        'GetParameterHistory',
      ].map((operation) => ({ action: `ssm:${operation}` }));
      stage.store.setFaults({ denied: [...denied, { action: 'kms:*' }] });
      const { exitCode, stdout } = await list(...args);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(names.db);
    },
  );

  it('says which action is missing', async () => {
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const { stdout, stderr, exitCode } = await list('--prefix', '/mow');
    expect([stdout, exitCode]).toEqual(['', 5]);
    expect(stderr).toContain('ssm:GetParametersByPath');
  });
});
