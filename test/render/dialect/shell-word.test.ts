import { expect, it } from 'vitest';
import { readShell } from '../../../src/render/dialect/shell-word.ts';

it.each([
  ['plain', 'a', 'a'],
  ['nothing', '', ''],
  ['single quotes', `'a b'`, 'a b'],
  ['double quotes', '"a b"', 'a b'],
  ['adjoined quotes', `a'b'"c"d`, 'abcd'],
  ['an escaped quote', `'it'\\''s'`, `it's`],
  ['escapes between double quotes', '"\\$ \\` \\" \\\\ \\n"', '$ ` " \\ \\n'],
  ['a joined line between double quotes', '"a\\\nb"', 'ab'],
  ['a newline between quotes', `'a\nb'`, 'a\nb'],
  ['a dollar that expands nothing', `"5 $ or $, 'x'$"`, `5 $ or $, 'x'$`],
  ['a hash inside', 'a#b', 'a#b'],
  ['a comment', 'a # b', 'a'],
  ['a quote that closes in a comment', `a"b'c # "`, `ab'c # `],
])('reads %s', (_, word, value) => {
  expect(readShell(`K=${word}\nNEXT=1\n`, 'assign')).toEqual({
    assignments: [
      ['K', value],
      ['NEXT', '1'],
    ],
  });
});

it.each([
  ['an open single quote', `'a`],
  ['an open double quote', '"a'],
  ['a command substitution', '$(id)'],
  ['backticks', '`id`'],
  ['backticks between double quotes', '"`id`"'],
  ['a variable', '$HOME'],
  ['a variable between double quotes', '"$HOME"'],
  ['a positional parameter', '"$1"'],
  ['arithmetic', '"$[1]"'],
  ['ANSI-C quotes', `$'a'`],
  ['localised quotes', '$"a"'],
  ['a home folder', '~'],
  ['a home folder after a colon', 'a:~b'],
  ['a second word', 'a b'],
  ['a separator', 'a;id'],
  ['a redirection', 'a>b'],
  ['an array', '(a b)'],
  ['a continued line', 'a\\'],
  ['a blank of other systems', 'à'],
])('does not take %s', (_, word) => {
  expect(readShell(`K=${word}\nNEXT=1\n`, 'assign')).toHaveProperty('unsafe');
});

it('takes nothing but comments and assignments', () => {
  expect(readShell('# a\n\n  # b\nA=1\n', 'assign')).toEqual({ assignments: [['A', '1']] });
  expect(readShell('touch pwned\n', 'assign')).toHaveProperty('unsafe');
  expect(readShell('export A=1\n', 'assign')).toHaveProperty('unsafe');
  expect(readShell('A=1\n', 'export')).toHaveProperty('unsafe');
  expect(readShell('export A={a,b}\n', 'export')).toHaveProperty('unsafe');
  expect(readShell("export A='a'\n", 'export')).toEqual({ assignments: [['A', 'a']] });
});
