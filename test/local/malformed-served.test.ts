import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startServe } from '../commands/local-served.ts';
import { body, targets } from './generated-requests.ts';

const canary = 'canary-7d0e-in-a-value';
const runs = 2000;

/** Headers from right to nonsense; what a header may not hold is taken out. */
const header = fc
  .string({ unit: 'binary-ascii', maxLength: 30 })
  .map((text) => text.replace(/[^\x20-\x7e]/g, ''));
const headers = fc.record(
  {
    'x-amz-target': fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...targets) },
      { weight: 1, arbitrary: header },
      { weight: 1, arbitrary: fc.constantFrom('AmazonSSM.', `AmazonSSM.${canary}`, 'constructor.toString') },
    ),
    'content-type': fc.oneof(
      { weight: 4, arbitrary: fc.constant('application/x-amz-json-1.1') },
      { weight: 1, arbitrary: fc.constant('application/x-www-form-urlencoded') },
      { weight: 1, arbitrary: header },
    ),
    authorization: fc.oneof({ weight: 8, arbitrary: fc.constant('local') }, { weight: 1, arbitrary: header }),
  },
  { requiredKeys: [] },
);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.constant('/') },
  { weight: 1, arbitrary: fc.constantFrom('/_ssmkit/faults', '/_ssmkit/', '/x?y=z', '//', '/%00') },
);
const method = fc.oneof(
  { weight: 8, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PATCH') },
);
const payload = fc.oneof(
  { weight: 6, arbitrary: body.map((text) => text.replaceAll('"Value":"', `"Value":"${canary}`)) },
  { weight: 1, arbitrary: fc.constant(`{"Name":"/c","Value":"${canary}`) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  },
);
/** Bytes that are no HTTP, or half of it. */
const nonsense = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n${canary}`,
      `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n${canary}\r\n`,
      `POST / HTTP/9.9\r\nHost: localhost\r\n\r\n${canary}`,
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
    )
    .map((text) => Buffer.from(text)),
);

function send(url: string, sent: Parameters<typeof request>[1], text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, sent as object, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    call.on('error', reject);
    call.end(text);
  });
}

/** Answers the status line's number, or 0 when the server only closed. */
function sendBytes(port: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)));
    socket.end(bytes);
  });
}

test(`${runs} generated malformed requests to ssmkit local serve: no crash, no 5xx, no value in its log`, async () => {
  const served = await startServe();
  const port = Number(new URL(served.url).port);
  const statuses = new Map<number, number>();
  const count = (status: number) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    expect(status).toBeLessThan(500);
  };
  try {
    await fc.assert(
      fc.asyncProperty(method, path, headers, payload, async (verb, at, head, text) => {
        count(await send(`${served.url}${at}`, { method: verb, headers: head }, text));
      }),
      { numRuns: runs - 200 },
    );
    await fc.assert(
      fc.asyncProperty(nonsense, async (bytes) => count(await sendBytes(port, bytes))),
      { numRuns: 200 },
    );
    expect([...statuses.values()].reduce((sum, each) => sum + each, 0)).toBe(runs);
    // Both sides of the rules were met: some requests were right by chance.
    expect(statuses.get(200)).toBeGreaterThan(20);
    expect(statuses.get(400)).toBeGreaterThan(500);
    const good = { 'x-amz-target': 'AmazonSSM.PutParameter', authorization: 'local' };
    const put = `{"Name":"/after/all","Value":"${canary}","Type":"SecureString"}`;
    expect(await send(served.url, { method: 'POST', headers: good }, put)).toBe(200);
  } finally {
    expect(await served.stop()).toBe(0);
  }
  expect(served.stderr()).not.toMatch(/canary|internal error/);
  expect(served.stderr().split('\n').length).toBeGreaterThan(runs - 200);
});
