import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PutParameterCommand, SSM } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadParameters } from '../../src/index.ts';
import { startCountingProxy } from '../support/counting-proxy.ts';
import { packedInto } from '../support/packed-library.ts';
import { workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

const region = 'eu-west-2';
const folder = workFolder();
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const client = new SSM({ region, endpoint: moto, credentials });
const environment = {
  AWS_REGION: region,
  AWS_ENDPOINT_URL: moto,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  APP_ENVIRONMENT: 'prod',
};

beforeAll(async () => {
  const put = (Name: string, Value: string, Type: 'String' | 'SecureString') =>
    client.send(new PutParameterCommand({ Name, Value, Type }));
  await put('/mow/backend/django/prod/SECRET_KEY', 'canary', 'SecureString');
  await put('/mow/backend/postgres/prod/POSTGRES_USER', 'mow', 'String');
  await put('/mow/backend/postgres/prod/POSTGRES_DB', 'ok_db', 'String');
  await put('/mow/backend/postgres/prod/POSTGRES_PASSWORD', 'canary', 'SecureString');
  for (let index = 0; index < 1_000; index += 1) await put(`/many/K${index}`, `v${index}`, 'String');
  packedInto(folder, ['app-esm', 'app-cjs']);
});
afterAll(() => {
  client.destroy();
  rmSync(folder, { recursive: true, force: true });
});

it('the CommonJS application starts', async () => {
  const { stdout, stderr } = await runProgram(process.execPath, [join(folder, 'app-cjs/main.js')], {
    env: environment,
  });
  expect([stdout, stderr]).toEqual(['connecting to ok_db as mow, password of 6 characters\n', '']);
});

it('the ESM application starts', async () => {
  const child = spawn(process.execPath, [join(folder, 'app-esm/main.js')], { env: environment });
  const [line] = await once(child.stdout, 'data');
  child.kill();
  expect(String(line)).toMatch(/^listening /);
});

it('1,000 parameters are 100 calls, and one for the token that moto gives with its last page', async () => {
  const proxy = await startCountingProxy(moto);
  const counted = new SSM({ region, endpoint: proxy.url, credentials });
  const parameters = await loadParameters({ path: '/many', client: counted });
  expect([parameters.size, parameters.get('K7')]).toEqual([1_000, 'v7']);
  expect(proxy.operations).toHaveLength(101);
  counted.destroy();
  await proxy.close();
});
