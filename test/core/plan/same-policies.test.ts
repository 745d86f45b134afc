import { expect, it } from 'vitest';
import { samePolicies } from '../../../src/core/plan/same-policies.ts';

const expiration = '{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-01-01T00:00:00Z"}}';
const reordered =
  '{ "Version": "1.0", "Attributes": { "Timestamp": "2030-01-01T00:00:00Z" }, "Type": "Expiration" }';

it.each([
  [`[${expiration}]`, `[${expiration}]`, true],
  [`[${expiration}]`, ` [ ${reordered} ]`, true],
  ['', '[]', true],
  ['[{}]', '', true],
  [`[${expiration},{}]`, `[${expiration}]`, true],
  [`[${expiration}]`, '', false],
  [`[${expiration}]`, `[${expiration.replace('2030', '2031')}]`, false],
  [`[${expiration},${expiration}]`, `[${expiration}]`, false],
  ['no JSON', '', false],
  ['{}', '[]', false],
])('%s and %s: %s', (a, b, same) => {
  expect(samePolicies(a, b)).toBe(same);
  expect(samePolicies(b, a)).toBe(same);
});
