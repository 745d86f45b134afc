import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { outcome } from '../local/open-store.ts';
import { cli, workFolder } from '../support/run-cli.ts';
import { type ServedCli, startServe } from './local-served.ts';

const running: ServedCli[] = [];
afterEach(async () => {
  for (const served of running.splice(0)) await served.stop();
});

async function serve(...given: Parameters<typeof startServe>): Promise<ServedCli> {
  const served = await startServe(...given);
  running.push(served);
  return served;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

function client(served: ServedCli, region = 'us-east-1'): SSMClient {
  return new SSMClient({ endpoint: served.url, region, credentials, maxAttempts: 1 });
}

const put = (ssm: SSMClient, Name: string, Value = 'v') =>
  outcome(ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' })));

describe('ssmkit local serve', () => {
  test('prints the lines to paste once it listens, and nothing else on stdout', async () => {
    const served = await serve(['--region', 'eu-central-1']);
    expect(served.stdout()).toBe(
      [
        'unset AWS_PROFILE AWS_SESSION_TOKEN',
        `export AWS_ENDPOINT_URL=${served.url}`,
        'export AWS_ACCESS_KEY_ID=local',
        'export AWS_SECRET_ACCESS_KEY=local',
        'export AWS_REGION=eu-central-1',
        'export AWS_DEFAULT_REGION=eu-central-1',
        '',
      ].join('\n'),
    );
    expect(await put(client(served), '/a')).toBe('ok');
  });

  test('JSON: one line with the same, for scripts', async () => {
    const served = await serve(['--output', 'json', '--account', '123456789012']);
    expect(JSON.parse(served.stdout())).toEqual({
      command: 'local serve',
      url: served.url,
      account: '123456789012',
      region: 'us-east-1',
      env: {
        AWS_ENDPOINT_URL: served.url,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    });
  });

  test.each([
    [['--region', 'eu-west-1'], { AWS_REGION: 'us-west-2' }, 'eu-west-1'],
    [[], { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-1' }, 'us-west-2'],
    [[], { AWS_DEFAULT_REGION: 'us-west-1' }, 'us-west-1'],
    [[], { AWS_REGION: '' }, 'us-east-1'],
  ])('Region by flag, environment, default: %j %j', async (args, env, region) => {
    const served = await serve(args, { env });
    expect(served.stdout()).toContain(`export AWS_REGION=${region}\n`);
  });

  test('serves the same store that --local opens, an account at a time', async () => {
    const served = await serve();
    expect(await put(client(served), '/seen/by/local', 'from-the-server')).toBe('ok');
    const args = ['get', '/seen/by/local', '--local', '--local-dir', served.folder];
    expect((await cli(args)).stdout).toBe('from-the-server\n');
    const other = await serve(['--account', '123456789012'], { cwd: served.cwd });
    expect(await outcome(client(other).send(new GetParameterCommand({ Name: '/seen/by/local' })))).toBe(
      'ParameterNotFound',
    );
    const sts = new STSClient({ endpoint: other.url, region: 'us-east-1', credentials });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
  });

  test.each([
    [
      'one account',
      { stage: { account: '111122223333' }, prod: { account: '111122223333' } },
      '111122223333',
    ],
    [
      'two accounts',
      { stage: { account: '111122223333' }, prod: { account: '444455556666' } },
      '000000000000',
    ],
    ['one environment without', { stage: {}, prod: { account: '111122223333' } }, '000000000000'],
  ])('plays the account of the settings: %s', async (_what, environments, account) => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'ssmkit.json'), JSON.stringify({ environments }));
    const served = await serve(['--output', 'json'], { cwd });
    expect(JSON.parse(served.stdout())).toMatchObject({ account });
  });

  test('an access log of one JSON line a request, without names and values', async () => {
    const served = await serve();
    const ssm = client(served);
    await put(ssm, '/name-in-a-request', 'value-in-a-request');
    await put(ssm, '/name-in-a-request', 'value-in-a-request');
    const lines = served.stderr().split('\n').slice(1, -1);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      operation: 'PutParameter',
      status: 200,
      ms: expect.any(Number),
    });
    expect(second).toMatchObject({ status: 400, error: 'ParameterAlreadyExists' });
    expect(lines).toHaveLength(2);
    expect(served.stderr()).not.toMatch(/in-a-request/);
  });

  test('--quiet: nothing on stderr', async () => {
    const served = await serve(['--quiet']);
    await put(client(served), '/a');
    expect(served.stderr()).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s is a normal end: exit 0, and the port is free',
    async (name) => {
      const served = await startServe();
      expect(await served.stop(name)).toBe(0);
      expect(await put(client(served), '/a')).toContain('ECONNREFUSED');
    },
  );

  test('a port in use: exit 1 and what to do; the running server is untouched', async () => {
    const served = await serve();
    const port = new URL(served.url).port;
    const second = await cli(['local', 'serve', '--port', port]);
    expect(second).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        `ssmkit: Listening on 127.0.0.1:${port}: the port is in use.\n` +
        '  Stop what listens there, or choose another port: --port 0 takes a free one.\n',
    });
    expect(await put(client(served), '/a')).toBe('ok');
  });

  test('the environment of a shell where the lines were pasted does not matter', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', SSMKIT_LOCAL: '1' };
    const served = await serve([], { env });
    expect(await put(client(served), '/a')).toBe('ok');
    expect((await cli(['local', 'status'], { cwd: served.cwd, env })).stdout).toContain('1           1');
  });

  test.each([
    [['--port', '65536'], '--port takes a number from 0 to 65535'],
    [['--port', '-1'], '--port takes a number'],
    [['--port', 'http'], '--port takes a number'],
    [['--account', '12345'], '--account takes twelve digits'],
    [['--endpoint-url', 'http://x'], 'takes no --endpoint-url'],
    [['--throttle', 'put'], '--throttle takes family=rate'],
    [['--latency', 'long'], '--latency takes a number'],
    [['--throttle', 'writes=3'], 'plan.throttle has the unknown member "writes"'],
    [['--deny', 'PutParameter'], 'plan.denied[0].action must be an action'],
    [['--error-rate', '2'], 'plan.rules[0].probability must be a number from 0 to 1'],
    [['--fail-first', '0'], 'plan.rules[0].times must be a whole number of at least 1'],
    [['--faults', 'nowhere.json'], 'does not exist'],
  ])('%j: exit 2, nothing is served or made', async (args, told) => {
    const cwd = workFolder();
    const run = await cli(['local', 'serve', '--port', '0', ...args], { cwd });
    expect(run.stderr).toContain(told);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await cli(['local', 'status'], { cwd })).stdout).toContain('There is no embedded store');
  });

  test('a fault file that is no JSON, or no plan: exit 2 with the place, never with what stands there', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'env'), 'PASSWORD=super-secret\n');
    writeFileSync(join(cwd, 'plan.json'), '{"rules":[{"fault":{"kind":"super-secret"}}],"denied":7}');
    const run = (file: string) => cli(['local', 'serve', '--port', '0', '--faults', file], { cwd });
    const first = await run('env');
    expect(first.stderr).toContain('env:1: error: is not JSON from column 1 on');
    const second = await run('plan.json');
    expect(second.stderr).toContain('plan.rules[0].fault.kind must be one of error, reset, latency');
    expect(second.stderr).toContain('plan.denied must be a list');
    expect([first.exitCode, second.exitCode]).toEqual([2, 2]);
    expect(first.stderr + second.stderr).not.toContain('super-secret');
  });

  test('faults from a file and from flags work together', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'plan.json'), '{"denied":[{"action":"ssm:Delete*"}]}');
    const served = await serve(
      ['--faults', 'plan.json', '--too-many-updates', '1', '--deny', 'ssm:GetParameter'],
      {
        cwd,
      },
    );
    const ssm = client(served);
    expect(await put(ssm, '/a')).toBe('TooManyUpdates');
    expect(await put(ssm, '/a')).toBe('ok');
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/a' })))).toMatch(
      /^AccessDeniedException/,
    );
    const plan = await (await fetch(`${served.url}/_ssmkit/faults`)).json();
    expect(plan).toMatchObject({ denied: [{ action: 'ssm:Delete*' }, { action: 'ssm:GetParameter' }] });
  });
});
