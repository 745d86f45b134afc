import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DenyRule } from '../../../src/local/fault-plan.ts';
import { kmsOperations } from '../../../src/local/kms/operations.ts';
import { ssmOperations } from '../../../src/local/ssm/operations.ts';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../../support/counting-proxy.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../support/embedded-server.ts';
import { repository, workFolder } from '../../support/run-cli.ts';
import type { RunResult } from '../../support/run-program.ts';
import { exampleLines, permissionLists } from './migration-page.ts';
import { ssmkitAt } from './run-ssmkit.ts';
import { startWitness, type Witness } from './witness.ts';

const folder = workFolder();
const { allowed, lacking } = permissionLists;
const known = [
  ...[...ssmOperations.keys()].map((operation) => `ssm:${operation}`),
  ...[...kmsOperations.keys()].map((operation) => `kms:${operation}`),
];
/** A policy of the old list alone, as a plan that denies all the rest. */
const denied: readonly DenyRule[] = known
  .filter((action) => !allowed.includes(action))
  .map((action) => ({ action }));

let server: EmbeddedServer;
let proxy: CountingProxy;
let witness: Witness;

beforeAll(async () => {
  cpSync(join(repository, 'tags'), join(folder, 'aws/tags'), { recursive: true });
  cpSync(join(repository, 'examples/env.prod'), join(folder, 'env.prod'));
  writeFileSync(join(folder, 'extra.json'), '[{"Key":"CostCenter","Value":"42"}]');
  server = await startEmbeddedServer();
  proxy = await startCountingProxy(server.url);
  witness = startWitness(server.url);
  const { KeyMetadata } = await witness.call('kms', 'create_key');
  const { KeyId } = KeyMetadata as { readonly KeyId: string };
  await witness.call('kms', 'create_alias', { AliasName: 'alias/myapp/ssm', TargetKeyId: KeyId });
});
afterAll(async () => {
  witness.close();
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  proxy.operations.length = 0;
});

