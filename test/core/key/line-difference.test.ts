import { expect, it } from 'vitest';
import { lineDifference } from '../../../src/core/key/line-difference.ts';

it.each([
  ['', '', ''],
  ['', 'ab', '+a+b'],
  ['ab', '', '-a-b'],
  ['abc', 'abc', ' a b c'],
  ['abc', 'axc', ' a-b+x c'],
  ['abc', 'abxc', ' a b+x c'],
  ['abxc', 'abc', ' a b-x c'],
  ['aab', 'ab', ' a-a b'],
  ['abcd', 'bcda', '-a b c d+a'],
])('%s to %s', (before, after, expected) => {
  const lines = lineDifference([...before], [...after]);
  expect(lines.map((line) => line[0] + line.slice(2)).join('')).toBe(expected);
});
