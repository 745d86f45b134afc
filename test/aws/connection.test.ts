import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect } from '../../src/aws/client.ts';
import { parseParameterName } from '../../src/core/parameter/name.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { connectFrom, createHome, type Home, readOnce } from './stub/machine.ts';
import { plainRunner } from './stub/plain-runner.ts';
import { answerJson, emptyAnswer, type SeenRequest, type StubAws, stubAws } from './stub/stub-aws.ts';

let home: Home;
let aws: StubAws;
let answer: (request: SeenRequest, response: ServerResponse) => void = emptyAnswer;

beforeAll(async () => {
  home = await createHome();
  aws = await stubAws((request, response) => answer(request, response));
});
afterEach(() => {
  aws.seen.length = 0;
  answer = emptyAnswer;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await aws.close();
  await home.remove();
});

const keys = { AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 's' };
const open = (env: Record<string, string> = {}, options = {}) =>
  connectFrom(home, {
    env: { ...keys, ...env },
    options: { region: 'us-east-1', endpointUrl: aws.url, ...options },
  });
const put = {
  name: parseParameterName('/a'),
  value: new Secret('canary-4711'),
  type: 'String',
  overwrite: false,
} as const;

describe('a request', () => {
  test('says who sends it', async () => {
    await readOnce(await open());
    const [request] = aws.seen;
    expect(request).toMatchObject({ operation: 'GetParameters', service: 'ssm', region: 'us-east-1' });
    expect(request?.headers['user-agent']).toMatch(/^aws-sdk-js\/.* ssmkit\/1\.2\.3$/);
    expect(request?.headers['amz-sdk-request']).toBe('attempt=1; max=1');
  });

  test.each<[string, typeof answer, object]>([
    [
      'throttled',
      (_request, response) =>
        answerJson(response, 400, { __type: 'ThrottlingException' }, { 'retry-after': '2' }),
      { kind: 'throttled', retryAfter: 2000 },
    ],
    [
      'a namespaced code',
      (_request, response) => answerJson(response, 400, { __type: 'com.amazonaws.ssm#TooManyUpdates' }),
      { kind: 'too-many-updates' },
    ],
    [
      'an HTML page of a server',
      (_request, response) => void response.writeHead(502).end('<html>canary-4711'),
      { kind: 'server' },
    ],
    [
      'an HTML page of a proxy',
      (_request, response) => void response.writeHead(403).end('<html>canary-4711'),
      { kind: 'rejected' },
    ],
    [
      'half a page',
      (_request, response) => void response.writeHead(200).end('{"Version":'),
      { kind: 'server' },
    ],
    ['a reset', (_request, response) => response.destroy(), { kind: 'connection' }],
    [
      'a reset within the answer',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
      { kind: 'connection' },
    ],
    [
      'an echo',
      (_request, response) =>
        answerJson(response, 400, {
          __type: 'ValidationException',
          message: "Value 'canary-4711' at 'value' failed",
        }),
      { kind: 'rejected' },
    ],
  ])('is sent once when it meets %s', async (_what, answered, expected) => {
    answer = answered;
    const said = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(process, 'emitWarning')];
    const connection = await open();
    const error = await connection
      .store(plainRunner())
      .put(put)
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    connection.destroy();
    expect(error).toMatchObject(expected);
    expect(String(error)).not.toContain('canary');
    expect(aws.seen).toHaveLength(1);
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });

  test('is stopped by the runner’s signal', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    const connection = await open();
    const runner = {
      run: <T>(_family: string, _rule: string, call: (signal: AbortSignal) => Promise<T>) =>
        call(stop.signal),
    };
    await expect(connection.store(runner).put(put)).rejects.toMatchObject({ kind: 'aborted' });
    connection.destroy();
  });

  test('signed with a wrong clock is repaired', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    answer = (_request, response) =>
      aws.seen.length === 1
        ? answerJson(
            response,
            400,
            { __type: 'InvalidSignatureException', message: 'Signature expired' },
            { date },
          )
        : answerJson(response, 200, { Version: 1 });
    const connection = await open();
    expect(await connection.store(plainRunner()).put(put)).toEqual({ version: 1, tier: undefined });
    connection.destroy();
  });

  test('goes nowhere when nobody listens', async () => {
    const gone = await stubAws();
    await gone.close();
    const connection = await open({}, { endpointUrl: gone.url });
    await expect(readOnce(connection)).rejects.toMatchObject({
      kind: 'connection',
      message: expect.stringContaining(`${gone.url} refused`),
    });
  });
});

