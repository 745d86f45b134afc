import { describe, expect, it } from 'vitest';
import { mergedProblems, mergeLayers, repeatedKeys, type TagLayer } from '../../../src/core/tag/layer.ts';

const layer = (origin: string, tags: Record<string, string>): TagLayer => ({
  origin,
  tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});

describe('mergeLayers', () => {
  it('lets the last layer win per key, and tells which one that was', () => {
    const merged = mergeLayers([
      layer('base.json', { Env: 'unset', Project: 'mow' }),
      layer('prod.json', { Env: 'prod' }),
      layer('--tag', { Name: 'x', Env: 'canary' }),
      layer('other.json', { Project: 'mow' }),
    ]);
    expect(merged).toEqual([
      { Key: 'Env', Value: 'canary', origin: '--tag' },
      { Key: 'Name', Value: 'x', origin: '--tag' },
      { Key: 'Project', Value: 'mow', origin: 'other.json' },
    ]);
  });

  it('lets the last of two in one layer win', () => {
    const twice: TagLayer = {
      origin: 'a',
      tags: [
        { Key: 'K', Value: '1' },
        { Key: 'K', Value: '2' },
      ],
    };
    expect(mergeLayers([twice])).toEqual([{ Key: 'K', Value: '2', origin: 'a' }]);
  });

  it('keeps keys of different case apart, sorted by code unit', () => {
    const merged = mergeLayers([layer('a', { b: '', a: '', B: '', é: '', Z: '' })]);
    expect(merged.map(({ Key }) => Key)).toEqual(['B', 'Z', 'a', 'b', 'é']);
  });

  it('takes keys that objects have of their own', () => {
    const own: TagLayer = {
      origin: 'a',
      tags: [
        { Key: '__proto__', Value: 'x' },
        { Key: 'toString', Value: 'y' },
      ],
    };
    expect(mergeLayers([own]).map(({ Key }) => Key)).toEqual(['__proto__', 'toString']);
  });

  it('makes nothing of nothing', () => {
    expect(mergeLayers([])).toEqual([]);
  });
});

describe('mergedProblems', () => {
  it('locates each tag by the layer that brought it', () => {
    const merged = mergeLayers([layer('base.json', { 'a!': '1', ok: '2' }), layer('env:3', { b: 'aws:x' })]);
    expect(mergedProblems(merged, '/x')).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'base.json',
        message: expect.stringMatching(/^tag "a!"/),
      }),
      expect.objectContaining({
        severity: 'error',
        file: 'env:3',
        message: expect.stringMatching(/^tag "b"/),
      }),
    ]);
  });

  it('is silent about a value that a later layer replaced', () => {
    const merged = mergeLayers([layer('base.json', { a: 'bad!' }), layer('prod.json', { a: 'good' })]);
    expect(mergedProblems(merged, '/x')).toEqual([]);
  });

  it('escapes what could steer a terminal', () => {
    const merged = mergeLayers([layer('a', { 'k\u009b': '' })]);
    expect(mergedProblems(merged, '/x')[0]?.message).toContain('"k\\u009b"');
  });

  const many = (count: number) =>
    layer('many.json', Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ''])));
  it.each([
    [50, 0],
    [51, 1],
  ])('%d tags: %d complaints', (count, complaints) => {
    const findings = mergedProblems(mergeLayers([many(count)]), '/x');
    expect(findings).toHaveLength(complaints);
    if (complaints > 0)
      expect(findings[0]).toMatchObject({
        file: 'many.json',
        message: '/x would have 51 tags; AWS allows 50',
      });
  });
});

describe('repeatedKeys', () => {
  it.each<[string[], string[]]>([
    [['a', 'b'], []],
    [['a', 'b', 'a', 'a'], ['a']],
    [['a', 'A'], []],
    [
      ['b', 'a', 'a', 'b'],
      ['a', 'b'],
    ],
  ])('%j: %j', (keys, twice) => {
    expect(repeatedKeys({ origin: 'x', tags: keys.map((Key) => ({ Key, Value: '' })) })).toEqual(twice);
  });
});
