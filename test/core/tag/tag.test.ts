import { describe, expect, it } from 'vitest';
import { type Tag, tagChanges, tagCountAfter, tagProblem } from '../../../src/core/tag/tag.ts';

const tag = (Key: string, Value = 'v'): Tag => ({ Key, Value });

// aws-facts, section 6.
describe('tagProblem', () => {
  it.each([
    ['a plain tag', 'Project', 'mow'],
    ['an empty value', 'Project', ''],
    ['every special character', '_.:/=+-@', '_.:/=+-@ '],
    ['other scripts', 'Größe', '名前 ２'],
    ['a no-break space', 'a\u00a0b', 'v'],
    ['the longest key', 'k'.repeat(128), 'v'],
    ['the longest value', 'k', 'v'.repeat(256)],
    ['aws without a colon', 'awsome', 'aws'],
    ['aws: inside', 'x-aws:y', 'v'],
  ])('takes %s', (_what, key, value) => {
    expect(tagProblem(tag(key, value))).toBeUndefined();
  });

  it.each([
    ['an empty key', '', 'v', 'empty key'],
    ['a long key', 'k'.repeat(129), 'v', 'key of 129 characters; AWS allows 128'],
    ['a long value', 'k', 'v'.repeat(257), 'value of 257 characters; AWS allows 256'],
    ['aws: in the key', 'aws:x', 'v', 'prefix "aws:"'],
    ['AWS: in the key', 'AWS:x', 'v', 'prefix "aws:"'],
    ['aws: in the value', 'k', 'aws:x', 'prefix "aws:"'],
    ['a comma in the key', 'a,b', 'v', 'key with characters'],
    ['an exclamation mark in the value', 'k', 'v!', 'value with characters'],
    ['a newline', 'k', 'a\nb', 'value with characters'],
    ['an emoji', 'k🙂', 'v', 'key with characters'],
    ['text that was not UTF-8', 'k', 'a\uFFFD', 'value with characters'],
  ])('refuses %s', (_what, key, value, words) => {
    expect(tagProblem(tag(key, value))).toContain(words);
  });
});

describe('tagChanges', () => {
  const a = tag('a', '1');
  const b = tag('b', '2');
  it.each<[string, Tag[], Tag[], boolean, Tag[], string[]]>([
    ['nothing live', [a, b], [], false, [a, b], []],
    ['all the same', [a, b], [b, a], true, [], []],
    ['a different value', [tag('a', '9')], [a], false, [tag('a', '9')], []],
    ['a value of other case', [tag('a', 'X')], [tag('a', 'x')], false, [tag('a', 'X')], []],
    ['a key of other case', [tag('A', '1')], [a], false, [tag('A', '1')], []],
    ['an empty value', [tag('a', '')], [], false, [tag('a', '')], []],
    ['foreign tags stay', [a], [a, b], false, [], []],
    ['foreign tags are pruned', [a], [a, b], true, [], ['b']],
    ["AWS's own are never pruned", [a], [a, tag('aws:stack'), tag('AWS:x')], true, [], []],
  ])('%s', (_what, wanted, live, prune, set, remove) => {
    expect(tagChanges(wanted, live, prune)).toEqual({ set, remove });
  });
});

describe('tagCountAfter', () => {
  const [a, b, c, own] = [tag('a'), tag('b'), tag('c'), tag('aws:cloudformation:stack-name')];
  it.each<[string, Tag[], Tag[], string[], number]>([
    ['adding', [a], [b, c], [], 3],
    ['changing', [a, b], [tag('a', 'new')], [], 2],
    ['pruning', [a, b], [c], ['a'], 2],
    ["without AWS's own", [a, own], [b], [], 2],
  ])('%s', (_what, live, set, remove, count) => {
    expect(tagCountAfter(live, { set, remove })).toBe(count);
  });
});