const example = (subcommand: string, at = 0): readonly string[] => {
  const line = exampleLines.filter((text) => text.includes(`ssmkit ${subcommand} `))[at] ?? '';
  const words = line
    .replace(/\\\n/g, ' ')
    .replace(/^.*?ssmkit /, '')
    .replace(/ {2,}#.*$/, '');
  // Enough of a shell for these lines: words, and quotes around a whole word.
  return [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) =>
    (single ?? double ?? bare ?? '').replace('$EXTRA_TAGS', 'extra.json').replace(/^\/opt\/app\//, './'),
  );
};

/** Runs with the old permissions alone. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> {
  const withoutProfile = args.filter((word, at) => word !== '--profile' && args[at - 1] !== '--profile');
  server.store.setFaults({ denied });
  try {
    return await ssmkitAt(proxy.url, folder)(withoutProfile, env);
  } finally {
    server.store.setFaults();
  }
}

const apply = { DRY_RUN: '0' };

describe('the old permission list of docs/migration.md', () => {
  it('is the old toolkit’s', () => {
    expect(allowed).toEqual([
      'ssm:PutParameter',
      'ssm:AddTagsToResource',
      'ssm:ListTagsForResource',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
      'kms:Encrypt',
      'kms:Decrypt',
    ]);
    expect(lacking.every((action) => !allowed.includes(action))).toBe(true);
    expect(denied.map(({ action }) => action)).toEqual(expect.arrayContaining(lacking.slice()));
  });

  it.each([
    ['put', 0],
    ['put-secure', 0],
    ['put-and-tag', 0],
    ['put-secure-and-tag', 0],
    ['list', 0],
    ['seed', 0],
    ['export', 0],
    ['export', 1],
    ['tag', 0],
  ] as const)('is enough for the example of %s (%i), previewed and applied', async (subcommand, at) => {
    const args = example(subcommand, at);
    const preview = await run(args, subcommand === 'export' ? { DRY_RUN: '1' } : {});
    expect(preview.exitCode, preview.stderr).toBe(0);
    expect(preview.stdout).not.toContain('State unknown');
    expect(mutatingOf(proxy.operations)).toEqual([]);
    const applied = await run(args, apply);
    expect(applied.exitCode, `${applied.stdout}${applied.stderr}`).toBe(0);
    // And once more: what is there already is no trouble either.
    const again = await run(args, apply);
    expect(again.exitCode, `${again.stdout}${again.stderr}`).toBe(0);
  });

  it('did all of that', async () => {
    const found = await witness.snapshot();
    expect(Object.keys(found)).toHaveLength(9);
    expect(found['/mow/backend/django/stage/SECRET_KEY']).toMatchObject({
      type: 'SecureString',
      value: 'super-secret',
      version: 1,
      keyId: 'alias/myapp/ssm',
    });
    expect(found['/mow/backend/postgres/stage/POSTGRES_DB']?.tags).toMatchObject({
      Name: 'x',
      Project: 'mow',
    });
    expect(statSync(join(folder, 'out.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toContain("SECRET_KEY='super-secret'");
  });

  it('says that the state of a customer key could not be seen', async () => {
    const line = ['put-secure', '--name', '/mow/new', '--value', 'v', '--key-id', 'alias/myapp/ssm'];
    const { exitCode, stdout } = await run(line, apply);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('kms:DescribeKey is denied');
  });

  it('is enough to overwrite what is no secret, with a warning', async () => {
    const line = ['put', '--name', '/mow/backend/postgres/stage/POSTGRES_DB', '--value', 'changed'];
    const { exitCode, stdout } = await run(line, apply);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ssm:DescribeParameters is denied');
    expect((await witness.snapshot())['/mow/backend/postgres/stage/POSTGRES_DB']?.value).toBe('changed');
  });
});

describe('what the old list is not enough for', () => {
  const secretName = '/mow/backend/django/stage/SECRET_KEY';
  const rotate = ['put-secure', '--name', secretName, '--value', 'rotated'];

  it('overwriting a SecureString: refused before writing, naming ssm:DescribeParameters', async () => {
    const { exitCode, stdout } = await run(rotate, apply);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Allow ssm:DescribeParameters');
    expect(mutatingOf(proxy.operations)).toEqual([]);
    expect((await witness.snapshot())[secretName]).toMatchObject({ value: 'super-secret', version: 1 });
  });

  it('unless its key is named', async () => {
    const { exitCode, stdout } = await run([...rotate, '--key-id', 'alias/myapp/ssm'], apply);
    expect(exitCode, stdout).toBe(0);
    expect((await witness.snapshot())[secretName]).toMatchObject({
      value: 'rotated',
      version: 2,
      keyId: 'alias/myapp/ssm',
    });
  });

  it.each(['delete', 'delete-by-path'])(
    '%s: previewed, and applying names ssm:DeleteParameters',
    async (subcommand) => {
      const before = await witness.snapshot();
      const args = example(subcommand);
      const preview = await run(args);
      expect(preview.exitCode).toBe(0);
      expect(preview.stdout).toContain('to delete');
      const { exitCode, stdout, stderr } = await run(args, apply);
      expect(exitCode).toBe(5);
      expect(`${stdout}${stderr}`).toContain('Allow ssm:DeleteParameters on arn:aws:ssm:us-east-1:');
      expect(await witness.snapshot()).toEqual(before);
    },
  );

  it('--prune-tags: applying names ssm:RemoveTagsFromResource', async () => {
    const line = [
      'tag',
      '--tag',
      'Only=this',
      '--prune-tags',
      '--',
      '/mow/backend/postgres/stage/POSTGRES_DB',
    ];
    const { exitCode, stdout, stderr } = await run(line, apply);
    expect(exitCode).not.toBe(0);
    expect(`${stdout}${stderr}`).toContain('Allow ssm:RemoveTagsFromResource');
  });

  it('list --long: shows the rest, and names ssm:DescribeParameters', async () => {
    const { exitCode, stdout, stderr } = await run(['list', '--long']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(secretName);
    expect(stderr).toContain('ssm:DescribeParameters is denied');
  });

  it('an Advanced SecureString: names kms:GenerateDataKey', async () => {
    const line = ['put-secure', '--name', '/mow/advanced', '--value', 'v', '--key-id', 'alias/myapp/ssm'];
    const { exitCode, stdout, stderr } = await run([...line, '--tier', 'Advanced'], apply);
    expect(exitCode).toBe(5);
    expect(`${stdout}${stderr}`).toContain('kms:GenerateDataKey');
  });
});
