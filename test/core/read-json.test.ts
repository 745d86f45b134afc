import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/core/read-json.ts';

describe('readJson', () => {
  it.each([
    ['[1, "a"]', [1, 'a']],
    ['\uFEFF{"a": null}', { a: null }],
    ['null', null],
    ['false', false],
  ])('reads %j', (text, value) => {
    expect(readJson(text)).toEqual({ value });
  });

  it.each([
    ['an env file', 'POSTGRES_PASSWORD=hunter2', 1, 1],
    ['nothing', '', 1, 1],
    ['a comma too many', '[\n  1,\n  2,\n]', 4, 1],
    ['a word without quotes', '{\n  "region": us\n}', 2, 13],
    ['a missing comma', '[{"Key":"a" "Value":"b"}]', 1, 13],
    ['an open string', '["abc', 1, 6],
    ['a line break in a string', '["a\nb"]', 1, 4],
    ['a bad escape', '{"a":"\\x"}', 1, 8],
    ['something behind it', '[1] x', 1, 5],
    ['an end too early', '{"a":', 1, 6],
    ['a byte order mark before a fault', '\uFEFF[x]', 1, 2],
  ])('places %s', (_what, text, line, column) => {
    expect(readJson(text)).toEqual({ line, column });
  });

  it('places every early end behind the text', () => {
    const text = '{"a":[1.5e+3,-2,"x\\u0041\\n",true,null,{"b":{}}]}';
    for (let length = 1; length < text.length; length += 1) {
      expect(readJson(text.slice(0, length))).toEqual({ line: 1, column: length + 1 });
    }
  });
});
