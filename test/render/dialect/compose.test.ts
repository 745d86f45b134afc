import { expect, it } from 'vitest';
import { readComposeFile } from '../../../src/render/dialect/compose-lines.ts';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { documentOf, entry, textOf } from './documents.ts';

it.each([
  ['plain', 'a', "'a'"],
  ['a dollar', `$HOME $$ $\{A:-b}`, `'$HOME $$ $\{A:-b}'`],
  ['a double quote', 'a "b" #c', `'a "b" #c'`],
  ['a newline', 'a\nb', `'a\nb'`],
  ['a single quote', "it's", `"it's"`],
  ['both quotes and a dollar', `it's "a" $HOME`, `"it's \\"a\\" \\$HOME"`],
  ['a backslash', 'a\\nb\\', '"a\\\\nb\\\\"'],
])('writes %s so that nothing is interpolated', (_, value, text) => {
  const result = renderExport('compose', documentOf([entry('KEY', value, true)]));
  expect(textOf(result)).toBe(
    `# generated 2026-01-02T03:04:05Z\n# it's a header\n\n# service=django\n# secret=true\nKEY=${text}\n`,
  );
});

// Expectations taken from compose-go 2.16; test/conformance/readers compares on generated texts.
it.each([
  ['unquoted', 'K=a"b c # d', 'a"b c'],
  ['a hash that is none', 'K=a#b', 'a#b'],
  ['single quotes', "K='a\\n$b'", 'a\\n$b'],
  ['an escaped single quote', "K='it\\'s'", "it's"],
  ['escapes between double quotes', 'K="\\n\\t\\"\\\\\\$a\\q"', '\n\t"\\$a\\q'],
  ['a doubled dollar', 'K="$$a"', '$a'],
  ['a value of two lines', `K="a\nb"`, 'a\nb'],
  ['a colon for the equals sign', 'K: a', 'a'],
  ['nothing', 'K=', ''],
])('reads %s', (_, text, value) => {
  expect(readComposeFile(`# one\n\n${text}\n  NEXT='1' # two\n`)).toEqual([
    ['K', value],
    ['NEXT', '1'],
  ]);
});

it.each([
  ['a variable', 'K=$HOME\n'],
  ['a variable between double quotes', `K="a $\{B}"\n`],
  ['an escaped backslash before a variable', 'K="\\\\$HOME"\n'],
  ['an open quote', "K='a\n"],
  ['a quote closed by an escape only', "K='a\\'\n"],
  ['a name alone, which takes the value of the host', 'K\n'],
  ['a blank in the name', 'K L=a\n'],
  ['an octal escape', 'K="\\0101"\n'],
])('does not take %s', (_, text) => {
  expect(readComposeFile(text)).toBeUndefined();
});