describe('the account', () => {
  const identity = (_request: SeenRequest, response: ServerResponse) =>
    void response.end(
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );

  test('is asked of STS when the credentials carry none', async () => {
    answer = identity;
    const connection = await open();
    expect(await connection.account()).toBe('111122223333');
    expect(connection.identity()).toEqual({
      region: 'us-east-1',
      profile: undefined,
      account: '111122223333',
      endpoint: aws.url,
    });
    expect(aws.seen.map((one) => one.operation)).toEqual(['GetCallerIdentity']);
    connection.destroy();
  });

  test('is not asked when they carry one', async () => {
    const connection = await open({ AWS_ACCOUNT_ID: '999988887777' });
    expect(await connection.account()).toBe('999988887777');
    expect(aws.seen).toEqual([]);
    connection.destroy();
  });

  test('shows itself by the first ARN', async () => {
    answer = (_request, response) =>
      answerJson(response, 200, {
        Parameters: [{ Name: '/a', ARN: 'arn:aws:ssm:us-east-1:555566667777:parameter/a' }],
      });
    const connection = await open();
    await readOnce(connection);
    expect(connection.identity().account).toBe('555566667777');
  });

  test('cannot be checked when STS is silent: refused within seconds, naming the endpoint', async () => {
    answer = () => {};
    const connection = await open();
    await expect(connection.account()).rejects.toMatchObject({
      code: 'credentials',
      message: `STS at ${aws.url} did not answer within 2 s, so the account could not be checked.`,
      hint: expect.stringContaining('"account"'),
    });
    expect(aws.seen).toHaveLength(1);
    connection.destroy();
  });

  test('AWS’s own endpoint is named when it is the one', async () => {
    const gone = await stubAws();
    await gone.close();
    const connection = await connectFrom(home, {
      env: { ...keys, HTTPS_PROXY: gone.url },
      options: { region: 'cn-north-1' },
    });
    await expect(connection.account()).rejects.toThrow(
      'STS at https://sts.cn-north-1.amazonaws.com.cn could not be asked',
    );
    connection.destroy();
  });
});

describe('the way out', () => {
  test.each(['HTTP_PROXY', 'http_proxy'])('%s is used, NO_PROXY heeded', async (name) => {
    await readOnce(
      await open({ [name]: aws.url.slice('http://'.length) }, { endpointUrl: 'http://ssm.invalid:1' }),
    );
    expect(aws.seen[0]?.path).toBe('http://ssm.invalid:1/');
    const direct = await open(
      { [name]: aws.url, NO_PROXY: 'ssm.invalid' },
      { endpointUrl: 'http://ssm.invalid:1' },
    );
    await expect(readOnce(direct)).rejects.toMatchObject({ kind: 'connection' });
  });

  test('a Node without proxies says so', async () => {
    const connection = await open({ HTTPS_PROXY: 'http://p:1' }, { nodeVersion: 'v22.13.0' });
    expect(connection.warnings).toEqual([
      'A proxy is set, but Node v22.13.0 cannot use one (24.5 can): connecting without it.',
    ]);
    connection.destroy();
  });

  test('a proxy that is none is a settings error without its password', async () => {
    const attempt = open({ HTTPS_PROXY: 'http://u:hunter2@:x' });
    await expect(attempt).rejects.toMatchObject({
      code: 'settings',
      message: expect.stringContaining('not a proxy'),
    });
    await expect(attempt).rejects.not.toThrow('hunter2');
  });

  test('AWS_CA_BUNDLE that cannot be read is a settings error', async () => {
    await expect(open({ AWS_CA_BUNDLE: '/nowhere.pem' })).rejects.toMatchObject({
      code: 'settings',
      message: 'The certificates "/nowhere.pem" (AWS_CA_BUNDLE) cannot be read: ENOENT.',
    });
  });
});

test('what the SDK would find in process.env by itself is not heeded', async () => {
  const traps = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SSM', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  for (const trap of traps) vi.stubEnv(trap, aws.url);
  for (const trap of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_USE_FIPS_ENDPOINT', 'AWS_MAX_ATTEMPTS']) {
    vi.stubEnv(trap, 'true');
  }
  const gone = await stubAws();
  await gone.close();
  const connection = await open({ HTTPS_PROXY: gone.url }, { endpointUrl: undefined });
  await expect(readOnce(connection)).rejects.toMatchObject({ kind: 'connection' });
  await readOnce(await open());
  expect(aws.seen.map((one) => one.accessKeyId)).toEqual(['ENV']);
});

test('kms is asked at its own endpoint, by its own client', async () => {
  answer = (_request, response) => answerJson(response, 200, { KeyMetadata: { KeyId: '1', Arn: 'arn:k' } });
  const connection = await open({ AWS_ENDPOINT_URL_KMS: aws.url }, { endpointUrl: undefined });
  expect(await connection.keys(plainRunner()).describeKey('alias/k')).toMatchObject({ arn: 'arn:k' });
  expect(aws.seen[0]).toMatchObject({ operation: 'DescribeKey', service: 'kms', accessKeyId: 'ENV' });
  connection.destroy();
});

test('the embedded store needs no credentials, profile or Region', async () => {
  const seen: { readonly headers: Record<string, string> }[] = [];
  const requestHandler = {
    async handle(request: { readonly headers: Record<string, string> }) {
      seen.push(request);
      const { HttpResponse } = await import('@smithy/core/protocols');
      const body = new TextEncoder().encode('{"Parameters":[]}');
      return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) };
    },
  };
  const connection = await connect({
    version: '1',
    nodeVersion: process.version,
    env: { AWS_PROFILE: 'gone', AWS_ACCESS_KEY_ID: 'REAL', HTTPS_PROXY: 'nonsense:x' },
    requestHandler,
    localAccount: '123456789012',
  });
  await readOnce(connection);
  expect(connection.identity()).toEqual({
    region: 'us-east-1',
    profile: undefined,
    account: '123456789012',
    endpoint: undefined,
  });
  expect(await connection.account()).toBe('123456789012');
  expect(seen[0]?.headers.authorization).toContain('Credential=local/');
});
