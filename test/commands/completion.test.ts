import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../src/terminal/clock.ts';
import { cli, local, workFolder } from '../support/run-cli.ts';
import { accountOfCaller, otherAccount, setGuarded } from './guarded.ts';
import { setStage } from './stage.ts';

/** What is offered to zsh, with descriptions. */
function wordsOf({ stdout, stderr, exitCode }: Awaited<ReturnType<typeof cli>>): readonly string[] {
  expect([stderr, exitCode]).toEqual(['', 0]);
  const [kind, ...lines] = stdout.split('\n').slice(0, -1);
  return kind === 'words' ? lines.map((line) => line.replace(/\t$/, '')) : [`(${kind ?? ''})`];
}

const zsh = (...words: readonly string[]) => ['__complete', 'zsh', 'ssmkit', ...words];

/** A store with some names, and whoever types there, with a home of their own. */
async function typist(settings?: object) {
  const stage = await setStage();
  for (const name of ['/mow/backend/db/prod/PW', '/mow/backend/web/stage/X', '/mow/bare', '/acme/y'])
    await stage.put(name, 'value-of-it');
  if (settings) writeFileSync(join(stage.cwd, 'ssmkit.json'), JSON.stringify(settings));
  stage.forget();
  const offered = async (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    wordsOf(await stage.run(zsh(...words), { env: { HOME: stage.cwd, ...env }, clock: createSystemClock() }));
  return { ...stage, offered };
}

describe('ssmkit completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
    const { stdout, stderr, exitCode } = await cli(['completion', shell]);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).toContain(`ssmkit __complete ${shell} `);
    for (const name of ['ssmkit', 'ssm-put-param.sh', 'tag-ssm-resources-by-id'])
      expect(stdout).toMatch(new RegExp(`[ ]${name}[ ;\\n]`));
    // bash 3.2 knows nothing of these.
    if (shell === 'bash') expect(stdout).not.toMatch(/mapfile|readarray|declare -A|\$\{\w+,,|&>|\[-1\]/);
  });

  it('knows these shells alone', async () => {
    const { exitCode, stderr } = await cli(['completion', 'tcsh']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });

  it('has nothing of the command behind it in its help', async () => {
    for (const args of [['--help'], ['completion', '--help']])
      expect((await cli(args)).stdout).not.toContain('__complete');
  });
});

