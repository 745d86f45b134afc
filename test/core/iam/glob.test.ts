import { describe, expect, it } from 'vitest';
import { covers, fewest } from '../../../src/core/iam/glob.ts';

describe('covers', () => {
  it.each([
    ['parameter/mow/*', 'parameter/mow/prod/A', true],
    ['parameter/mow/*', 'parameter/mow/*/prod/*', true],
    ['parameter/mow/*', 'parameter/mow', false],
    ['parameter/mow/*/prod/*', 'parameter/mow/db/prod/A', true],
    ['parameter/mow/*/prod/*', 'parameter/mow/db/stage/A', false],
    ['parameter/mow/*/prod', 'parameter/mow/*/prod/*', false],
    ['parameter/a.b', 'parameter/axb', false],
    ['parameter/a', 'parameter/a', true],
    ['*', 'anything', true],
  ])('%s, %s: %s', (pattern, other, expected) => {
    expect(covers(pattern, other)).toBe(expected);
  });
});

describe('fewest', () => {
  it('leaves out what another one covers, and what stands twice', () => {
    expect(fewest(['b', 'a/*', 'a/x', 'a/*/y', 'b', 'a'])).toEqual(['a', 'a/*', 'b']);
  });
});
