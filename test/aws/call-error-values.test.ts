import { describe, expect, test } from 'vitest';
import { isCorrectedClock, toCallError } from '../../src/aws/call-error.ts';
import { CallError } from '../../src/core/call-error.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { read, write } from './stub/contexts.ts';
import { thrown } from './stub/thrown.ts';

describe('a value is never shown', () => {
  const texts = (secret: string) => [
    `1 validation error detected: Value '${secret}' at 'value' failed to satisfy constraint: Member must have length less than or equal to 4`,
    `Value '${secret}' at 'value' failed to satisfy constraint: ${secret}`,
    `The value ${secret} is bad`,
    `bad: ${JSON.stringify(secret)}`,
    `bad: ${secret.trim()}`,
  ];
  test.each([
    ['plain', 'canary-4711-canary'],
    ['with quotes', "can'ary' at 'value' failed to satisfy constraint: Member must have length of secret"],
    ['of lines', 'canary-line-one\ncanary-line-two\n'],
    ['JSON', '{"canary":"can\\"ary"}'],
    ['with blanks', '  canary-4711  '],
    ['a pattern', '$&canary$1'],
  ])('%s', (_what, secret) => {
    const context = { ...write, value: new Secret(secret) };
    for (const text of texts(secret)) {
      const { message, cause } = toCallError(thrown('ValidationException', text, { status: 400 }), context);
      expect(message).not.toContain(secret.trim());
      for (const line of secret.split('\n').filter(Boolean)) expect(message).not.toContain(line.trim());
      expect(message).not.toMatch(/canary/);
      expect(JSON.stringify(cause)).not.toContain('canary');
    }
  });

  test('a name that holds the value stays whole', () => {
    const context = { ...write, subjects: ['/app/mowmow/x'], value: new Secret('mowmow') };
    const error = toCallError(thrown('Strange', 'mowmow of /app/mowmow/x', { status: 400 }), context);
    expect(error.message).toBe('Could not write /app/mowmow/x: [redacted] of /app/mowmow/x (Strange).');
  });

  test('a short value is taken out only where it is quoted', () => {
    const context = { ...write, value: new Secret('on') };
    const error = toCallError(thrown('Strange', "Value 'on' is on no list", { status: 400 }), context);
    expect(error.message).toContain('Value [redacted] is on no list');
  });

  test('the SDK error is not kept', () => {
    const error = toCallError(thrown('Strange', 'canary-4711', { status: 400 }), write);
    expect(error.cause).toEqual({ name: 'Strange', code: undefined, status: 400, requestId: 'r-1' });
  });
});

test('control characters and overlong texts do not reach the terminal', () => {
  const error = toCallError(thrown('Strange', `\u001b[2J${'x'.repeat(5000)}`, { status: 400 }), read);
  expect(error.message).not.toContain('\u001b');
  expect(error.message.length).toBeLessThan(800);
  const named = toCallError(thrown('ParameterNotFound'), { ...read, subjects: ['/a\u001b[2J'] });
  expect(named.message).toBe('Could not read "/a\\u001b[2J": there is no such parameter.');
});

test('a chunk is named by its first and last', () => {
  const context = { ...read, subjects: ['/a', '/b', '/c'] };
  expect(toCallError(thrown('ParameterNotFound'), context).message).toMatch(
    /^Could not read 3 parameters \(\/a to \/c\)/,
  );
});

test('a CallError stays what it is', () => {
  const error = new CallError('credentials', 'x');
  expect(toCallError(error, read)).toBe(error);
});

test.each([
  ['InvalidSignatureException', true, true],
  ['RequestExpired', true, true],
  ['InvalidSignatureException', false, false],
  ['InternalServerError', true, false],
])('%s with a corrected clock %s is sent again: %s', (name, clockSkewCorrected, expected) => {
  expect(isCorrectedClock(Object.assign(thrown(name), { $metadata: { clockSkewCorrected } }))).toBe(expected);
});
