import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { platform, release } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StubAws, stubAws } from '../aws/stub/stub-aws.ts';
import { startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto } from './program.ts';
import { isRoot, quiet, runIn, type Surroundings, somebodyElse, without } from './surroundings.ts';

const folder = workFolder();
const at = (name: string) => join(folder, name);
const both = ['one', 'two'] as const;
const regions = { one: 'eu-west-1', two: 'eu-west-2' } as const;
let program: Program;
let stub: StubAws;

beforeAll(() => {
  chmodSync(folder, 0o755);
  program = programInto(folder);
  for (const name of both) {
    mkdirSync(at(`${name}/.aws`), { recursive: true });
    const region = regions[name];
    writeFileSync(at(`${name}/ssmkit.json`), JSON.stringify({ project: `project-${name}` }));
    writeFileSync(at(`${name}/.aws/config`), `[default]\nregion = ${region}\n`);
    const keys = `aws_access_key_id = AKID${name.toUpperCase()}\naws_secret_access_key = s\n`;
    writeFileSync(at(`${name}/.aws/credentials`), `[default]\n${keys}`);
  }
  const profiles = both.map((name) => `[profile ${name}]\nregion = ${regions[name]}\n`);
  writeFileSync(at('profiles'), profiles.join(''));
});
beforeEach(async () => {
  stub = await stubAws();
});
afterEach(() => stub.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Environment = Readonly<Record<string, string>>;

const list = ['list', '--raw'];
/** What the one call of a run was like. */
async function called(env: Environment, args = list) {
  const before = stub.seen.length;
  const { stderr, exitCode } = await runIn({ cwd: folder, env }, program, args);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  const [call, ...others] = stub.seen.slice(before);
  expect(others).toEqual([]);
  return {
    region: call?.region,
    key: call?.accessKeyId,
    token: call?.headers['x-amz-security-token'],
    agent: String(call?.headers['user-agent']),
    date: String(call?.headers['x-amz-date']),
    id: String(call?.headers['amz-sdk-invocation-id']),
  };
}
const shown = async (args: readonly string[], env: Environment, cwd = folder) =>
  (await runIn({ cwd, env }, program, args)).stdout;

describe('a call to AWS is of this run:', () => {
  it('its profile', async () => {
    const env = { ...without(bareEnvironment(stub.url), 'AWS_REGION'), AWS_CONFIG_FILE: at('profiles') };
    for (const name of both)
      expect(await called({ ...env, AWS_PROFILE: name })).toMatchObject({ region: regions[name] });
  });

  it('its home, with the files in it', async () => {
    const env = { AWS_ENDPOINT_URL: stub.url, AWS_EC2_METADATA_DISABLED: 'true' };
    for (const name of both) {
      const key = `AKID${name.toUpperCase()}`;
      expect(await called({ ...env, HOME: at(name) })).toMatchObject({ region: regions[name], key });
    }
  });

  it.each<[string, Environment, Environment, object, object]>([
    [
      'Region',
      { AWS_REGION: 'eu-north-1' },
      { AWS_REGION: 'sa-east-1' },
      { region: 'eu-north-1' },
      { region: 'sa-east-1' },
    ],
    [
      'key',
      { AWS_ACCESS_KEY_ID: 'AKIDA' },
      { AWS_ACCESS_KEY_ID: 'AKIDB' },
      { key: 'AKIDA' },
      { key: 'AKIDB' },
    ],
    ['session', { AWS_SESSION_TOKEN: 'a' }, {}, { token: 'a' }, { token: undefined }],
    [
      'application',
      { AWS_SDK_UA_APP_ID: 'one' },
      { AWS_SDK_UA_APP_ID: 'two' },
      { agent: expect.stringContaining(' app/one') },
      { agent: expect.stringContaining(' app/two') },
    ],
  ])('its %s', async (_name, one, two, first, second) => {
    expect(await called({ ...bareEnvironment(stub.url), ...one })).toMatchObject(first);
    expect(await called({ ...bareEnvironment(stub.url), ...two })).toMatchObject(second);
  });

  it('its endpoint', async () => {
    const other = await stubAws();
    try {
      await called(bareEnvironment(stub.url));
      await runIn(quiet(folder, other.url), program, list);
      expect([stub.seen.length, other.seen.length]).toEqual([1, 1]);
    } finally {
      await other.close();
    }
  });

  it('its moment, and its random numbers', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const calls = [await called(bareEnvironment(stub.url)), await called(bareEnvironment(stub.url))];
    for (const { date } of calls) {
      const time = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now());
    }
    const ids = calls.map(({ id }) => id);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(2);
  });

  it('its system', async () => {
    const { agent } = await called(bareEnvironment(stub.url));
    expect(agent).toContain(` os/${platform()}#${release()} `);
  });
});

