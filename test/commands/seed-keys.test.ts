import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const named = '/{environment}/{service}/{key}';
const free = '/{project}/{component}/{service}/{environment}/{key}';
const under = { [named]: '/dev/api/', [free]: '/acme/backend/api/dev/' } as const;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

const settings = (content: object) =>
  writeFileSync(join(stage.cwd, 'ssmkit.json'), JSON.stringify({ project: 'acme', ...content }));

async function seed(text: string, ...more: string[]) {
  writeFileSync(join(stage.cwd, 'f.env'), `# service=api\n${text}`);
  stage.forget();
  return await stage.run(['seed', '--env', 'dev', '--env-file', 'f.env', '--quiet', ...more]);
}

async function steps(text: string, ...more: string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await seed(text, '--output', 'json', ...more);
  expect(stderr).toBe('');
  const plan = JSON.parse(stdout) as { steps: { name: string; kind: string; status?: string }[] };
  return plan.steps.map(({ name, kind, status }) => `${status ?? kind} ${name}`);
}

describe.each([named, free] as const)('%s', (pathTemplate) => {
  const path = under[pathTemplate];
  beforeEach(() => settings({ pathTemplate }));

  it('refuses an env name that stands for several live keys, and names them', async () => {
    await stage.put(`${path}db/host`);
    await stage.put(`${path}db-host`);
    const { exitCode, stderr } = await seed('DB_HOST=x\n', '--apply');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('f.env:2: error: DB_HOST: stands for several live parameters: db');
    expect(stderr).toMatch(/Write "# key=db[-/]host", or another of them, above it\./);
    expect(stage.writes()).toEqual([]);
    expect(await steps('# key=db-host\nDB_HOST=v\n')).toEqual([`keep ${path}db-host`]);
  });

  it('counts a key that is the env name itself among them', async () => {
    await stage.put(`${path}DB_HOST`);
    expect(await steps('DB_HOST=v\n')).toEqual([`keep ${path}DB_HOST`]);
    await stage.put(`${path}db.host`);
    expect((await seed('DB_HOST=v\n')).stderr).toMatch(/several live parameters: .*DB_HOST/);
  });

  it('knows a live key that is no env name by itself', async () => {
    await stage.put(`${path}db.host`);
    expect(await steps('db.host=v\n')).toEqual([`keep ${path}db.host`]);
  });

  it('does not take a live key of other letters for the env name', async () => {
    await stage.put(`${path}debug`);
    if (pathTemplate === named) expect((await seed('DEBUG=v\n')).stderr).toContain('DEBUG: is new');
    else expect(await steps('DEBUG=v\n')).toEqual([`create ${path}DEBUG`]);
    expect(await steps('debug=v\n')).toEqual([`keep ${path}debug`]);
  });

  it('refuses two names that become one', async () => {
    await stage.put(`${path}db/host`);
    const { exitCode, stderr } = await seed('DB_HOST=x\n# key=db/host\nOTHER=y\n', '--apply');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`f.env:4: error: OTHER: becomes "${path}db/host", as line 2 already does`);
    expect(stage.writes()).toEqual([]);
  });

  it('updates what is live under its key, in place', async () => {
    await stage.put(`${path}db/host`);
    expect(await steps('DB_HOST=new\n', '--apply')).toEqual([`applied ${path}db/host`]);
    expect(await stage.live()).toMatchObject({ [`${path}db/host`]: { value: 'new', version: 2 } });
  });

  it('looks once a section, without decryption', async () => {
    await stage.put(`${path}db/host`);
    await stage.put(`${path}db/port`);
    await steps('DB_HOST=v\nDB_PORT=v\n');
    const looks = stage.calls.filter(({ operation }) => operation === 'GetParametersByPath');
    expect(looks.map(({ body }) => [body.Path, body.WithDecryption ?? false])).toEqual([
      [path.slice(0, -1), false],
    ]);
  });

  it('looks nowhere where every key is named', async () => {
    await steps('# key=db/host\nDB_HOST=v\n');
    expect(stage.calls.map(({ operation }) => operation)).not.toContain('GetParametersByPath');
  });
});

describe('names that nothing names, under the named convention', () => {
  beforeEach(() => settings({ pathTemplate: named }));

  it.each([
    ['DATABASE_CONNECTION_STRING', 'database/connection_string'],
    ['PORT', 'port'],
    ['_PORT', '_port'],
    ['PORT_', 'port_'],
    ['A__B', 'a__b'],
    ['_A_B', '_a/b'],
    ['db.host', 'db.host'],
  ])('%s: the line to add is legal', async (name, key) => {
    const { exitCode, stderr } = await seed(`${name}=v\n`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${name}: is new, and its parameter key is not named`);
    expect(stderr).toContain(`Write "# key=${key}" (or the key you mean) above it`);
    expect(await steps(`# key=${key}\n${name}=v\n`)).toEqual([`create /dev/api/${key}`]);
  });

  it('are told all at once', async () => {
    const { stderr } = await seed('A=1\n# key=b\nB=2\nC=3\n');
    expect([...stderr.matchAll(/f\.env:(\d+): error: (\w+): is new/g)].map(([, ...at]) => at)).toEqual([
      ['2', 'A'],
      ['5', 'C'],
    ]);
  });

  it('are an error with --offline, which shows no names that are not sure', async () => {
    await stage.put('/dev/api/db/host');
    const { exitCode, stdout, stderr } = await seed('DB_HOST=v\n', '--offline');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      'DB_HOST: has no named parameter key, and the live ones were not read (--offline)',
    );
    expect(stage.calls).toEqual([]);
    const sure = await seed('# key=db/host\nDB_HOST=v\n', '--offline');
    expect(sure.exitCode).toBe(0);
    expect(sure.stdout).toContain('/dev/api/db/host');
  });

  it('are an error where the look-up is denied, which says so', async () => {
    await stage.put('/dev/api/db/host');
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const { exitCode, stderr } = await seed('DB_HOST=v\n', '--apply');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('DB_HOST: has no named parameter key, and the live ones may not be read');
    expect(stage.writes()).toEqual([]);
  });

  it('answer 5 where nothing can be read at all, with the reason', async () => {
    stage.store.setFaults({
      rules: [{ fault: { kind: 'error', code: 'UnrecognizedClientException', message: 'bad token' } }],
    });
    const { exitCode, stdout, stderr } = await seed('DB_HOST=v\nB=1\nC=1\nD=1\nE=1\n');
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toContain('The parameter keys of DB_HOST, B, C and 2 more cannot be told.');
    expect(stderr).toContain('"# key="');
  });
});

describe('names that nothing names, where new keys are free', () => {
  beforeEach(() => settings({ pathTemplate: free }));

  it('are keys where the look-up is denied, with a note', async () => {
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const { stdout, exitCode } = await seed('DB_HOST=v\n');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('/acme/backend/api/dev/DB_HOST');
    expect(stdout).toContain('could not be looked up: ssm:GetParametersByPath is denied');
  });

  it('are looked up only where a mapped key could be meant', async () => {
    await steps('DEBUG=1\nhost=2\n');
    expect(stage.calls.map(({ operation }) => operation)).not.toContain('GetParametersByPath');
  });
});

describe('--explain', () => {
  it('shows the tags of the parameter that is meant', async () => {
    settings({ pathTemplate: named });
    await stage.put('/dev/api/db/host');
    const { stderr } = await seed('DB_HOST=v\n', '--explain', '--tag', 'a=b');
    expect(stderr).toContain('/dev/api/db/host\n');
    expect(stderr).not.toContain('DB_HOST');
  });
});
