import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGithubEnv } from '../../src/render/dialect/github-lines.ts';
import { answerRole, type StubAws, stubAws } from '../aws/stub/stub-aws.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { repository } from '../support/run-cli.ts';
import { start } from './bundled.ts';
import { installAs, programInto, toolsInto } from './program.ts';

const recipe = join(repository, 'examples/github-actions/seed.yml');
const secret = 'hush-77aa01';
const envFile = `# service=postgres\nPOSTGRES_DB=mow\n# secret=true\nPOSTGRES_PASSWORD=${secret}`;
const folder = mkdtempSync(join(tmpdir(), 'ssmkit-actions-'));
const tools = toolsInto(folder, ['bash', 'curl', 'jq']);
const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;

let server: EmbeddedServer;
let sts: StubAws;
const oidc = createServer((request, response) => {
  const asked = new URL(request.url ?? '', 'http://x').searchParams.get('audience');
  const allowed = request.headers.authorization === 'bearer request-token' && asked === 'sts.amazonaws.com';
  response.statusCode = allowed ? 200 : 403;
  response.end(JSON.stringify({ value: 'the-oidc-token' }));
});

beforeAll(async () => {
  server = await startEmbeddedServer();
  sts = await stubAws((_request, response) =>
    answerRole(response, 'AssumeRoleWithWebIdentity', 'FROMOIDC', '123456789012'),
  );
  await new Promise<void>((resolve) => oidc.listen(0, '127.0.0.1', resolve));
  mkdirSync(join(folder, 'bin'));
  installAs(join(folder, 'bin/ssmkit'), programInto(folder));
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\n', { mode: 0o755 });
});
afterAll(async () => {
  await server.close();
  await sts.close();
  oidc.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The script of each step by its name: a block of `run: |`, or one line. */
function scripts(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const steps = readFileSync(recipe, 'utf8')
    .split(/^ {6}- /m)
    .slice(1);
  for (const step of steps) {
    const name = /^name: (.*)$/m.exec(step)?.[1];
    const run = /^ {8}run: (?:\|\n((?: {10}.*\n?|\n)*)|(.*)$)/m.exec(step);
    if (name && run) found.set(name, (run[1] ?? run[2] ?? '').replaceAll(/^ {10}/gm, ''));
  }
  return found;
}

let runs = 0;
/** Runs a step as the runner does: bash -eo pipefail, and what earlier steps put into GITHUB_ENV. */
async function step(name: string, earlier: Readonly<Record<string, string>> = {}) {
  runs += 1;
  const at = (file: string) => join(folder, `${file}-${runs}`);
  for (const file of ['summary', 'env']) writeFileSync(at(file), '');
  writeFileSync(at('script'), scripts().get(name) ?? 'exit 99');
  const env = {
    PATH: `${join(folder, 'bin')}:${tools}`,
    HOME: folder,
    ENV_FILE: envFile,
    RUNNER_TEMP: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: at('summary'),
    GITHUB_ENV: at('env'),
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(oidc.address() as AddressInfo).port}/?x=1`,
    AWS_REGION: 'us-east-1',
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/parameters-prod',
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...earlier,
  };
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', at('script')];
  const result = await start(join(tools, 'bash'), args, { cwd: repository, env }).ended;
  return { ...result, summary: readFileSync(at('summary'), 'utf8'), env: readFileSync(at('env'), 'utf8') };
}

it('has a script for every step that is one, and each is bash', () => {
  expect([...scripts().keys()]).toEqual([
    'Install',
    'Get a token for AWS',
    'Preview',
    'Apply',
    'Fail on drift',
  ]);
  for (const [name, text] of scripts()) {
    expect(spawnSync('bash', ['-n'], { input: text }).status, name).toBe(0);
  }
});

it('is YAML of the shape that GitHub takes, with the same scripts', ({ skip }) => {
  const code = 'import json, sys, yaml; json.dump(yaml.load(sys.stdin, yaml.BaseLoader), sys.stdout)';
  const python = spawnSync('python3', ['-c', code], {
    input: readFileSync(recipe, 'utf8'),
    encoding: 'utf8',
  });
  skip(python.status !== 0, 'NOT PASSED: python3 with yaml is not here');
  const workflow = JSON.parse(python.stdout);
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push', 'schedule']);
  expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(workflow.env.AWS_ROLE_ARN).toContain(`'push' && 'write' || 'read'`);
  expect(workflow.defaults.run.shell).toBe('bash');
  const steps: { name?: string; run?: string; if?: string }[] = workflow.jobs.seed.steps;
  const named = steps.filter(({ run }) => run !== undefined);
  expect(named.map(({ name, run }) => [name, run?.trim()])).toEqual(
    [...scripts()].map(([name, run]) => [name, run.trim()]),
  );
  expect(named.slice(2).map((one) => one.if)).toEqual(
    ['pull_request', 'push', 'schedule'].map((event) => `github.event_name == '${event}'`),
  );
});

it('previews, applies, finds no drift, and fails on drift', async ({ skip }) => {
  skip(!isThere('curl') || !isThere('jq'), 'NOT PASSED: curl or jq is not here');
  expect((await step('Install')).exitCode).toBe(0);
  const token = await step('Get a token for AWS');
  expect(token).toMatchObject({ exitCode: 0, stdout: '' });
  const env = Object.fromEntries(readGithubEnv(token.env, false) ?? []);
  const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '';
  expect(readFileSync(file, 'utf8')).toBe('the-oidc-token\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const Name = '/mow/backend/postgres/prod/POSTGRES_PASSWORD';
  const live = async () =>
    (await server.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  const preview = await step('Preview', env);
  expect(preview.exitCode).toBe(0);
  expect(preview.summary).toMatch(/^### seed/m);
  expect(preview.summary).toContain(Name);
  await expect(live()).rejects.toMatchObject({ name: 'ParameterNotFound' });
  expect(sts.seen[0]).toMatchObject({ operation: 'AssumeRoleWithWebIdentity' });
  expect(new URLSearchParams(sts.seen[0]?.body).get('WebIdentityToken')).toBe('the-oidc-token');

  const apply = await step('Apply', env);
  expect(apply.exitCode).toBe(0);
  expect(await live()).toBe(secret);
  const calm = await step('Fail on drift', env);
  expect(calm.exitCode).toBe(0);
  await server.ssm.send(
    new PutParameterCommand({ Name, Value: 'by hand', Type: 'SecureString', Overwrite: true }),
  );
  const drift = await step('Fail on drift', env);
  expect(drift.exitCode).toBe(3);
  expect(drift.summary).toContain(Name);
  for (const { stdout, stderr, summary } of [preview, apply, calm, drift]) {
    expect(stdout + stderr + summary).not.toContain(secret);
  }
});
