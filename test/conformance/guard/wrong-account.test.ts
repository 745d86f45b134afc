import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountingProxy, startCountingProxy } from '../../support/counting-proxy.ts';
import { runProgram } from '../../support/run-program.ts';
import { type Ssmkit, ssmkitAt } from '../scripts/run-ssmkit.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

const cwd = mkdtempSync(join(tmpdir(), 'ssmkit-guard-'));
/** The counter's name for what has no X-Amz-Target: the query protocol of STS. */
const sts = 'unknown';
let proxy: CountingProxy;
let ssmkit: Ssmkit;
let account: string;

beforeAll(async () => {
  proxy = await startCountingProxy(moto);
  ssmkit = ssmkitAt(proxy.url, cwd);
  writeFileSync(join(cwd, 'env.prod'), '# service=guard\nA=1\n');
  // The independent witness of whose credentials these are.
  const { stdout, stderr } = await runProgram(
    'aws',
    [
      ...['sts', 'get-caller-identity', '--endpoint-url', moto, '--region', 'us-east-1'],
      ...['--query', 'Account', '--output', 'text'],
    ],
    { env: { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' } },
  );
  expect(stderr).toBe('');
  account = stdout.trim();
});
afterAll(() => proxy.close());

const seed = ['seed', '--project', 'guarded', '--env', 'prod', '--env-file', 'env.prod', '--apply'];

async function run(args: readonly string[], own: string | undefined) {
  const prod = own === undefined ? {} : { account: own };
  writeFileSync(join(cwd, 'ssmkit.json'), JSON.stringify({ environments: { prod } }));
  proxy.operations.length = 0;
  return await ssmkit(args);
}

describe('the account guard, by the account that the aws CLI is told of', () => {
  it.each([
    ['seed', seed],
    ['export', ['export', '--project', 'guarded', '--env', 'prod', '-']],
    ['get', ['get', '/guarded/backend/guard/prod/A']],
    ['delete', ['delete', '--name', '/guarded/backend/guard/prod/A', '--apply']],
  ])('refuses a wrong one before the first call to Parameter Store: %s', async (_name, args) => {
    expect(account).toMatch(/^\d{12}$/);
    const wrong = account === '111111111111' ? '222222222222' : '111111111111';
    const { exitCode, stderr } = await run(args, wrong);
    expect(exitCode).toBe(5);
    expect(stderr).toContain(`is in account ${wrong}, the credentials are of ${account}. Nothing was done.`);
    expect(proxy.operations).toEqual([sts]);
  });

  it('lets the right one work, and asks nothing without one', async () => {
    const guarded = await run(seed, account);
    expect([guarded.exitCode, guarded.stderr.includes('error')]).toEqual([0, false]);
    expect(proxy.operations[0]).toBe(sts);
    expect(proxy.operations).toContain('PutParameter');
    expect((await run(seed, undefined)).exitCode).toBe(0);
    expect(proxy.operations).not.toContain(sts);
  });
});
