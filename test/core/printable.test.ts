import { describe, expect, it } from 'vitest';
import { hex, printable } from '../../src/core/printable.ts';

describe('printable', () => {
  it.each([
    ['plain text', 'POSTGRES_DB', 'POSTGRES_DB'],
    ['other scripts', 'größe 名前 🙂', 'größe 名前 🙂'],
    ['newline and tab', 'a\nb\tc', 'a\nb\tc'],
    ['escape', 'a\u001b[31mb', 'a\\u001b[31mb'],
    ['bell and NUL', '\u0007\u0000', '\\u0007\\u0000'],
    ['carriage return', 'ok\rno', 'ok\\u000dno'],
    ['DEL', 'a\u007f', 'a\\u007f'],
    ['C1: CSI in one character', '\u009b31m', '\\u009b31m'],
    ['line separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['bidirectional override', 'a\u202eb\u2066', 'a\\u202eb\\u2066'],
  ])('%s', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves a JSON document equal', () => {
    const value = { name: 'a\u009b\u202e\u2028\u001b\n"' };
    expect(JSON.parse(printable(JSON.stringify(value, null, 2)))).toEqual(value);
  });
});

describe('hex', () => {
  it.each([
    ['\u001b', '001b'],
    ['é', '00e9'],
    ['🙂', '1f642'],
  ])('%j', (character, digits) => {
    expect(hex(character)).toBe(digits);
  });
});
