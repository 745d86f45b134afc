import { rmSync } from 'node:fs';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../../support/counting-proxy.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../support/embedded-server.ts';
import { workFolder } from '../../support/run-cli.ts';
import { documentOf, type Ssmkit, ssmkitAt } from './run-ssmkit.ts';
import { startWitness } from './witness.ts';

let server: EmbeddedServer;
let proxy: CountingProxy;
let folder: string;
let ssmkit: Ssmkit;

beforeEach(async () => {
  server = await startEmbeddedServer();
  proxy = await startCountingProxy(server.url);
  folder = workFolder();
  ssmkit = ssmkitAt(proxy.url, folder);
});
afterEach(async () => {
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function put(...names: readonly string[]): Promise<void> {
  for (const Name of names) {
    await server.ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String', Overwrite: true }));
  }
}
const remove = (Name: string) => server.ssm.send(new DeleteParameterCommand({ Name }));

/** What is left below /mow, by boto3. */
async function left(): Promise<readonly string[]> {
  const witness = startWitness(server.url);
  try {
    return Object.keys(await witness.snapshot()).sort();
  } finally {
    witness.close();
  }
}

const byPath = ['delete-by-path', '--path-prefix', '/mow/backend', '--output', 'json'];
const apply = { DRY_RUN: '0' };
const named = (count: number) =>
  Array.from({ length: count }, (_, index) => `/mow/backend/s/stage/K${index}`);

/** Runs an action once, just before the first call of an operation is carried out. */
function once(operation: string, action: () => Promise<unknown>): void {
  let done = false;
  server.onCall(async (called) => {
    if (done || called !== operation) return;
    done = true;
    await action();
  });
}

describe('delete-by-path', () => {
  it('deletes 1,005 parameters by 101 DeleteParameters calls', async () => {
    await put(...named(1005), '/mow/other');
    const { exitCode, stdout, stderr } = await ssmkit(byPath, apply);
    expect(exitCode, stderr).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual(Array(101).fill('DeleteParameters'));
    expect(JSON.parse(stdout).totals).toMatchObject({ applied: 1005, failed: 0, stale: 0 });
    expect(await left()).toEqual(['/mow/other']);
  });

  it('deletes the rest when names vanished between the preview and apply', async () => {
    const names = named(25);
    await put(...names);
    const preview = documentOf(await ssmkit(byPath));
    expect(preview.totals.delete).toBe(25);
    await remove(names[3] ?? '');
    await remove(names[24] ?? '');
    const { exitCode, stdout } = await ssmkit(byPath, apply);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).totals).toMatchObject({ applied: 23 });
    expect(await left()).toEqual([]);
  });

  it.each([
    // The listing is read, then each batch again just before it is deleted.
    ['before the batch is read again', 'GetParameters'],
    ['between that reading and the delete', 'DeleteParameters'],
  ])('reports a name that vanished %s, and deletes the rest', async (_when, operation) => {
    const names = named(25);
    await put(...names);
    const gone = '/mow/backend/s/stage/K0';
    once(operation, () => remove(gone));
    const { exitCode, stdout } = await ssmkit(byPath, apply);
    expect(exitCode).toBe(0);
    const { steps, totals } = documentOf({ stdout, stderr: '', exitCode });
    expect(totals.applied).toBe(25);
    const told = steps.filter(({ detail }) => detail !== undefined);
    expect(told).toEqual([
      expect.objectContaining({ name: gone, status: 'applied', detail: 'was already gone' }),
    ]);
    expect(await left()).toEqual([]);
  });

  it('leaves alone what was written meanwhile, says so, and deletes the rest', async () => {
    const names = named(12);
    await put(...names);
    once('GetParameters', () => put('/mow/backend/s/stage/K1'));
    const { exitCode, stdout } = await ssmkit(byPath, apply);
    expect(exitCode).toBe(1);
    const { steps, totals } = documentOf({ stdout, stderr: '', exitCode });
    expect(totals).toMatchObject({ applied: 11, stale: 1 });
    expect(steps.filter(({ status }) => status === 'stale').map(({ name }) => name)).toEqual([
      '/mow/backend/s/stage/K1',
    ]);
    expect(await left()).toEqual(['/mow/backend/s/stage/K1']);
  });

  it.each(['/mow/back', '/mow/back/'])(
    'of %s never touches /mow/backend, nor /mow/back itself',
    async (prefix) => {
      await put(
        '/mow/back',
        '/mow/back/a',
        '/mow/back/b/c',
        '/mow/backend/x',
        '/mow/backend',
        '/mow/backup/y',
      );
      const { exitCode, stdout } = await ssmkit(['delete-by-path', '--path-prefix', prefix], apply);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('/mow/back is a parameter too');
      expect(await left()).toEqual(['/mow/back', '/mow/backend', '/mow/backend/x', '/mow/backup/y']);
    },
  );

  it('takes --contains letter for letter', async () => {
    await put(
      '/mow/backend/s/stage/POSTGRES_DB',
      '/mow/backend/postgres/stage/DB',
      '/mow/backend/s/stage/Postgres',
    );
    const { exitCode } = await ssmkit([...byPath, '--contains', 'POSTGRES'], apply);
    expect(exitCode).toBe(0);
    expect(await left()).toEqual(['/mow/backend/postgres/stage/DB', '/mow/backend/s/stage/Postgres']);
  });

  it('needs the prefix spelled out near the root, whoever runs it', async () => {
    await put(...named(3));
    const near = ['delete-by-path', '--path-prefix', '/mow'];
    const refused = await ssmkit(near, apply);
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain('--confirm /mow');
    expect(mutatingOf(proxy.operations)).toEqual([]);
    expect((await ssmkit([...near, '--confirm', '/mow'], apply)).exitCode).toBe(0);
    expect(await left()).toEqual([]);
  });
});

describe('list', () => {
  const tree = [
    '/mow/back',
    '/mow/back/a',
    '/mow/backend/a/B',
    '/mow/backend/b/B',
    '/mow/backend/b/b',
    '/mow/x',
    '/other',
  ];

  it.each([
    ['/mow/back', undefined],
    ['/mow/backend/', undefined],
    ['/mow/backend', 'B'],
    ['/mow/backend', 'b/'],
    ['/mow', 'back'],
    ['/', undefined],
    ['/nowhere', undefined],
  ])('--prefix %s --contains %s lists exactly what delete-by-path would delete', async (prefix, contains) => {
    await put(...tree);
    const filter = contains === undefined ? [] : ['--contains', contains];
    const listed = await ssmkit(['list', '--raw', '--prefix', prefix, ...filter]);
    const names = listed.stdout.split('\n').slice(0, -1);
    const preview = await ssmkit(['delete-by-path', '--output', 'json', '--path-prefix', prefix, ...filter]);
    expect(documentOf(preview).steps.map(({ name }) => name)).toEqual(names);
    expect(names.length > 0).toBe(prefix !== '/nowhere');
    const inText = await ssmkit(['delete-by-path', '--print-names', '--path-prefix', prefix, ...filter]);
    for (const name of names) expect(inText.stdout).toContain(` ${name} `);

    const before = tree.filter((name) => !names.includes(name));
    await ssmkit(['delete-by-path', '--path-prefix', prefix, '--confirm', prefix, ...filter], apply);
    const rest = await ssmkit(['list', '--raw']);
    expect(rest.stdout.split('\n').slice(0, -1)).toEqual(before.toSorted());
  });
});
