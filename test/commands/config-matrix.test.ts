import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, workFolder } from '../support/run-cli.ts';
import { settingSources } from './setting-sources.ts';

const home = workFolder();
const repository = join(home, 'repository');
const cwd = join(repository, 'deep', 'down');
const configFile = join(home, 'config');
const credentialsFile = join(home, 'credentials');

beforeAll(() => {
  mkdirSync(cwd, { recursive: true });
  mkdirSync(join(repository, '.git'));
  writeFileSync(
    configFile,
    `[default]
region = eu-north-1
[profile ireland]
region = eu-west-1
[profile people]
region = eu-south-1
[profile endpoint]
endpoint_url = http://127.0.0.1:4
`,
  );
  writeFileSync(
    credentialsFile,
    ['ireland', 'people']
      .map((name) => `[${name}]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n`)
      .join(''),
  );
});
afterAll(() => rmSync(home, { recursive: true }));

type Shown = Readonly<Record<string, { readonly value: string | null; readonly from: string }>>;

async function explain(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  file?: object,
): Promise<Shown> {
  const path = join(repository, 'ssmkit.json');
  rmSync(path, { force: true });
  if (file) writeFileSync(path, JSON.stringify(file));
  const result = await cli(['config', '--explain', '--output', 'json', ...args], {
    cwd,
    env: { AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile, ...env },
  });
  expect([result.exitCode, result.stderr.replace(/^SSMKIT_LOCAL is set: .*\n/, '')]).toEqual([0, '']);
  return JSON.parse(result.stdout) as Shown;
}

const rows = Object.entries(settingSources).flatMap(([name, sources]) =>
  sources.map((source, index) => ({ name, source, all: sources.slice(index) })),
);

/** `--local` leaves no way to AWS, and an endpoint beside it is a contradiction. */
const always = ['--env', 'prod', '--region', 'us-east-1'];

describe('flag, variable, file, default', () => {
  it.each(rows)('$name from $source.from: $source.value', async ({ name, source, all }) => {
    const env = Object.assign({}, ...all.map((weaker) => weaker.env).toReversed()) as Record<string, string>;
    const file = Object.assign({}, ...all.map((weaker) => weaker.file).toReversed()) as object;
    const base = name === 'region' ? always.slice(0, 2) : always;
    const environments = { prod: {} };
    const shown = await explain([...base, ...(source.args ?? [])], env, { environments, ...file });
    const value = name === 'tagsDir' && source.file ? join(repository, source.value ?? '') : source.value;
    expect(shown[name]).toEqual({ value, from: source.from });
  });

  it('is asked of every setting there is', async () => {
    const shown = await explain(always, {}, { environments: { prod: {} } });
    expect(Object.keys(shown).toSorted()).toEqual(['config', ...Object.keys(settingSources)].toSorted());
  });

  it.each([
    'SSMKIT_PROJECT',
    'SSMKIT_COMPONENT',
    'SSMKIT_PATH_TEMPLATE',
    'SSMKIT_LOCAL',
    'SSMKIT_LOCAL_DIR',
    'DRY_RUN',
    'AWS_REGION',
    'AWS_PROFILE',
    'AWS_ENDPOINT_URL',
  ])('an empty %s is one that is not set', async (name) => {
    const file = { environments: { prod: {} } };
    expect(await explain(['--env', 'prod'], { [name]: '' }, file)).toEqual(
      await explain(['--env', 'prod'], {}, file),
    );
  });
});

describe('the settings file', () => {
  it('is shown once, with its path', async () => {
    const found = await explain([], {}, { project: 'a' });
    expect(found.config).toEqual({ value: join(repository, 'ssmkit.json'), from: 'found upward' });
    writeFileSync(join(cwd, 'other.json'), '{"project":"z","tagsDir":"../tags"}');
    const given = await explain(['--config', 'other.json'], {}, { project: 'a' });
    expect(given.config).toEqual({ value: join(cwd, 'other.json'), from: '--config' });
    expect(given.project).toEqual({ value: 'z', from: 'other.json' });
    expect((await explain()).config).toEqual({ value: null, from: 'not set' });
  });
});

describe("an environment's profile is passed over", () => {
  const file = { region: 'us-east-1', environments: { prod: { profile: 'people' }, dev: {} } };
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['environment keys', { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, 'environment keys'],
    ['a web identity', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, 'web identity'],
    ['a container', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/' }, 'container'],
    ['a task', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' }, 'container'],
  ])('for %s', async (_what, env, credentials) => {
    const shown = await explain(['--env', 'prod'], env, file);
    expect(shown.profile).toEqual({ value: null, from: 'not set' });
    expect(shown.credentials?.value).toBe(credentials);
  });

  it('where it does not exist', async () => {
    const gone = { ...file, environments: { prod: { profile: 'gone' } } };
    expect((await explain(['--env', 'prod'], {}, gone)).credentials?.value).toBe('instance metadata');
  });

  it('for other environments, and where none is named', async () => {
    expect((await explain(['--env', 'dev'], {}, file)).profile?.value).toBeNull();
    expect((await explain([], {}, file)).profile?.value).toBeNull();
  });

  it('and counts for the Region only below the settings', async () => {
    const { region, ...rest } = file;
    expect((await explain(['--env', 'prod'], {}, file)).region).toEqual({
      value: region,
      from: 'ssmkit.json',
    });
    expect((await explain(['--env', 'prod'], {}, rest)).region).toEqual({
      value: 'eu-south-1',
      from: 'profile "people"',
    });
  });
});

describe('the Region at last', () => {
  it('comes from instance metadata', async () => {
    const server = createServer((request, response) => {
      response.end(request.method === 'PUT' ? 'token' : 'ap-south-1');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const shown = await explain([], {
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    server.closeAllConnections();
    server.close();
    expect(shown.region).toEqual({ value: 'ap-south-1', from: 'instance metadata' });
  });
});
