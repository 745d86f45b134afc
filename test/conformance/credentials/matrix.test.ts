import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectFrom, createHome, type Home, type Machine } from '../../aws/stub/machine.ts';
import { plainRunner } from '../../aws/stub/plain-runner.ts';
import {
  answerJson,
  answerRole,
  emptyAnswer,
  type SeenRequest,
  type StubAws,
  stubAws,
} from '../../aws/stub/stub-aws.ts';
import { awsCli } from './aws-cli.ts';
import { config, credentials, rows, type Seen } from './rows.ts';

let stub: StubAws;
let home: Home;

beforeAll(async () => {
  stub = await stubAws(answer);
  home = await createHome();
});
afterEach(async () => {
  stub.seen.length = 0;
  // The CLI keeps the roles it assumed below its home.
  await home.remove();
  home = await createHome();
});
afterAll(async () => {
  await stub.close();
  await home.remove();
});

const temporary = (AccessKeyId: string) => ({
  Code: 'Success',
  AccessKeyId,
  SecretAccessKey: 's',
  Token: 't',
  Expiration: '2099-01-01T00:00:00Z',
});

/** Parameter Store, STS, a container's and an instance's metadata in one. */
function answer(request: SeenRequest, response: ServerResponse): void {
  const page = {
    '/latest/api/token': 'token',
    '/latest/meta-data/placement/region': 'sa-east-1',
    '/latest/meta-data/iam/security-credentials/': 'app',
    '/latest/meta-data/iam/security-credentials/app': JSON.stringify(temporary('INSTANCE')),
    '/latest/container': JSON.stringify(temporary('CONTAINER')),
  }[request.path];
  if (request.operation.startsWith('AssumeRole')) {
    answerRole(response, request.operation, `ROLE-${request.accessKeyId ?? 'WEB'}`, '999988887777');
  } else if (request.operation !== '') emptyAnswer(request, response);
  else if (page !== undefined) response.end(page);
  else answerJson(response, 404, {});
}

function filled<T extends string | undefined>(text: T): T {
  return text?.replaceAll('{stub}', stub.url).replaceAll('{home}', home.path) as T;
}

function machineOf(row: Machine): Machine {
  const env = Object.entries({
    AWS_ENDPOINT_URL_STS: '{stub}',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: '{stub}',
    ...row.env,
  }).map(([name, value]) => [name, filled(value)] as const);
  return {
    config: filled(row.config ?? config),
    credentials: filled(row.credentials ?? credentials),
    env: Object.fromEntries(env),
    // Only Parameter Store: the CLI's flag covers the service of the command alone.
    options: { ...row.options },
  };
}

function lastSeen(): Seen {
  const request = stub.seen.findLast((one) => one.service === 'ssm');
  return request === undefined ? 'refused' : `${request.accessKeyId}@${request.region}`;
}

async function seenFromUs(row: Machine): Promise<Seen> {
  const machine = machineOf(row);
  try {
    const env = { ...machine.env, AWS_ENDPOINT_URL_SSM: stub.url };
    const connection = await connectFrom(home, { ...machine, env });
    const pages = connection
      .store(plainRunner())
      .getParametersByPath('/x', { recursive: false, decrypt: false });
    for await (const _page of pages);
    connection.destroy();
  } catch {
    return stub.seen.some((one) => one.service === 'ssm') ? 'sent, then failed' : 'refused';
  }
  return lastSeen();
}

async function seenFromCli(row: Machine): Promise<Seen> {
  const machine = machineOf(row);
  const { profile, region } = machine.options ?? {};
  const { code, stderr } = await awsCli(
    [
      'ssm',
      'get-parameters-by-path',
      '--path',
      '/x',
      '--endpoint-url',
      stub.url,
      ...(profile === undefined ? [] : ['--profile', profile]),
      ...(region === undefined ? [] : ['--region', region]),
    ],
    await home.environment(machine),
  );
  const seen = lastSeen();
  if (seen !== 'refused' && code !== 0) throw new Error(`the aws CLI failed after it sent: ${stderr}`);
  return seen;
}

describe('the same machine, seen by Parameter Store', () => {
  test.each(rows)('$what', async (row) => {
    const cli = await seenFromCli(row);
    stub.seen.length = 0;
    const us = await seenFromUs(row);
    expect({ us, cli }).toEqual({ us: row.seen, cli: row.cli?.seen ?? row.seen });
  });
});

test('a difference says why and is one', () => {
  for (const { seen, cli } of rows) {
    if (cli !== undefined) expect([cli.seen !== seen, cli.because.length > 20]).toEqual([true, true]);
  }
});
