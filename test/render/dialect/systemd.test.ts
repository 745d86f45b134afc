import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { readSystemdFile } from '../../../src/render/dialect/systemd-lines.ts';
import { documentOf, entry, textOf } from './documents.ts';

it('writes every value in double quotes', () => {
  const result = renderExport(
    'systemd',
    documentOf([entry('B', 'a "b" \\ `c` $d\ne'), entry('A', 'a', true)]),
  );
  expect(textOf(result)).toBe(
    "# generated 2026-01-02T03:04:05Z\n# it's a header\n\n# service=django\n# secret=true\n" +
      'A="a"\nB="a \\"b\\" \\\\ \\`c\\` \\$d\ne"\n',
  );
});

// Expectations taken from systemd 252; test/conformance/readers compares on generated texts.
it.each([
  ['plain', 'K=a', 'a'],
  ['blanks around', ' K = a b \t', 'a b'],
  ['a dollar', 'K=$HOME', '$HOME'],
  ['a hash in the value', 'K=a #b', 'a #b'],
  ['single quotes', "K='a\\n\nb'", 'a\\n\nb'],
  ['double quotes', 'K="a\\"\\\\\\$\\`\\n"', 'a"\\$`\\n'],
  ['a joined line between double quotes', 'K="a\\\nb"', 'ab'],
  ['a joined line', 'K=a\\\nb', 'ab'],
  ['an escape outside quotes', 'K=a\\n\\ ', 'an '],
  ['pieces side by side', `K='a'"b"  'c'd "e"`, 'abcd "e"'],
  ['a carriage return in quotes', 'K="a\rb\r\n"', 'a\rb\r\n'],
  ['nothing', 'K=', ''],
])('reads %s', (_, text, value) => {
  expect(readSystemdFile(`# one\n; two\n\n${text}\nno assignment\nNEXT=1\n`)).toEqual([
    ['K', value],
    ['NEXT', '1'],
  ]);
});

it.each([
  ['an open single quote', "K='a\n"],
  ['an open double quote', 'K="a\n'],
  ['a backslash at the very end', 'K=a\\'],
  ['a comment that goes on in the next line until version 254', '# a\\\nK=a\n'],
  ['NUL', 'K="a\0"\n'],
  ['a noncharacter', 'K="\ufffe"\n'],
  ['half a surrogate pair', 'K="\ud800"\n'],
  ['a byte order mark', '\ufeffK="a"\n'],
])('does not take %s', (_, text) => {
  expect(readSystemdFile(text)).toBeUndefined();
});

it('leaves out a comment that ends with a backslash, with a warning', () => {
  const one = { ...entry('KEY', 'v', true), comments: ['# secret=true', '# description=C:\\'] };
  const result = renderExport('systemd', documentOf([one]));
  expect(textOf(result)).toMatch(/django\n# secret=true\nKEY="v"\n$/);
  expect(result).toMatchObject({ warnings: [{ name: 'KEY' }] });
});

it.each(['a\ufdd0', '\uffff', '\u{2ffff}'])(
  'refuses a noncharacter, for which systemd drops the file',
  (value) => {
    const result = renderExport('systemd', documentOf([entry('KEY', value)]));
    expect(result).toMatchObject({
      errors: [{ name: 'KEY', formats: expect.arrayContaining(['dotenv', 'yaml']) }],
    });
  },
);
