import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram } from './program.ts';

const folder = workFolder();
const target = join(folder, 'app/.env');
const environments = ['stage', 'prod'] as const;
type EnvironmentName = (typeof environments)[number];
let program: Program;
let server: EmbeddedServer;

beforeAll(async () => {
  program = programInto(folder);
  mkdirSync(join(folder, 'app'));
  server = await startEmbeddedServer();
  for (const environment of environments) {
    for (let index = 0; index < 120; index += 1) {
      const Name = `/mow/backend/app/${environment}/KEY_${index}`;
      const Value = `${environment}-${index}-`.padEnd(4000, environment);
      await server.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
    }
  }
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const exporting = (environment: EnvironmentName) =>
  startProgram(
    program,
    ['export', '--project', 'mow', '--env', environment, '--no-timestamp', '--quiet', target],
    { cwd: folder, env: bareEnvironment(server.url) },
  );

const other = (environment: EnvironmentName): EnvironmentName => (environment === 'stage' ? 'prod' : 'stage');

it('leaves the old file or the new one, whole, whenever it is killed', { timeout: 240_000 }, async () => {
  const whole = new Map<string, EnvironmentName>();
  let slowest = 0;
  for (const environment of environments) {
    const begun = performance.now();
    expect((await exporting(environment).ended).exitCode).toBe(0);
    slowest = Math.max(slowest, performance.now() - begun);
    whole.set(readFileSync(target, 'utf8'), environment);
  }
  expect([...whole.values()]).toEqual(environments);
  const inFile = (): EnvironmentName => {
    const found = whole.get(readFileSync(target, 'utf8'));
    if (!found) throw new Error('the file is neither the old one nor the new one');
    return found;
  };
  const temporaries = () => readdirSync(join(folder, 'app')).filter((name) => name !== '.env');

  const count = { killed: 0, done: 0, left: 0 };
  const killAt = async (moment: () => Promise<unknown>) => {
    const old = inFile();
    const held = openSync(target, 'r');
    const { child, ended } = exporting(other(old));
    await Promise.race([moment(), once(child, 'exit')]);
    child.kill('SIGKILL');
    const { exitCode, signal } = await ended;
    if (signal === 'SIGKILL') count.killed += 1;
    else expect(exitCode).toBe(0);
    const now = inFile();
    // Who opened the old file before still reads it whole, so nothing was ever written into it.
    expect(whole.get(readFileSync(held, 'utf8'))).toBe(old);
    closeSync(held);
    if (exitCode === 0) expect(now).toBe(other(old));
    if (now !== old) count.done += 1;
    count.left += temporaries().length;
  };
  for (let turn = 0; turn < 40; turn += 1) await killAt(() => wait(Math.random() * slowest * 1.1));
  // Such moments seldom hit the short time in which the file is written, so that is aimed at as well.
  const written = async () => {
    const watcher = watch(join(folder, 'app'));
    try {
      await once(watcher, 'change');
    } finally {
      watcher.close();
    }
  };
  for (let turn = 0; turn < 60 && (turn < 10 || count.left === 0); turn += 1) await killAt(written);
  expect(count.killed).toBeGreaterThan(0);
  expect(count.done).toBeGreaterThan(0);
  expect(count.left).toBeGreaterThan(0);

  expect((await exporting(other(inFile())).ended).exitCode).toBe(0);
  inFile();
  expect(temporaries()).toEqual([]);
});
