import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { createLocalRequestHandler } from '../../src/local/transport.ts';
import type { AwsRequest, Dispatch } from '../../src/local/wire.ts';
import { openTestStore, outcome } from './open-store.ts';

const request = { method: 'POST', path: '/', headers: { 'X-Amz-Target': 'T' } };
const never: Dispatch = (_request, signal) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

describe('the in-process handler', () => {
  test.each([
    ['text', 'ä', [0xc3, 0xa4]],
    ['bytes', Uint8Array.of(1, 2), [1, 2]],
    ['nothing', undefined, []],
  ])('passes %s and lower-case headers on', async (_what, body, expected) => {
    const seen: AwsRequest[] = [];
    const handler = createLocalRequestHandler(async (asked) => {
      seen.push(asked);
      return { status: 201, headers: { a: 'b' }, body: Uint8Array.of(7) };
    });
    const { response } = await handler.handle({ ...request, body });
    expect(response).toEqual({ statusCode: 201, headers: { a: 'b' }, body: Uint8Array.of(7) });
    expect(seen[0]?.headers).toEqual({ 'x-amz-target': 'T' });
    expect([...(seen[0]?.body ?? [])]).toEqual(expected);
  });

  test('a call that is already given up is not carried out', async () => {
    const { ssm, store } = openTestStore();
    const put = new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' });
    const abortSignal = AbortSignal.abort();
    expect(await outcome(ssm.send(put, { abortSignal }))).toMatch(/^AbortError/);
    expect(store.counts()).toEqual({});
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/a' })))).toBe('ParameterNotFound');
  });

  test('the given time is up: TimeoutError', async () => {
    const timer = setTimeout(() => {}, 5_000);
    const call = createLocalRequestHandler(never).handle(request, { requestTimeout: 10 });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    clearTimeout(timer);
  });

  test('a streamed body is refused, not sent half', async () => {
    const call = createLocalRequestHandler(never).handle({ ...request, body: { pipe: () => {} } });
    await expect(call).rejects.toThrow(TypeError);
  });
});
