import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/style.ts';
import { type ParameterList, renderParameterList } from '../../src/render/parameter-list.ts';
import { renderMarkdownTable, renderTable } from '../../src/render/table.ts';
import { timeWords } from '../../src/render/time.ts';
import { canary, makeMetadata, makeStored } from '../core/plan/make-draft.ts';
import { identity } from './make-step.ts';

const long = `/mow/backend/${'LONG_'.repeat(30)}NAME`;
const list: ParameterList = {
  long: true,
  identity,
  parameters: [
    {
      stored: makeStored({ name: long, lastModified: new Date(1_000) }),
      metadata: makeMetadata({ tier: 'Advanced' }),
    },
    { stored: makeStored({ type: 'SecureString' }), metadata: undefined },
  ],
};

describe('renderParameterList', () => {
  it('aligns columns, and never cuts a name', () => {
    const [header, first, second] = renderParameterList(list, 'text', plain).split('\n');
    expect(header).toMatch(/^NAME +TYPE +VERSION +MODIFIED +TIER +KEY$/);
    expect(first).toBe(`${long}  String        3        1970-01-01 00:00:01Z  Advanced  -`);
    expect(second).toBe(
      `${'/mow/x'.padEnd(long.length)}  SecureString  3        -                     ?         ?`,
    );
  });

  it('tells tier and key only when asked', () => {
    const short = { ...list, long: false };
    expect(renderParameterList(short, 'text', plain)).not.toContain('TIER');
    expect(JSON.parse(renderParameterList(short, 'json', plain)).parameters[0]).not.toHaveProperty('tier');
    expect(JSON.parse(renderParameterList(list, 'json', plain)).parameters).toMatchObject([
      { name: long, tier: 'Advanced', keyId: null, version: 3, lastModified: '1970-01-01T00:00:01.000Z' },
      { name: '/mow/x', tier: null, type: 'SecureString', lastModified: null },
    ]);
  });

  it.each(['text', 'json', 'markdown'] as const)('never shows a value: %s', (output) => {
    const text = renderParameterList(list, output, plain);
    expect(text.includes(canary)).toBe(false);
    expect(text).toContain(long);
  });
});

describe('tables', () => {
  it('have a header alone where there are no rows', () => {
    expect(renderTable(['A', 'B'], [], plain)).toBe('A  B\n');
    expect(renderMarkdownTable(['A', 'B'], [])).toBe('| A | B |\n| --- | --- |\n');
  });

  it('are not broken by what stands in a cell', () => {
    expect(renderMarkdownTable(['A'], [['a|b\\c\nd']])).toBe('| A |\n| --- |\n| a\\|b\\\\c<br>d |\n');
  });
});

it.each([
  [undefined, '-'],
  [new Date(0), '1970-01-01 00:00:00Z'],
  [new Date('2026-11-22T23:59:59.999+01:00'), '2026-11-22 22:59:59Z'],
])('%s is %s', (time, words) => {
  expect(timeWords(time)).toBe(words);
});
