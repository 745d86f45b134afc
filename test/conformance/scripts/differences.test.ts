import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../../support/counting-proxy.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../support/embedded-server.ts';
import { repository, workFolder } from '../../support/run-cli.ts';
import { type Ssmkit, ssmkitAt } from './run-ssmkit.ts';

const page = readFileSync(join(repository, 'docs/migration.md'), 'utf8').replace(/\n {2}/g, ' ');
const folder = workFolder();
const apply = { DRY_RUN: '0' };
let server: EmbeddedServer;
let proxy: CountingProxy;
let ssmkit: Ssmkit;

beforeAll(async () => {
  server = await startEmbeddedServer();
  proxy = await startCountingProxy(server.url);
  ssmkit = ssmkitAt(proxy.url, folder);
  for (const [Name, Value, Type] of [
    ['/mow/backend/app/live/TOKEN', "it's $HOME", 'SecureString'],
    ['/mow/backend/app/live/LIST', 'a,b', 'StringList'],
    ['/mow/backend/app/loader/LD_PRELOAD', 'x', 'String'],
  ] as const) {
    await server.ssm.send(new PutParameterCommand({ Name, Value, Type }));
  }
});
afterAll(async () => {
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  proxy.operations.length = 0;
});

const seed = ['seed', '--project', 'mow', '--environment', 'seeded', '--env-file', 'env'];
const exporting = (environment: string) => ['export', '--project', 'mow', '--env', environment];

describe('an env file that is refused before anything is sent', () => {
  it.each([
    ['a key before any section', 'A=1\n', 'service'],
    ['a duplicate in a section', '# service=app\nA=1\nA=2\n', 'A'],
    ['an empty value', '# service=app\nA=\n', '--skip-empty'],
    ['an unclosed quote', '# service=app\nA="b\n', 'quote'],
    ['(`# secrte=true`)', '# service=app\n# secrte=true\nA=1\n', 'secret'],
    ['"quote it"', '# service=app\nA=b#c\n', 'uote it'],
    ['before a new section', '# service=app\nA=1\n# secret=true\n# service=web\nB=1\n', 'secret'],
    ['or at the end of the file', '# service=app\nA=1\n# secret=true\n', 'secret'],
  ])('%s', async (claim, text, words) => {
    expect(page).toContain(claim);
    writeFileSync(join(folder, 'env'), text);
    const { exitCode, stderr } = await ssmkit(seed, apply);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^env:\d+: /m);
    expect(stderr).toContain(words);
    expect(proxy.operations).toEqual([]);
  });

  it('a missing --extra-tag-file', async () => {
    expect(page).toContain('A missing `--extra-tag-file` is an error');
    writeFileSync(join(folder, 'env'), '# service=app\nA=1\n');
    const { exitCode, stderr } = await ssmkit([...seed, '--extra-tag-file', 'nowhere.json'], apply);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('nowhere.json');
    expect(proxy.operations).toEqual([]);
  });
});

it('values are read as dotenv reads them', async () => {
  expect(page).toContain('quotes are taken off, a quoted value may have several lines, `export ` is allowed');
  writeFileSync(join(folder, 'env'), '# service=dotenv\nexport A="b c"\nB="1\n2"\nC=c #d\n');
  expect((await ssmkit(seed, apply)).exitCode).toBe(0);
  const value = async (key: string) =>
    (await ssmkit(['get', '-n', `/mow/backend/dotenv/seeded/${key}`])).stdout;
  expect([await value('A'), await value('B'), await value('C')]).toEqual(['b c', '1\n2', 'c']);
});

it('put keeps an existing StringList a StringList', async () => {
  expect(page).toContain('`put` keeps an existing StringList a StringList');
  expect(
    (await ssmkit(['put', '--name', '/mow/backend/app/live/LIST', '--value', 'a,b,c'], apply)).exitCode,
  ).toBe(0);
  const { stdout } = await ssmkit(['list', '--type', 'StringList', '--raw']);
  expect(stdout).toBe('/mow/backend/app/live/LIST\n');
});

it.each(['https://example.com/x', 'file://env'])('%s is text', async (text) => {
  expect(page).toContain('`https://…` and `file://…` are text');
  await ssmkit(['put', '--name', '/mow/text', '--value', text], apply);
  expect((await ssmkit(['get', '/mow/text'])).stdout).toBe(`${text}\n`);
});

describe('export', () => {
  it('with DRY_RUN=1 shows the names and writes no file', async () => {
    expect(page).toContain('shows the names and writes no file');
    const { exitCode, stdout } = await ssmkit([...exporting('live'), 'preview.env'], { DRY_RUN: '1' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('TOKEN');
    expect(existsSync(join(folder, 'preview.env'))).toBe(false);
  });

  it('does not follow a symbolic link', async () => {
    expect(page).toContain('A symbolic link is not followed without `--follow`');
    mkdirSync(join(folder, 'linked'), { recursive: true });
    writeFileSync(join(folder, 'linked/target'), 'old');
    symlinkSync('target', join(folder, 'linked/.env'));
    const { exitCode } = await ssmkit([...exporting('live'), 'linked/.env']);
    expect(exitCode).toBe(1);
    expect(readFileSync(join(folder, 'linked/target'), 'utf8')).toBe('old');
    expect((await ssmkit([...exporting('live'), 'linked/.env', '--follow'])).exitCode).toBe(0);
    expect(lstatSync(join(folder, 'linked/.env')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'linked/target'), 'utf8')).toContain('TOKEN=');
  });

  it.each([
    ['Nothing found is an error (`--allow-empty`)', 'nowhere', ['--allow-empty']],
    [
      'so are names such as `PATH` or `LD_PRELOAD` (`--allow-name`)',
      'loader',
      ['--allow-name', 'LD_PRELOAD'],
    ],
  ])('%s', async (claim, environment, allow) => {
    expect(page).toContain(claim);
    const refused = await ssmkit([...exporting(environment), 'refused.env']);
    expect(refused.exitCode).toBe(1);
    expect(existsSync(join(folder, 'refused.env'))).toBe(false);
    expect((await ssmkit([...exporting(environment), 'allowed.env', ...allow])).exitCode).toBe(0);
  });

  it('without decryption cannot be seeded', async () => {
    expect(page).toContain('A file of `--no-decrypt` says so in its header and cannot be seeded');
    expect((await ssmkit([...exporting('live'), '--no-decrypt', 'env'])).exitCode).toBe(0);
    proxy.operations.length = 0;
    expect((await ssmkit(seed, apply)).exitCode).toBe(2);
    expect(proxy.operations).toEqual([]);
  });
});

it.each([
  ['delete', ['delete', '--name', '/mow/absent']],
  ['tag', ['tag', '--tag', 'a=b', '--', '/mow/absent']],
])('%s of a name that does not exist is refused', async (_command, args) => {
  expect(page).toContain('Deleting or tagging a name that does not exist is refused, exit 1');
  const { exitCode, stdout } = await ssmkit(args, apply);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('does not exist');
  expect(mutatingOf(proxy.operations)).toEqual([]);
});
