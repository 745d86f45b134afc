import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, test } from 'vitest';
import { createControl } from '../../src/local/control.ts';
import { type AccessEvent, type LocalServer, startLocalServer } from '../../src/local/http-server.ts';
import { openTestStore, outcome } from './open-store.ts';

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve() {
  const { store, now } = openTestStore();
  const log: AccessEvent[] = [];
  const server = await startLocalServer({
    dispatch: store.dispatch,
    control: createControl({ initial: {}, setFaults: store.setFaults, now }),
    port: 0,
    host: '127.0.0.1',
    now: () => performance.now(),
    onAccess: (event) => log.push(event),
  });
  servers.push(server);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SSMClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  let count = 0;
  const put = () => {
    count += 1;
    return outcome(client.send(new PutParameterCommand({ Name: `/c/${count}`, Value: 'v', Type: 'String' })));
  };
  const control = async (method: string, body?: string, headers: Record<string, string> = {}) => {
    const url = `${server.url}/_ssmkit/faults`;
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, json: JSON.parse(await answer.text()) as unknown };
  };
  return { server, log, put, control };
}

const plan = { rules: [{ fault: { kind: 'error', code: 'TooManyUpdates' }, times: 1 }] };

describe('the control endpoint', () => {
  test('PUT sets the faults from the next call on, GET tells them, DELETE takes them away', async () => {
    const { put, control } = await serve();
    expect(await control('GET')).toEqual({ status: 200, json: {} });
    expect(await control('PUT', JSON.stringify(plan))).toEqual({ status: 200, json: plan });
    expect([await put(), await put()]).toEqual(['TooManyUpdates', 'ok']);
    expect(await control('GET')).toEqual({ status: 200, json: plan });
    // The same plan again counts anew.
    await control('PUT', JSON.stringify(plan));
    expect(await control('DELETE')).toEqual({ status: 200, json: {} });
    expect(await put()).toBe('ok');
  });

  test.each([
    ['no JSON', '{', 'The request body is not valid JSON in UTF-8.'],
    ['an unknown member', '{"fault":1}', 'plan has the unknown member "fault".'],
  ])('%s: 400 with the problems, and the plan stays', async (_what, body, problem) => {
    const { put, control } = await serve();
    await control('PUT', JSON.stringify(plan));
    expect(await control('PUT', body)).toEqual({ status: 400, json: { problems: [problem] } });
    expect(await put()).toBe('TooManyUpdates');
  });

  test('another method is 405, another path 404', async () => {
    const { server, control } = await serve();
    expect((await control('POST', '{}')).status).toBe(405);
    expect((await fetch(`${server.url}/_ssmkit/nothing`)).status).toBe(404);
  });

  test('a web page cannot reach it', async () => {
    const { put, control } = await serve();
    const answer = await control('PUT', JSON.stringify(plan), { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(await put()).toBe('ok');
  });

  test('the access log tells it from calls to AWS', async () => {
    const { control, log } = await serve();
    await control('GET');
    expect(log).toMatchObject([{ operation: 'Control', status: 200 }]);
  });
});
