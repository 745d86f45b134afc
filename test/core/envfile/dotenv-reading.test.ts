import { describe, expect, it } from 'vitest';
import { differenceFromDotenv, readStatement } from '../../../src/core/envfile/dotenv-reading.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const statement = (name: string, value: string, line: number) => ({ name, value: new Secret(value), line });

describe('differenceFromDotenv', () => {
  it('finds none where the last statement of each name is what dotenv reads', () => {
    const lines = ['A=1', '# x', 'B="2\n3"', 'A=4'];
    const statements = [statement('A', '1', 1), statement('B', '2\n3', 3), statement('A', '4', 5)];
    expect(differenceFromDotenv(lines, statements)).toBeUndefined();
  });

  it.each([
    [
      'another value',
      ['A=1', 'B=2'],
      [statement('A', '1', 1), statement('B', 'x', 2)],
      { line: 2, key: 'B' },
    ],
    [
      'a key that dotenv does not see',
      ['A=1'],
      [statement('A', '1', 1), statement('B', 'x', 2)],
      { line: 2, key: 'B' },
    ],
    ['a key that only dotenv sees', ['A=1', 'B=2'], [statement('A', '1', 1)], { line: 1, key: undefined }],
    ['a name every object has', ['A=1'], [statement('toString', '', 7)], { line: 7, key: 'toString' }],
  ])('locates %s', (_, lines, statements, place) => {
    const { line, key } = differenceFromDotenv(lines, statements) ?? {};
    expect({ line, key }).toEqual(place);
  });
});

describe('readStatement', () => {
  it.each([
    ['A="1"', 'A', '1'],
    ['A=', 'A', ''],
    ['__proto__=1', '__proto__', undefined],
    ['B=1', 'A', undefined],
    ['A=1\nB=2', 'A', undefined],
    ['A=1', 'toString', undefined],
  ])('%j, %s', (source, name, value) => {
    expect(readStatement(source, name)?.reveal()).toBe(value);
  });
});
