import { expect, it } from 'vitest';
import { readPythonDotenv } from '../../../src/render/dialect/python-dotenv-line.ts';

// Expectations taken from python-dotenv 1.2.2 itself; test/conformance/readers compares on generated texts.
it.each([
  ['plain', 'K=a', 'a'],
  ['export', 'export K=a', 'a'],
  ['blanks', 'K = a b ', 'a b'],
  ['a comment', 'K=a # b', 'a'],
  ['a hash that is none', 'K=a#b', 'a#b'],
  ['single quotes', "K='a # b'", 'a # b'],
  ['double quotes', 'K="a"', 'a'],
  ['two backslashes', "K='a\\\\b'", 'a\\b'],
  ['escapes between double quotes', 'K="\\n\\t\\"\\$"', '\n\t"\\$'],
  ['a value of two lines', "K='a\nb'", 'a\nb'],
  ['CRLF', "K='a\r\nb'", 'a\nb'],
  ['an escaped last quote', "K='a\\'", 'a\\'],
  ['nothing', 'K=', ''],
])('reads %s', (_, text, value) => {
  expect(readPythonDotenv(`${text}\n`)).toEqual([{ key: 'K', value }]);
});

it('goes on after the line it cannot read', () => {
  const bound = readPythonDotenv(`A="a"b\nB=1\nC='c\nD=2\n`).map(({ key, value }) => [key, value]);
  expect(bound).toEqual([
    [undefined, undefined],
    ['B', '1'],
    [undefined, undefined],
    ['D', '2'],
  ]);
});
