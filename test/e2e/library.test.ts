import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../library/served.ts';
import { typeProblems } from '../support/built-library.ts';
import { packedInto } from '../support/packed-library.ts';
import { workFolder } from '../support/run-cli.ts';
import { type RunResult, runProgram } from '../support/run-program.ts';

const folder = workFolder();
const app = (name: string) => join(folder, name);
let tarball: string;
let served: Served;

beforeAll(async () => {
  ({ tarball } = packedInto(folder, ['app-esm', 'app-cjs']));
  served = await serve();
  const secure = { Type: 'SecureString' } as const;
  await served.put('/mow/backend/django/prod/SECRET_KEY', 'canary', secure);
  await served.put('/mow/backend/django/prod/DEBUG', 'True');
  await served.put('/mow/backend/postgres/prod/POSTGRES_USER', 'mow');
  await served.put('/mow/backend/postgres/prod/POSTGRES_DB', 'ok_db');
  await served.put('/mow/backend/postgres/prod/POSTGRES_PASSWORD', 'canary', secure);
  await served.put('/mow/backend/postgres/stage/POSTGRES_DB', 'ok_db');
}, 120_000);
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (name: string) => ({
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: served.url,
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  APP_ENVIRONMENT: name,
});
const run = (name: string, at: string): Promise<RunResult> =>
  runProgram(process.execPath, ['main.js'], { cwd: app(name), env: environment(at) });

describe('the packed library', () => {
  it('installs nothing else, and has what package.json promises', () => {
    expect(readdirSync(join(app('app-esm'), 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
      ['ssmkit'],
    );
    const dist = readdirSync(join(app('app-esm'), 'node_modules/ssmkit/dist')).toSorted();
    expect(dist).toEqual(['library.cjs', 'library.d.cts', 'library.d.mts', 'library.mjs']);
    expect(statSync(tarball).size).toBeLessThan(300 * 1024);
  });

  it('holds no program: no commander, no SQLite, no zod', () => {
    const text = readFileSync(join(app('app-esm'), 'node_modules/ssmkit/dist/library.cjs'), 'utf8');
    expect(text).not.toMatch(/commander|sqlite|ZodError|\$ZodType|child_process"\)\.spawn\(/i);
  });

  it.each(['app-esm', 'app-cjs'])('%s has the types it takes', (name) => {
    expect(typeProblems(app(name), ['main.js'])).toBe('');
  });

  it('app-esm starts and answers', async () => {
    const child = spawn(process.execPath, ['main.js'], { cwd: app('app-esm'), env: environment('prod') });
    try {
      const [line] = await once(child.stdout, 'data');
      const { port } = JSON.parse(String(line).replace('listening ', ''));
      const answer = await (await fetch(`http://127.0.0.1:${port}`)).json();
      const parameters = { DEBUG: '[redacted]', SECRET_KEY: '[redacted]' };
      expect(answer).toEqual({ parameters, debug: true, signed: true });
    } finally {
      child.kill();
    }
  });

  it('app-cjs starts and ends by itself', async () => {
    expect(await run('app-cjs', 'prod')).toEqual({
      stdout: 'connecting to ok_db as mow, password of 6 characters\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('both say why they cannot start', async () => {
    const missing = await run('app-cjs', 'stage');
    expect([missing.exitCode, missing.stderr]).toEqual([
      1,
      expect.stringMatching(/^not-found: .*\(key: POSTGRES_USER\)\n$/),
    ]);
    served.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const denied = await run('app-esm', 'prod');
    served.store.setFaults({});
    expect([denied.exitCode, denied.stderr]).toEqual([
      1,
      expect.stringMatching(/^ssm-denied: .*\(missing: ssm:GetParametersByPath\)\n$/),
    ]);
  });

  it('is one library, however it is loaded', async () => {
    const script = `import { createRequire } from 'node:module'; import * as esm from 'ssmkit';
      const cjs = createRequire(import.meta.url)('ssmkit');
      console.log(Object.keys(esm).join(), Object.keys(esm).every((name) => esm[name] === cjs[name]));`;
    const { stdout, stderr } = await runProgram(process.execPath, ['--input-type=module', '-e', script], {
      cwd: app('app-esm'),
    });
    expect([stdout, stderr]).toEqual([
      'AccessDeniedError,ParameterNotFoundError,ParametersError,SchemaError,loadParameters true\n',
      '',
    ]);
  });
});
