import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CliResult } from '../support/run-cli.ts';
import { type Stage, setStage } from './stage.ts';

interface Started {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const canary = 'canary $x "y"\n';
const at = (path: string) => `/mow/backend/${path}`;
let stage: Stage;
let started: Started[];
beforeEach(async () => {
  started = [];
  stage = await setStage();
  await stage.put(at('postgres/prod/POSTGRES_PASSWORD'), canary, { Type: 'SecureString' });
  await stage.put(at('postgres/prod/DB'), 'ok_db');
  await stage.put(at('django/prod/DEBUG'), 'False');
  await stage.put(at('django/stage/DEBUG'), 'True');
});

const environment = ['--project', 'mow', '--env', 'prod'];
/** `--` comes before the program. */
async function exec(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program: readonly string[] = ['--', process.execPath, '-e', '1'],
): Promise<CliResult> {
  return await stage.run(['exec', ...args, ...program], {
    env,
    execve: (file, given, environment) => {
      started.push({ file, args: given, environment: { ...environment } });
    },
  });
}
/** The variables that come from parameters. */
const own = (names: readonly string[] = ['POSTGRES_PASSWORD', 'DB', 'DEBUG']) =>
  Object.fromEntries(Object.entries(started[0]?.environment ?? {}).filter(([name]) => names.includes(name)));
const all = { POSTGRES_PASSWORD: canary, DB: 'ok_db', DEBUG: 'False' };

describe('what the program is given', () => {
  it('is its own command line, the environment, and every parameter', async () => {
    const { stdout, stderr, exitCode } = await exec(environment, {
      KEPT: '1',
      DRY_RUN: '0',
      SSMKIT_PROJECT: 'x',
    });
    expect([stdout, stderr, exitCode]).toEqual(['', '', 0]);
    expect(started).toHaveLength(1);
    expect(started[0]?.file).toBe(process.execPath);
    expect(started[0]?.args).toEqual([process.execPath, '-e', '1']);
    expect(own()).toEqual(all);
    expect(started[0]?.environment).toMatchObject({ KEPT: '1', DRY_RUN: '0', SSMKIT_PROJECT: 'x' });
  });

  it('--pristine: is the parameters alone', async () => {
    await exec([...environment, '--pristine'], { KEPT: '1' });
    expect(started[0]?.environment).toEqual(all);
  });

  it('wins over what is set, but for --no-overwrite', async () => {
    await exec(environment, { DB: 'mine' });
    expect(own().DB).toBe('ok_db');
    started = [];
    await exec([...environment, '--no-overwrite'], { DB: 'mine', DEBUG: '' });
    expect(own()).toEqual({ ...all, DB: 'mine', DEBUG: '' });
  });

  it.each<[readonly string[], Readonly<Record<string, string>>]>([
    [['--only', 'DB,DEBUG'], { DB: 'ok_db', DEBUG: 'False' }],
    [['--only', 'DB', '--only', 'DEBUG'], { DB: 'ok_db', DEBUG: 'False' }],
    [['--except', 'POSTGRES_PASSWORD'], { DB: 'ok_db', DEBUG: 'False' }],
    [['--service', 'django'], { DEBUG: 'False' }],
  ])('%j', async (more, expected) => {
    await exec([...environment, ...more]);
    expect(own()).toEqual(expected);
  });

  it('--prefix-keys', async () => {
    await exec([...environment, '--prefix-keys', '--pristine']);
    expect(Object.keys(started[0]?.environment ?? {})).toEqual([
      ...['DJANGO_DEBUG', 'POSTGRES_DB', 'POSTGRES_POSTGRES_PASSWORD'],
    ]);
  });

  it('comes from paths in layers, with a warning for each name that is replaced', async () => {
    await stage.put('/shared/database/host', 'one');
    await stage.put('/shared/DEBUG', 'shared');
    const paths = ['--path', '/shared/', '--path', at('django/prod')];
    const { stderr, exitCode } = await exec([...paths, '--pristine']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe(`warning: DEBUG: ${at('django/prod/DEBUG')} replaces /shared/DEBUG.\n`);
    expect(started[0]?.environment).toEqual({ DATABASE_HOST: 'one', DEBUG: 'False' });
    const strict = await exec([...paths, '--strict']);
    expect([strict.exitCode, started.length]).toEqual([1, 1]);
  });

  it('decrypts nothing of another environment', async () => {
    await exec(environment);
    const decrypting = stage.calls.filter(({ body }) => body.WithDecryption === true);
    expect(decrypting.map(({ body }) => body.Path).toSorted()).toEqual([
      at('django/prod'),
      at('postgres/prod'),
    ]);
  });
});

describe('what is started', () => {
  it.each([
    ['with --', ['--']],
    ['without', []],
  ] as const)('is the rest of the command line, %s', async (_name, dashes) => {
    const program = [...dashes, process.execPath, '--debug', '--no-color', '--env', 'x', '--', '--only'];
    expect((await exec([...environment], {}, program)).exitCode).toBe(0);
    expect(started[0]?.args).toEqual(program.slice(dashes.length));
  });

  it('is a shell, for a script that names none', async () => {
    const script = join(stage.cwd, 'script');
    writeFileSync(script, 'echo hi\n');
    chmodSync(script, 0o755);
    await exec(environment, {}, ['--', script, 'a b']);
    expect(started[0]).toMatchObject({ file: '/bin/sh', args: ['/bin/sh', script, 'a b'] });
  });

  it.each([
    ['nonexistent-program', 127],
    ['/nonexistent/program', 127],
    ['/', 126],
    ['/etc/passwd', 126],
  ])('%s is refused before anything is read', async (name, code) => {
    const { stdout, stderr, exitCode } = await exec(environment, {}, ['--', name]);
    expect([stdout, exitCode]).toEqual(['', code]);
    expect(stderr).toContain(name);
    expect(stage.calls).toEqual([]);
  });

  it.each([['--dry-run'], ['DRY_RUN=1']])(
    '%s: nothing; the names are shown and nothing decrypted',
    async (how) => {
      const flags = how.startsWith('--') ? [how] : [];
      const { stdout, stderr, exitCode } = await exec(
        [...environment, ...flags],
        flags.length ? {} : { DRY_RUN: '1' },
      );
      expect([exitCode, started]).toEqual([0, []]);
      expect(stderr).toContain('was not started');
      expect(stdout).toContain(`POSTGRES_PASSWORD  ${at('postgres/prod/POSTGRES_PASSWORD')}  SecureString`);
      expect(stdout).not.toContain('canary');
      expect(stage.calls.some(({ body }) => body.WithDecryption === true)).toBe(false);
      const json = JSON.parse((await exec([...environment, '--dry-run', '--output', 'json'])).stdout);
      expect(json).toMatchObject({ command: 'exec', mode: 'preview', region: 'us-east-1' });
      expect(json.variables.map(({ name }: { name: string }) => name)).toEqual([
        'DB',
        'DEBUG',
        'POSTGRES_PASSWORD',
      ]);
    },
  );
});

describe('refused', () => {
  const nothing = ({ exitCode, stderr }: CliResult) => {
    expect(started).toEqual([]);
    expect(stderr).not.toContain('canary');
    return { exitCode, stderr };
  };

  it.each<[readonly string[], (readonly string[])?]>([
    [[...environment], []],
    [[], ['--', 'node']],
    [[...environment, '--path', '/x']],
    [['--path', '/x', '--service', 'a']],
    [['--path', '/x', '--prefix-keys']],
    [['--path', 'x']],
    [[...environment, '--pristine', '--no-overwrite']],
    [[...environment, '--service', 'a/b']],
  ])('%j %j is a usage error', async (args, program) => {
    expect(nothing(await exec(args, {}, program)).exitCode).toBe(2);
    expect(stage.calls).toEqual([]);
  });

  it('nothing found, unless --allow-empty', async () => {
    const empty = ['--project', 'mow', '--env', 'none'];
    const { exitCode, stderr } = nothing(await exec(empty));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--allow-empty');
    expect((await exec([...empty, '--allow-empty'])).exitCode).toBe(0);
    expect(started).toHaveLength(1);
  });

  it('one name in two services', async () => {
    await stage.put(at('django/prod/DB'), canary);
    const { exitCode, stderr } = nothing(await exec(environment));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/DB is the name of .*--service.*--prefix-keys/);
    expect((await exec([...environment, '--prefix-keys'])).exitCode).toBe(0);
  });

  it('names that steer loaders, unless allowed by name', async () => {
    await stage.put(at('django/prod/NODE_OPTIONS'), canary);
    const { exitCode, stderr } = nothing(await exec(environment));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--allow-name NODE_OPTIONS');
    await exec([...environment, '--allow-name', 'NODE_OPTIONS']);
    expect(own(['NODE_OPTIONS'])).toEqual({ NODE_OPTIONS: canary });
  });

  it('more than the system lets a program have', async () => {
    const { exitCode, stderr } = nothing(await exec(environment, { LARGE: 'x'.repeat(200_000) }));
    expect(exitCode).toBe(126);
    expect(stderr).toContain('LARGE: too large');
  });

  it('a missing permission, by its name', async () => {
    const { KeyMetadata } = await stage.kms.send(new CreateKeyCommand({}));
    await stage.put(at('django/prod/TOKEN'), 'canary', { Type: 'SecureString', KeyId: KeyMetadata?.KeyId });
    stage.store.setFaults({ denied: [{ action: 'kms:Decrypt' }] });
    const { exitCode, stderr } = nothing(await exec(environment));
    expect(exitCode).toBe(5);
    expect(stderr).toContain('kms:Decrypt');
  });
});
