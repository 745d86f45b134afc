import { describe, expect, it } from 'vitest';
import type { ParameterTier } from '../../../src/core/parameter/type.ts';
import { byteLength, valueLimit, valueProblem } from '../../../src/core/parameter/value.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const problem = (text: string, tier?: ParameterTier) => valueProblem(new Secret(text), tier);
const of = (length: number, character = 'v') => character.repeat(length);

// aws-facts, section 1, values.
describe('valueProblem', () => {
  it.each<[string, string, ParameterTier | undefined]>([
    ['one character', 'v', undefined],
    ['a blank', ' ', undefined],
    ['a newline', '\n', undefined],
    ['a URL, as text', 'https://example.com/x', undefined],
    ['a file reference, as text', 'file://x', undefined],
    ['PEM', '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n', undefined],
    ['single braces', '{"a":{"b":1}}', undefined],
    ['opening braces alone', 'a {{ b', undefined],
    ['closing before opening', '}} {{', undefined],
    ['4096 bytes', of(4096), undefined],
    ['4096 bytes, Standard', of(4096), 'Standard'],
    ['4096 bytes of two each', of(2048, 'é'), 'Standard'],
    ['8192 bytes, Advanced', of(8192), 'Advanced'],
    ['8192 bytes, Intelligent-Tiering', of(8192), 'Intelligent-Tiering'],
  ])('takes %s', (_what, text, tier) => {
    expect(problem(text, tier)).toBeUndefined();
  });

  it.each<[string, string, ParameterTier | undefined, string]>([
    ['nothing', '', undefined, 'is empty'],
    ['NUL', 'a\0b', undefined, 'NUL'],
    ['a nested parameter', '{{ssm:name}}', undefined, '{{…}}'],
    ['empty braces', 'x{{}}y', undefined, '{{…}}'],
    ['braces over lines', '{{\na\n}}', undefined, '{{…}}'],
    ['4097 bytes', of(4097), undefined, 'is 4097 bytes; the Standard tier takes 4096; the Advanced tier'],
    ['4097 bytes, Standard', of(4097), 'Standard', 'the Advanced tier takes 8192'],
    ['2049 characters of two bytes', of(2049, 'é'), 'Standard', 'is 4098 bytes'],
    ['8193 bytes', of(8193), undefined, 'is 8193 bytes; the Standard tier takes 4096'],
    ['8193 bytes, Advanced', of(8193), 'Advanced', 'is 8193 bytes; the Advanced tier takes 8192'],
    ['8193 bytes, Intelligent-Tiering', of(8193), 'Intelligent-Tiering', 'takes 8192'],
  ])('refuses %s', (_what, text, tier, words) => {
    expect(problem(text, tier)).toContain(words);
  });

  it('does not send to the Advanced tier what is too large for it', () => {
    expect(problem(of(8193))).not.toContain('Advanced');
  });

  it('never holds a part of the value', () => {
    for (const text of ['{{canary}}', `canary${of(9000)}`, 'canary\0']) {
      expect(problem(text)?.includes('canary')).toBe(false);
    }
  });
});

describe('byteLength', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['é', 2],
    ['名', 3],
    ['🙂', 4],
  ])('%j is %d', (text, length) => {
    expect(byteLength(new Secret(text))).toBe(length);
  });
});

describe('valueLimit', () => {
  it.each<[ParameterTier | undefined, number]>([
    [undefined, 4096],
    ['Standard', 4096],
    ['Advanced', 8192],
    ['Intelligent-Tiering', 8192],
  ])('%s: %d', (tier, limit) => {
    expect(valueLimit(tier)).toBe(limit);
  });
});
