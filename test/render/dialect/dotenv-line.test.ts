import { expect, it } from 'vitest';
import { dotenvRight } from '../../../src/render/dialect/dotenv-line.ts';

const shells = ['bash', 'dash'];

// The forms, weighed by hand: as few readers as possible are wrong, and shells first of all are right.
it.each([
  ['ok_db', 'ok_db', []],
  ['a b', "'a b'", []],
  ["it's", `"it's"`, []],
  ["it's $HOME", "it's $HOME # '", shells],
  [`a"b'c`, `a"b'c # "`, shells],
  [`a"b'c"d'e`, `a"b'c"d'e # '`, shells],
  ['a\\', "'a\\' # 'x", ['python-dotenv']],
  ['a\nb\\', "'a\nb\\' # 'x", ['python-dotenv']],
  ["a'\nb\\", `"a'\nb\\" # "x`, [...shells, 'python-dotenv']],
  ['a\\\\b', "'a\\\\b'", ['python-dotenv']],
  ["it\\'s", `"it\\'s"`, ['python-dotenv']],
])('%j is written as %j', (value, text, misreadBy) => {
  expect(dotenvRight(value, false)).toEqual({ text, misreadBy });
});

it.each(['a\rb', `"it's"`, `a"b\n'c`, `a"b'#c`])('%j has no line', (value) => {
  expect(dotenvRight(value, false)).toBeUndefined();
});

it('quotes secrets even where no quote is needed', () => {
  expect(dotenvRight('ok_db', true)).toEqual({ text: "'ok_db'", misreadBy: [] });
});
