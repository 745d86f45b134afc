import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneEditOff } from '../../../src/core/envfile/near-miss.ts';

describe('isOneEditOff', () => {
  it.each([
    ['secre', true, 'missing at the end'],
    ['ecret', true, 'missing at the start'],
    ['seret', true, 'missing inside'],
    ['secrets', true, 'added at the end'],
    ['ssecret', true, 'added at the start'],
    ['sec ret', true, 'added inside'],
    ['secrat', true, 'wrong'],
    ['sеcret', true, 'a Cyrillic letter'],
    ['s😀cret', true, 'a letter outside the basic plane'],
    ['secrte', true, 'swapped'],
    ['esrcet', false, 'swapped twice'],
    ['secret', false, 'the word itself'],
    ['sect', false, 'two missing'],
    ['secretes', false, 'two added'],
    ['sacrat', false, 'two wrong'],
    ['SECRET', false, 'capitals'],
    ['tersec', false, 'other order'],
    ['', false, 'nothing'],
  ])('%j: %s (%s)', (word, expected) => {
    expect(isOneEditOff(word, 'secret')).toBe(expected);
  });

  it('is what one edit can reach, and nothing else', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(isOneEditOff(a, b)).toBe(a !== b && oneEdit(a).has(b));
      }),
      { numRuns: 2000 },
    );
  });
});

function oneEdit(word: string): ReadonlySet<string> {
  const reached = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    reached.add(head + tail.slice(1));
    for (const letter of 'abc') reached.add(head + letter + tail).add(head + letter + tail.slice(1));
    if (tail.length > 1) reached.add(`${head}${tail[1]}${tail[0]}${tail.slice(2)}`);
  }
  // Replacing behind the last letter is adding, which is one edit too.
  return reached;
}
