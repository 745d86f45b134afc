import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Quote, quotedFor, splitLine, unquoted } from '../../src/cli/complete-line.ts';

describe('a line as far as the cursor', () => {
  it.each<[string, readonly string[], string, Quote]>([
    ['', [], '', ''],
    ['ssmkit', [], 'ssmkit', ''],
    ['ssmkit ', ['ssmkit'], '', ''],
    ['ssmkit  get\t/mow/b', ['ssmkit', 'get'], '/mow/b', ''],
    ['ssmkit get "/mow/b', ['ssmkit', 'get'], '/mow/b', '"'],
    ["ssmkit list --profile 'my pr", ['ssmkit', 'list', '--profile'], 'my pr', "'"],
    ['ssmkit list --profile my\\ pr', ['ssmkit', 'list', '--profile'], 'my pr', ''],
    ['ssmkit put --value "a b" --na', ['ssmkit', 'put', '--value', 'a b'], '--na', ''],
    ['ssmkit list > fi', ['ssmkit', 'list'], 'fi', ''],
    ['ssmkit list 2>/dev/null --p', ['ssmkit', 'list'], '--p', ''],
    ['ssmkit list 2> err --p', ['ssmkit', 'list'], '--p', ''],
    ['ssmkit get 12', ['ssmkit', 'get'], '12', ''],
    ['ssmkit get a\\', ['ssmkit', 'get'], 'a', ''],
  ])('%j', (line, words, text, quote) => {
    const split = splitLine(line);
    expect(split.words).toEqual(words);
    expect(split.last).toMatchObject({ text, quote });
    expect(line.endsWith(split.last.raw)).toBe(true);
    expect(split.redirected).toBe(/[<>] ?\w*$/.test(line) && line.includes('> fi'));
  });

  it('has nothing in it expanded or run', () => {
    const line = 'ssmkit get $(touch x) `touch y` "$HOME" ~/z';
    expect(splitLine(`${line} `).words).toEqual([
      ...['ssmkit', 'get', '$(touch', 'x)', '`touch', 'y`', '$HOME', '~/z'],
    ]);
  });
});

describe('what is put on a line', () => {
  it.each<[string, Quote, string | undefined]>([
    ['/mow/backend/', '', '/mow/backend/'],
    ['--output=json', '', '--output=json'],
    ['$(touch x)', '', '\\$\\(touch\\ x\\)'],
    ['`x`;y|z&', '', '\\`x\\`\\;y\\|z\\&'],
    ['~root', '', '\\~root'],
    ['größe', '', 'größe'],
    ['$(x) "y" `z` \\', '"', '\\$(x) \\"y\\" \\`z\\` \\\\'],
    ['history!', '"', undefined],
    ['$(x) "y"', "'", '$(x) "y"'],
    ["it's", "'", undefined],
  ])('%j behind %j', (text, quote, line) => {
    expect(quotedFor(text, quote)).toBe(line);
  });

  it('is read as what was meant, whatever it is', () => {
    const quotes: readonly Quote[] = ['', "'", '"'];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...quotes), (text, quote) => {
        const line = quotedFor(text, quote);
        if (line !== undefined) expect(unquoted(`${quote}${line}`)).toMatchObject({ text, quote });
      }),
    );
  });
});
