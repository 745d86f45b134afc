import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';

const text = 'hunter2-canary';
const secret = new Secret(text);

describe('Secret', () => {
  it.each<[string, () => unknown]>([
    ['template literal', () => `${secret}`],
    ['concatenation', () => `is ${String(secret)}`],
    ['array join', () => [secret, secret].join()],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspect', () => inspect(secret)],
    [
      'inspect of what holds it',
      () => inspect({ deep: { list: [secret], map: new Map([[secret, secret]]) } }),
    ],
    [
      'inspect without the custom function',
      () => inspect(secret, { customInspect: false, showHidden: true }),
    ],
    ['format', () => format('%s %o %O %j %d', secret, secret, secret, secret, secret)],
    ['own names', () => JSON.stringify(Object.getOwnPropertyNames(secret))],
    ['entries', () => JSON.stringify(Object.entries(secret))],
    ['spread', () => inspect({ ...secret }, { showHidden: true })],
    ['structuredClone', () => inspect(structuredClone(secret), { showHidden: true })],
    ['v8', () => serialize(secret).toString('latin1')],
    ['locale text', () => secret.toLocaleString()],
    ['error', () => inspect(new Error(`bad: ${secret}`, { cause: secret }))],
    ['key of a record', () => JSON.stringify({ [`${secret}`]: 1 })],
  ])('is not in: %s', (_what, show) => {
    expect(String(show()).includes(text)).toBe(false);
  });

  it('says that it is redacted', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect(secret)]).toEqual([
      '[redacted]',
      '"[redacted]"',
      '[redacted]',
    ]);
  });

  it('gives its text to who asks by name', () => {
    expect(secret.reveal() === text).toBe(true);
  });

  it.each([
    ['', '', true],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a', 'a ', false],
    ['é', 'e\u0301', false],
  ])('%j equals %j: %s', (a, b, same) => {
    expect(new Secret(a).equals(new Secret(b))).toBe(same);
  });
});
