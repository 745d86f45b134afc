import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { readYaml, yamlScalar } from '../../../src/render/dialect/yaml-text.ts';
import { entry, textOf } from './documents.ts';

it('is one flat mapping, sorted, names and values in quotes', () => {
  const result = renderExport('yaml', {
    header: ['generated now'],
    sections: [
      { service: 'b', entries: [entry('NO', 'yes', true), entry('C', '1e3')] },
      { service: 'a', entries: [entry('A', 'two\nlines')] },
    ],
  });
  expect(textOf(result)).toBe('# generated now\n"A": "two\\nlines"\n"C": "1e3"\n"NO": "yes"\n');
});

it('is an empty mapping for an empty document', () => {
  expect(textOf(renderExport('yaml', { header: ['x'], sections: [] }))).toBe('# x\n{}\n');
});

it.each([
  ['quotes and backslashes', `"'\\`, `"\\"'\\\\"`],
  ['tab, newline, carriage return', '\t\n\r', '"\\t\\n\\r"'],
  ['other controls', '\0\u001b\u007f\u0085', '"\\u0000\\u001b\\u007f\\u0085"'],
  ['separators and marks', '\u2028\u2029\ufeff\uffff', '"\\u2028\\u2029\\ufeff\\uffff"'],
  ['what is printable', 'é 😀\u00a0#: -', '"é 😀\u00a0#: -"'],
])('writes %s', (_, text, scalar) => {
  expect(yamlScalar(text)).toBe(scalar);
  expect(readYaml(`"K": ${scalar}\n`)).toEqual([['K', text]]);
});

it('reads what a manifest is made of', () => {
  expect(readYaml('# x\na: b\nm:\n  "no": "1"\n  c: d\n\n"z": "2"\n')).toEqual([
    ['a', 'b'],
    [
      'm',
      [
        ['no', '1'],
        ['c', 'd'],
      ],
    ],
    ['z', '2'],
  ]);
});

it.each([
  ['a boolean', 'a: yes\n'],
  ['a number', 'a: 1\n'],
  ['a name that is a boolean', 'NO: "a"\n'],
  ['nothing', 'a:\n'],
  ['a key twice', '"a": "1"\n"a": "2"\n'],
  ['an open quote', '"a": "b\n'],
  ['a quote too many', '"a": "b"c"\n'],
  ['a raw tab', '"a": "\t"\n'],
  ['a raw line separator', '"a": "\u2028"\n'],
  ['a line separator in a comment', '# \u2028"b": "c"\n"a": "b"\n'],
  ['half a surrogate pair', '"a": "\\ud83d\\ude00"\n'],
  ['an escape of JSON alone', '"a": "\\/"\n'],
  ['a tag', '"a": !!str "b"\n'],
  ['a list', '- "a"\n'],
  ['an empty mapping beside a key', '{}\n"a": "b"\n'],
  ['a mapping under a text', '"a": "b"\n  "c": "d"\n'],
  ['no line end', '"a": "b"'],
])('does not take %s', (_, text) => {
  expect(readYaml(text)).toBeUndefined();
});
