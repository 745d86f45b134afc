import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/core/nearest.ts';

const known = ['project', 'component', 'region', 'tagsDir', 'services'];

describe('nearest', () => {
  it.each([
    ['regoin', 'region'],
    ['Region', 'region'],
    ['tagdir', 'tagsDir'],
    ['tags-dir', 'tagsDir'],
    ['projects', 'project'],
    ['service', 'services'],
    ['componant', 'component'],
  ])('%s is near %s', (word, suggestion) => {
    expect(nearest(word, known)).toBe(suggestion);
  });

  it.each(['profile', 'x', '', 'dryRun', 'environmentsOfAll'])('%j is near nothing', (word) => {
    expect(nearest(word, known)).toBeUndefined();
  });

  it('takes the nearest, and the first of equals', () => {
    expect(nearest('cat', ['cart', 'cats', 'ca'])).toBe('cart');
    expect(nearest('abcdef', ['abcxyf', 'abcdxf'])).toBe('abcdxf');
  });
});
