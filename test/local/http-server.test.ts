import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FaultPlan } from '../../src/local/fault-plan.ts';
import { type AccessEvent, type LocalServer, startLocalServer } from '../../src/local/http-server.ts';
import { body, targets } from './generated-requests.ts';
import { openTestStore, outcome } from './open-store.ts';

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(faults?: FaultPlan, requestTimeoutMs?: number) {
  const opened = openTestStore({ faults });
  const log: AccessEvent[] = [];
  const server = await startLocalServer({
    dispatch: opened.store.dispatch,
    port: 0,
    host: '127.0.0.1',
    now: () => performance.now(),
    onAccess: (event) => log.push(event),
    requestTimeoutMs,
  });
  servers.push(server);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config = { region: 'us-east-1', endpoint: server.url, credentials, maxAttempts: 1 };
  return { ...opened, server, log, config, client: new SSMClient(config) };
}

interface Sent {
  readonly status: number;
  readonly text: string;
}

function post(server: LocalServer, headers: Record<string, string>, payload: string | Buffer): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ host: '127.0.0.1', port: server.port, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(payload);
  });
}

/** Sends bytes as they are and answers with all that comes back until the end of the connection. */
async function raw(server: LocalServer, bytes: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('the served store', () => {
  test('speaks to the SDK over a socket: ssm, kms and sts', async () => {
    const { client, config } = await serve();
    await client.send(new PutParameterCommand({ Name: '/h', Value: 'ä🔑', Type: 'SecureString' }));
    const { Parameter } = await client.send(new GetParameterCommand({ Name: '/h', WithDecryption: true }));
    expect(Parameter?.Value).toBe('ä🔑');
    expect((await new KMSClient(config).send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    const identity = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('123456789012');
  });

  test('listens on loopback only', async () => {
    const { server } = await serve();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  test.each([
    ['a foreign Host', { host: 'evil.example:80' }],
    ['a name that only begins right', { host: '127.0.0.1.evil.example' }],
    ['a web page', { origin: 'https://evil.example' }],
  ])('refuses %s', async (_what, headers) => {
    const { server, log } = await serve();
    const all = { 'x-amz-target': 'AmazonSSM.DescribeParameters', authorization: 'x', ...headers };
    const answer = await post(server, all, '{}');
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text).__type).toBe('AccessDeniedException');
    expect(log).toMatchObject([{ operation: 'Unknown', status: 403 }]);
  });

  test('a body above 1 MiB: 413, SerializationException; one of 1 MiB is read', async () => {
    const { server } = await serve();
    const headers = { 'x-amz-target': 'AmazonSSM.DescribeParameters', authorization: 'x' };
    const large = await post(server, headers, Buffer.alloc(1024 * 1024 + 1, 0x20));
    expect(large.status).toBe(413);
    expect(JSON.parse(large.text).__type).toBe('SerializationException');
    const padded = `{}${' '.repeat(1024 * 1024 - 2)}`;
    expect((await post(server, headers, padded)).status).toBe(200);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a bad length', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n'],
    ['a header without end', `POST / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`],
  ])('survives %s', async (_what, bytes) => {
    const { server, client } = await serve();
    expect(await raw(server, bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await outcome(client.send(new GetParameterCommand({ Name: '/x' })))).toBe('ParameterNotFound');
  });

  test('a slow client is cut off', async () => {
    const { server } = await serve(undefined, 200);
    const partial = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{';
    expect(await raw(server, partial)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a reset is a reset, not an answer', async () => {
    const { client, log, store } = await serve({ rules: [{ fault: { kind: 'reset', when: 'after' } }] });
    const call = client.send(new PutParameterCommand({ Name: '/h', Value: 'v', Type: 'String' }));
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(log).toMatchObject([{ operation: 'PutParameter', status: 0 }]);
    store.setFaults();
    expect(await outcome(client.send(new GetParameterCommand({ Name: '/h' })))).toBe('ok');
  });

  test('closing ends hung calls and frees the port', async () => {
    const { server, client, store } = await serve({ rules: [{ fault: { kind: 'hang', when: 'before' } }] });
    const hung = outcome(client.send(new GetParameterCommand({ Name: '/x' })));
    await vi.waitUntil(() => store.counts().GetParameter === 1);
    await server.close();
    expect(await hung).not.toBe('ok');
    await expect(post(server, {}, '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a port that is taken is an error', async () => {
    const { server, store } = await serve();
    const again = startLocalServer({
      dispatch: store.dispatch,
      port: server.port,
      host: '127.0.0.1',
      now: () => 0,
    });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

test('300 generated requests over the socket: no 5xx, no crash, nothing of the bodies in the access log', async () => {
  const { server, log, internalErrors, client } = await serve();
  const canary = 'canary-in-a-value';
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...targets, `AmazonSSM.${'A'.repeat(70)}`, 'nonsense'),
      body,
      async (target, text) => {
        const headers = { 'x-amz-target': target, authorization: 'local' };
        const answer = await post(server, headers, text.replace('"Value":"', `"Value":"${canary}`));
        sent += 1;
        expect([200, 400]).toContain(answer.status);
      },
    ),
    { numRuns: 300 },
  );
  await client.send(new PutParameterCommand({ Name: '/named', Value: canary, Type: 'String' }));
  await post(server, { 'x-amz-target': `AmazonSSM.canaryInAValue`, authorization: 'x' }, canary);
  expect(log).toHaveLength(sent + 2);
  expect(internalErrors).toEqual([]);
  for (const event of log) {
    const { error, ...rest } = event;
    expect(Object.keys(rest).toSorted()).toEqual(['ms', 'operation', 'status']);
    expect(error === undefined).toBe(event.status < 400);
    expect(error ?? 'None').toMatch(/^[A-Za-z]{1,64}$/);
    expect(
      event.operation === 'Unknown' || targets.some((target) => target.endsWith(`.${event.operation}`)),
    ).toBe(true);
  }
  expect(JSON.stringify(log)).not.toMatch(/canary|named/);
});
