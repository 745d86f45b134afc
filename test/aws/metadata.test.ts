import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createInstanceMetadata } from '../../src/aws/instance-metadata.ts';
import { connectFrom, createHome, type Home, readOnce } from './stub/machine.ts';
import { answerJson, emptyAnswer, type SeenRequest, type StubAws, stubAws } from './stub/stub-aws.ts';

let home: Home;
let machine: StubAws;
let role = 'app-role';
let silent = 0;

const credentials = {
  AccessKeyId: 'INSTANCE',
  SecretAccessKey: 's',
  Token: 't',
  Expiration: '2099-01-01T00:00:00Z',
};
const pages: Record<string, () => string | undefined> = {
  '/latest/meta-data/placement/region': () => 'ap-south-1',
  '/latest/meta-data/iam/security-credentials/': () => role || undefined,
  '/latest/meta-data/iam/security-credentials/app-role': () => JSON.stringify(credentials),
  '/task': () => JSON.stringify({ ...credentials, AccessKeyId: 'TASK', AccountId: '444455556666' }),
};

beforeAll(async () => {
  home = await createHome();
  machine = await stubAws((request, response) => {
    if (silent > 0) {
      silent -= 1;
      return;
    }
    if (request.operation !== '') return emptyAnswer(request, response);
    if (request.method === 'PUT') return void response.end('token-1');
    const text = allowed(request) ? pages[request.path]?.() : undefined;
    if (text === undefined) return answerJson(response, 404, {});
    response.end(text);
  });
});
afterEach(() => {
  machine.seen.length = 0;
  role = 'app-role';
  silent = 0;
});
afterAll(async () => {
  await machine.close();
  await home.remove();
});

/** Version 1 requests, without a token, get nothing. */
function allowed(request: SeenRequest): boolean {
  return request.path === '/task' || request.headers['x-aws-ec2-metadata-token'] === 'token-1';
}
const onInstance = (more = {}) => ({
  AWS_EC2_METADATA_DISABLED: '',
  AWS_EC2_METADATA_SERVICE_ENDPOINT: `${machine.url}/`,
  AWS_ENDPOINT_URL: machine.url,
  ...more,
});

describe('on an instance', () => {
  test('Region and credentials come from metadata version 2', async () => {
    await readOnce(await connectFrom(home, { env: onInstance() }));
    expect(machine.seen.at(-1)).toMatchObject({
      accessKeyId: 'INSTANCE',
      region: 'ap-south-1',
      service: 'ssm',
    });
  });

  test('a profile without credentials falls through to the role', async () => {
    const config = '[profile place]\nregion = eu-west-1';
    await readOnce(await connectFrom(home, { config, env: onInstance(), options: { profile: 'place' } }));
    expect(machine.seen.at(-1)).toMatchObject({ accessKeyId: 'INSTANCE', region: 'eu-west-1' });
  });

  test('a role that is not there yet is a credentials error, to be waited for', async () => {
    role = '';
    const connection = await connectFrom(home, { env: onInstance() });
    await expect(readOnce(connection)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('has no role'),
    });
  });

  test('a container’s credentials come before it, with their account', async () => {
    const env = onInstance({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/task`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'auth',
    });
    const connection = await connectFrom(home, { env, options: { settingsProfile: 'gone' } });
    expect(connection.identity().account).toBeUndefined();
    await readOnce(connection);
    expect(machine.seen.at(-1)?.accessKeyId).toBe('TASK');
    expect(machine.seen.find((one) => one.path === '/task')?.headers.authorization).toBe('auth');
    expect(connection.identity().account).toBe('444455556666');
  });
});

describe('a container', () => {
  test.each([
    ['http://metadata.example.com/task', /neither https nor an address of this machine/],
    ['http://127.0.0.1.example.com/', /neither https/],
    ['nonsense', /neither https/],
    ['http://127.0.0.1:1/', /did not answer/],
  ])('at %s gives no credentials', async (url, message) => {
    const env = onInstance({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
    const connection = await connectFrom(home, { env });
    await expect(readOnce(connection)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(message),
    });
  });

  test('sends the token of its file', async () => {
    const env = onInstance({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/task`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'not this',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `${home.path}/credentials`,
    });
    await readOnce(await connectFrom(home, { credentials: 'file-token\n', env }));
    expect(machine.seen.find((one) => one.path === '/task')?.headers.authorization).toBe('file-token');
  });
});

describe('patience', () => {
  test('one attempt by default, more if asked for', async () => {
    const env = onInstance({ AWS_METADATA_SERVICE_TIMEOUT: '0.05' });
    silent = 1;
    await expect(createInstanceMetadata(env).region()).rejects.toThrow(/did not answer/);
    silent = 1;
    expect(await createInstanceMetadata({ ...env, AWS_METADATA_SERVICE_NUM_ATTEMPTS: '2' }).region()).toBe(
      'ap-south-1',
    );
  });

  test('switched off, nothing is asked', async () => {
    const metadata = createInstanceMetadata(onInstance({ AWS_EC2_METADATA_DISABLED: 'TRUE' }));
    expect([await metadata.region(), await metadata.credentials()]).toEqual([undefined, undefined]);
    expect(machine.seen).toEqual([]);
  });

  test('a Region that was asked of metadata in vain has the reason as its cause', async () => {
    silent = 1;
    const env = onInstance({ AWS_METADATA_SERVICE_TIMEOUT: '0.05' });
    await expect(connectFrom(home, { env })).rejects.toMatchObject({
      code: 'settings',
      cause: { message: expect.stringContaining('did not answer') },
    });
  });
});
