import { expect, it } from 'vitest';
import { parsePage } from './page.ts';

const blocksOf = (...lines: readonly string[]) =>
  parsePage('p.md', lines.join('\n')).blocks.map(({ line, kind, info, text, after }) => [
    line,
    [kind, ...info].join(' '),
    text,
    after?.line,
  ]);

it.each<[string, readonly string[], readonly unknown[]]>([
  ['no block', ['# Title', '', 'Words.', '    that go on'], []],
  ['a fence', ['```sh exit=1', 'false', '```'], [[1, 'sh exit=1', 'false\n', undefined]]],
  ['a fence without a word', ['', '```', 'x', '```'], [[2, '', 'x\n', undefined]]],
  ['tildes around backticks', ['~~~text', '```', '~~~'], [[1, 'text', '```\n', undefined]]],
  ['a longer fence', ['````md', '```', '````'], [[1, 'md', '```\n', undefined]]],
  [
    'one directly below another',
    ['```sh', 'a', '```', '', '```text', 'b', '```', 'Words.', '```text', 'c', '```'],
    [
      [1, 'sh', 'a\n', undefined],
      [5, 'text', 'b\n', 1],
      [9, 'text', 'c\n', undefined],
    ],
  ],
  [
    'an indented block',
    ['Words:', '', '    a', '', '      b', '', 'c'],
    [[3, 'indented', 'a\n\n  b\n', undefined]],
  ],
  ['what goes on below a list item', ['- item', '', '  goes on', '', '1. one', '', '   two'], []],
  [
    'an indented block below a list item',
    ['- item', '', '      code'],
    [[3, 'indented', 'code\n', undefined]],
  ],
  [
    'a fence in a list',
    ['- item', '', '  ```sh', '  a', '    b', '  ```'],
    [[3, 'sh', 'a\n  b\n', undefined]],
  ],
  [
    'an indented block behind a list',
    ['- item', '', 'Words.', '', '    a'],
    [[5, 'indented', 'a\n', undefined]],
  ],
])('%s', (_what, lines, expected) => {
  expect(blocksOf(...lines)).toEqual(expected);
});

it('prose has no blocks, and the lines where they were', () => {
  expect(parsePage('p.md', 'a\n```sh\nb\n```\nc').prose).toBe('a\n\n\n\nc');
});

it('a block that is not closed is an error', () => {
  expect(() => parsePage('p.md', '\n```sh\nb')).toThrow('line 2: the code block is not closed');
});