describe('names of parameters', () => {
  it('come level by level, and nothing is decrypted', async () => {
    const { offered, calls } = await typist();
    expect(await offered(['get', '/m'])).toEqual(['/mow/']);
    expect(await offered(['get', '/mow/'])).toEqual(['/mow/backend/', '/mow/bare']);
    expect(await offered(['get', '/mow/bare', '/mow/backend/db/prod/'])).toEqual(['/mow/backend/db/prod/PW']);
    expect(await offered(['put', '--name=/mow/bac'])).toEqual(['--name=/mow/backend/']);
    expect(await offered(['tag', '--', '/a'])).toEqual(['/acme/']);
    expect(await offered(['list', '--prefix', '/mow/'])).toEqual(['/mow/backend/']);
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['GetParametersByPath']));
    expect(calls.every(({ body }) => body.WithDecryption !== true)).toBe(true);
  });

  it('are not of documents or instances', async () => {
    const { offered, calls } = await typist();
    expect(await offered(['tag', '--resource-type', 'Document', '--', '/'])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('of a store that is not AWS are what AWS allows', async () => {
    const names = [
      '/a/$(touch pwned)',
      '/a/`x`',
      '/a/b c',
      '/a/x:y',
      '/a/\u001b[31m',
      '/a/b\nget\t/evil',
      '/a/good',
    ];
    const Parameters = names.map((Name) => ({ Name, Type: 'String', Value: 'v', Version: 1 }));
    const server = createServer((_request, response) => response.end(JSON.stringify({ Parameters })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { offered } = await typist();
    const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, HOME: '' };
    expect(await offered(['get', '/a/'], env)).toEqual(['/a/good']);
    server.close();
  });

  it('that may not be read are none', async () => {
    const { offered, store } = await typist();
    store.setFaults({ denied: [{ action: 'ssm:*' }] });
    expect(await offered(['get', '/mow/'])).toEqual([]);
  });

  it('begin with what the settings tell, also where nobody may ask', async () => {
    const settings = { project: 'mow', services: ['cache'], environments: { qa: {} } };
    const { offered, calls } = await typist(settings);
    const off = { SSMKIT_COMPLETE_LIVE: '0' };
    expect(await offered(['get', '/'], off)).toEqual(['/mow/']);
    expect(await offered(['get', '/mow/backend/cache/'], off)).toEqual(['/mow/backend/cache/qa/']);
    expect(calls).toEqual([]);
    expect(await offered(['get', '/mow/'])).toEqual(['/mow/backend/', '/mow/bare']);
  });

  it('make no embedded store, and find the one that is there', async () => {
    const cwd = workFolder();
    const args = ['--local', '--local-dir', join(cwd, '.ssmkit'), 'get', '/'];
    expect(wordsOf(await cli(zsh(...args), { cwd }))).toEqual([]);
    expect(existsSync(join(cwd, '.ssmkit'))).toBe(false);
    await local(cwd)(['put', '--name', '/here/x', '--value', 'v', '--apply']);
    expect(wordsOf(await cli(zsh(...args), { cwd, env: { HOME: cwd } }))).toEqual(['/here/']);
    expect(existsSync(join(cwd, '.cache'))).toBe(false);
  });
});

describe('the cache', () => {
  it('answers the deeper levels of what was read, for a minute', async () => {
    const { offered, calls, forget, put } = await typist();
    await offered(['get', '/mow/']);
    expect(calls).not.toEqual([]);
    forget();
    await put('/mow/new');
    forget();
    expect(await offered(['get', '/mow/backend/db/'])).toEqual(['/mow/backend/db/prod/']);
    expect(await offered(['get', '/mow/n'])).toEqual([]);
    expect(calls).toEqual([]);
    await offered(['get', '/acme/']);
    expect(calls).not.toEqual([]);
  });

  it('is for these credentials and this Region', async () => {
    const { offered, calls, forget } = await typist();
    await offered(['get', '/mow/']);
    for (const env of [{ AWS_ACCESS_KEY_ID: 'AKIAOTHER' }, { AWS_REGION: 'eu-west-1' }]) {
      forget();
      await offered(['get', '/mow/'], env);
      expect(calls).not.toEqual([]);
    }
    forget();
    await offered(['get', '--region', 'eu-west-2', '/mow/']);
    expect(calls).not.toEqual([]);
  });

  it('holds names, for oneself alone', async () => {
    const { offered, cwd } = await typist();
    await offered(['get', '/mow/']);
    const folder = join(cwd, '.cache/ssmkit');
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.json'));
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toContain('/mow/backend/db/prod/PW');
    expect(text).not.toContain('value-of-it');
    expect(text).not.toMatch(/AKID|example/);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it.each([
    { SSMKIT_COMPLETE_CACHE: '0' },
    { HOME: '' },
    { HOME: join(tmpdir(), 'no/such/home') },
    { XDG_CACHE_HOME: 'relative' },
  ])('is not kept with %j', async (env) => {
    const { offered, cwd } = await typist();
    expect(await offered(['get', '/mow/'], env)).not.toEqual([]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('of somebody who let others write in it is not believed', async () => {
    const { offered, cwd } = await typist();
    mkdirSync(join(cwd, '.cache'), { mode: 0o700 });
    mkdirSync(join(cwd, '.cache/ssmkit'), { mode: 0o777 });
    expect(await offered(['get', '/mow/'])).toEqual(['/mow/backend/', '/mow/bare']);
    expect(readdirSync(join(cwd, '.cache/ssmkit'))).toEqual([]);
  });
});

describe('other values', () => {
  it('environments, of the settings or else of the names', async () => {
    const environments = { prod: { account: accountOfCaller, protected: true }, stage: {} };
    const { offered, calls } = await typist({ project: 'mow', environments });
    expect(await offered(['seed', '--env', ''])).toEqual([
      `prod\taccount ${accountOfCaller}, protected`,
      'stage',
    ]);
    expect(calls).toEqual([]);
    const bare = await typist({ project: 'mow' });
    expect(await bare.offered(['export', '--environment', ''])).toEqual(['prod', 'stage']);
  });

  it('services, projects and components', async () => {
    const { offered } = await typist({ project: 'mow' });
    expect(await offered(['export', '--service', ''])).toEqual(['db', 'web']);
    expect(await offered(['export', '--component', ''])).toEqual(['backend']);
    expect(await offered(['list', '--project', ''])).toEqual(['mow']);
    const told = await typist({ project: 'mow', services: ['a', 'b'] });
    expect(await told.offered(['export', '--service', 'b'])).toEqual(['b']);
    expect(told.calls).toEqual([]);
  });

  it('profiles and their Regions', async () => {
    const { offered, cwd, calls } = await typist({ region: 'us-east-2' });
    const [config, credentials] = [join(cwd, 'config'), join(cwd, 'credentials')];
    writeFileSync(
      config,
      '[default]\nregion=eu-west-1\n[profile acme]\nregion=eu-west-3\n[sso-session s]\nsso_region=x\n',
    );
    writeFileSync(credentials, '[$(touch pwned)]\naws_access_key_id=A\n');
    const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
    expect(await offered(['list', '--profile', ''], env)).toEqual([
      ...['default\teu-west-1', 'acme\teu-west-3', '$(touch pwned)'],
    ]);
    expect(await offered(['list', '--region', ''], env)).toEqual(['us-east-2', 'eu-west-1', 'eu-west-3']);
    expect(calls).toEqual([]);
  });

  it('the names of the old scripts stand for their commands', async () => {
    const line = './aws/scripts/ssm-put-param.sh --na';
    const { stdout } = await cli(['__complete', 'bash', line, '--na']);
    expect(stdout).toBe('words\n--name \n');
  });
});

describe('whoever types is not disturbed', () => {
  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['no line', ['bash']],
    ['another shell', ['tcsh', 'ssmkit', '']],
    ['a flag that is none', ['zsh', 'ssmkit', 'get', '--nope', 'x', '']],
  ])('by %s', async (_what, args) => {
    const { stderr, exitCode } = await cli(['__complete', ...args]);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('by broken settings, whose guard may be what is broken', async () => {
    const { offered, cwd, calls } = await typist();
    writeFileSync(join(cwd, 'ssmkit.json'), '{"environments":{"$(touch pwned)":{}}}');
    expect(await offered(['seed', '--env', ''])).toEqual([]);
    expect(await offered(['get', '/'])).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('by SSMKIT_LOCAL, which every other run mentions', async () => {
    expect(wordsOf(await cli(zsh('get', '/'), { env: { SSMKIT_LOCAL: '1' } }))).toEqual([]);
  });

  it('by a program for credentials, which may ask', async () => {
    const { offered, cwd, calls } = await typist();
    const config = join(cwd, 'config');
    writeFileSync(config, `[profile p]\nregion=us-east-1\ncredential_process=touch ${cwd}/started\n`);
    const env = { AWS_CONFIG_FILE: config, HOME: '' };
    expect(await offered(['--profile', 'p', 'get', '/'], env)).toEqual([]);
    expect(existsSync(join(cwd, 'started'))).toBe(false);
    expect(calls).toEqual([]);
  });

  it('and the account is guarded', async () => {
    const guarded = await setGuarded();
    guarded.settings({ prod: { account: otherAccount } });
    const env = { HOME: guarded.cwd };
    expect(wordsOf(await guarded.run(zsh('get', '/prod/'), { env }))).toEqual([]);
    expect(guarded.operations).toEqual(['GetCallerIdentity']);
    expect(existsSync(join(guarded.cwd, '.cache'))).toBe(false);
  });
});
