import { describe, expect, test } from 'vitest';
import { toCallError } from '../../src/aws/call-error.ts';
import { CallError } from '../../src/core/call-error.ts';
import { read, write } from './stub/contexts.ts';
import { thrown } from './stub/thrown.ts';

describe('what may be repeated', () => {
  test.each<[string, Parameters<typeof thrown>, string]>([
    ['throttling', ['ThrottlingException', 'Rate exceeded', { status: 400 }], 'throttled'],
    ['old throttling', ['Throttling', 'Rate exceeded', { status: 400 }], 'throttled'],
    ['too many requests', ['TooManyRequestsException', '', { status: 400 }], 'throttled'],
    ['request limit', ['RequestLimitExceeded', '', { status: 503 }], 'throttled'],
    ['throughput', ['ProvisionedThroughputExceededException', '', { status: 400 }], 'throttled'],
    ['any 429', ['Strange', '', { status: 429 }], 'throttled'],
    ['a quota of resources', ['LimitExceededException', '', { status: 400 }], 'rejected'],
    ['a fault', ['InternalServerError', '', { status: 500 }], 'server'],
    ['any 503', ['Strange', '', { status: 503 }], 'server'],
    ['KMS fault', ['DependencyTimeoutException', '', { status: 500 }], 'server'],
    ['HTML with 502', ['SyntaxError', 'Unexpected token <', { status: 502 }], 'server'],
    ['HTML with 200', ['SyntaxError', 'Unexpected token <', { status: 200 }], 'server'],
    ['HTML without status', ['SyntaxError', 'Unexpected token <'], 'server'],
    ['HTML with 403', ['SyntaxError', 'Unexpected token <', { status: 403 }], 'rejected'],
    ['unreadable 200', ['TypeError', 'x', { status: 200 }], 'server'],
    ['reset', ['TimeoutError', 'read ECONNRESET', { code: 'ECONNRESET' }], 'connection'],
    ['reset in the body', ['Error', 'aborted', { code: 'ECONNRESET', status: 200 }], 'connection'],
    ['refused', ['AggregateError', '', { code: 'ECONNREFUSED' }], 'connection'],
    ['pipe', ['TimeoutError', 'write EPIPE', { code: 'EPIPE' }], 'connection'],
    ['no host', ['Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' }], 'connection'],
    ['no DNS', ['Error', 'getaddrinfo EAI_AGAIN x', { code: 'EAI_AGAIN' }], 'connection'],
    ['no route', ['Error', 'connect EHOSTUNREACH', { code: 'EHOSTUNREACH' }], 'connection'],
    ['hang up', ['Error', 'socket hang up'], 'connection'],
    ['another of Node', ['Error', 'Parse Error', { code: 'HPE_INVALID_CONSTANT' }], 'connection'],
    ['timed out', ['TimeoutError', 'connect ETIMEDOUT', { code: 'ETIMEDOUT' }], 'timeout'],
    ['SDK timeout', ['TimeoutError', 'the request socket did not establish'], 'timeout'],
    ['signal timed out', ['AbortError', 'Request aborted', { cause: thrown('TimeoutError') }], 'timeout'],
    ['stopped', ['AbortError', 'Request aborted'], 'aborted'],
    ['certificate', ['Error', 'self-signed', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }], 'rejected'],
    ['host of certificate', ['Error', 'altname', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }], 'rejected'],
    ['no TLS there', ['Error', 'wrong version', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }], 'rejected'],
    ['a bad header', ['TypeError', 'Invalid character', { code: 'ERR_INVALID_CHAR' }], 'rejected'],
    ['no Region', ['Error', 'Region is missing'], 'rejected'],
    ['a name of Object', ['constructor', 'x', { status: 400 }], 'rejected'],
  ])('%s', (_what, args, kind) => {
    expect(toCallError(thrown(...args), write).kind).toBe(kind);
  });

  test.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'Retry-After': '0.5' }, 500],
    [{ 'x-amz-retry-after': '1500' }, 1500],
    [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:10 GMT', date: 'Sun, 22 Nov 2026 11:00:00 GMT' }, 10_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%o means %s ms', (headers, expected) => {
    const error = toCallError(thrown('ThrottlingException', '', { status: 400, headers }), read);
    expect(error.retryAfter).toBe(expected);
  });
});

test('the signal says why a call was stopped when the SDK does not', () => {
  const stop = new AbortController();
  stop.abort(thrown('TimeoutError'));
  expect(toCallError(thrown('AbortError'), read, stop.signal).kind).toBe('timeout');
  expect(toCallError(thrown('AbortError'), read, AbortSignal.abort()).kind).toBe('aborted');
  const reason = new CallError('timeout', 'no time left');
  expect(toCallError(thrown('AbortError'), read, AbortSignal.abort(reason))).toBe(reason);
});