describe('two runs differ by', () => {
  it('folder, and arguments', async () => {
    for (const name of both)
      expect(await shown(['config'], bareEnvironment(), at(name))).toMatch(
        RegExp(`project +project-${name}\\b`),
      );
    expect(await shown(['config', '--project', 'p3'], bareEnvironment(), at('one'))).toMatch(/project +p3\b/);
  });

  it('colour', async () => {
    const put = ['put', '--name', '/x', '--value', 'y', '--offline'];
    const env = bareEnvironment(stub.url);
    expect(await shown(put, { ...env, FORCE_COLOR: '1' })).toContain('\u001b[');
    expect(await shown(put, { ...env, FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b[');
    expect(await shown(put, env)).not.toContain('\u001b[');
  });

  it('DRY_RUN and SSMKIT_LOCAL', async () => {
    const cwd = mkdtempSync(at('local-'));
    const put = ['put', '--name', '/x', '--value', 'y'];
    const env = { ...bareEnvironment(), SSMKIT_LOCAL: '1' };
    expect(await shown(put, { ...env, DRY_RUN: '1' }, cwd)).toContain('Dry run');
    expect(await shown(put, { ...env, DRY_RUN: '0' }, cwd)).toContain('1 applied');
    expect((await runIn({ cwd, env: bareEnvironment() }, program, ['get', '/x'])).exitCode).not.toBe(0);
  });

  it('standard input', async () => {
    const cwd = mkdtempSync(at('stdin-'));
    const put = ['put', '--name', '/x', '--value-stdin', '--local', '--apply'];
    for (const stdin of ['first', 'second']) {
      await runProgram(program.file, put, { cwd, env: bareEnvironment(), stdin });
      expect(await shown(['get', '/x', '--local'], bareEnvironment(), cwd)).toBe(`${stdin}\n`);
    }
  });

  it('clock, and the key of the store they make', async () => {
    const keys: string[] = [];
    for (const name of both) {
      const before = Date.now();
      const cwd = mkdtempSync(at(`store-${name}-`));
      await shown(['put', '--name', '/x', '--value', 'y', '--local', '--apply'], bareEnvironment(), cwd);
      const listed = await shown(
        ['get', '--path', '/', '--local', '--output', 'json'],
        bareEnvironment(),
        cwd,
      );
      const [time = ''] = listed.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/) ?? [];
      expect(Date.parse(time)).toBeGreaterThan(before - 1_000);
      expect(Date.parse(time)).toBeLessThan(Date.now() + 1_000);
      keys.push(readFileSync(join(cwd, '.ssmkit/key'), 'hex'));
    }
    expect(new Set(keys).size).toBe(2);
  });

  it('process, and the name of the file that they write first', async () => {
    const server = await startEmbeddedServer();
    const own = mkdtempSync(at('export-'));
    const names: string[] = [];
    const watcher = watch(own, (_kind, name) => names.push(name ?? ''));
    const temporaries = () => new Set(names.filter((name) => name.endsWith('.tmp')));
    try {
      await server.ssm.send(
        new PutParameterCommand({ Name: '/mow/backend/a/prod/K', Value: 'v', Type: 'String' }),
      );
      for (const name of both) {
        const before = temporaries().size;
        const args = ['export', '--project', 'mow', '--env', 'prod', join(own, `.env.${name}`)];
        expect((await runIn(quiet(own, server.url), program, args)).exitCode).toBe(0);
        while (temporaries().size === before) await once(watcher, 'change');
      }
    } finally {
      watcher.close();
      await server.close();
    }
    const parts = [...temporaries()].map((name) => /^.*\.ssmkit-(\d+)-([0-9a-f]+)\.tmp$/.exec(name) ?? []);
    expect(parts).toHaveLength(2);
    for (const part of [1, 2]) expect(new Set(parts.map((found) => found[part])).size).toBe(2);
  });

  it('user', async ({ skip }) => {
    skip(!isRoot, 'NOT PASSED: only root can become another user');
    for (const by of [{ uid: 0, gid: 0 }, somebodyElse]) {
      const cwd = mkdtempSync(at('user-'));
      chownSync(cwd, by.uid, by.gid);
      const around: Surroundings = { ...quiet(cwd), ...by };
      await runIn(around, program, [
        'put',
        '--name',
        '/p/backend/a/e/K',
        '--value',
        'v',
        '--local',
        '--apply',
      ]);
      const { exitCode } = await runIn(around, program, [
        'export',
        '--project',
        'p',
        '--env',
        'e',
        '--local',
        'out',
      ]);
      expect(exitCode).toBe(0);
      for (const name of ['out', '.ssmkit', '.ssmkit/store.sqlite', '.ssmkit/key'])
        expect(statSync(join(cwd, name))).toMatchObject(by);
    }
  });
});
