import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';
import { dialects } from '../../../src/render/dialect/dialect-table.ts';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { exportFormats } from '../../../src/render/dialect/format.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from './documents.ts';
import { generatedValues, options, shows, writtenFormats } from './written-formats.ts';

it('is every format that holds values, but for dotenv, which has its own', () => {
  const holding = exportFormats.filter((format) => dialects[format].needsValues && format !== 'dotenv');
  expect(Object.keys(writtenFormats)).toEqual(holding);
});

const formats = exportFormats.filter((format) => format in writtenFormats);

describe.each(formats)('%s', (format) => {
  const {
    read,
    refuses,
    doubts = () => false,
  } = writtenFormats[format] ?? {
    read: () => undefined,
    refuses: () => true,
  };
  const readable = awkwardValues.map(({ value }) => value).filter((value) => !refuses(value));

  function judge(value: string, secret: boolean): void {
    const result = renderExport(
      format,
      documentOf([entry('KEY', value, secret), entry('NEXT', 'n')]),
      options,
    );
    expect(dialects[format].carries(new Secret(value))).toBe(!refuses(value) && !doubts(value));
    if (refuses(value)) {
      expect(result).toMatchObject({ errors: [{ name: 'KEY', parameter: '/mow/backend/django/prod/KEY' }] });
      expect(shows(result, value)).toBe(false);
      return;
    }
    expect(read(textOf(result))).toEqual([
      ['KEY', value],
      ['NEXT', 'n'],
    ]);
    const reasons = result.warnings.map(({ reason }) => reason).filter((reason) => !reason.includes('mask'));
    expect(reasons).toHaveLength(doubts(value) ? 1 : 0);
  }

  it.each(awkwardValues)('$name is equal or refused', ({ value }) => {
    judge(value, false);
    judge(value, true);
  });

  it('reads back or refuses a thousand generated values', () => {
    const values = generatedValues(1200, 20_261_122);
    expect(values.filter((value) => !refuses(value)).length).toBeGreaterThan(200);
    expect(values.filter(refuses).length).toBeGreaterThan(20);
    expect(new Set(values).size).toBeGreaterThan(1000);
    for (const value of values) judge(value, value.length % 2 === 0);
  });

  it('reads all of them from one file, in any order', () => {
    const all = [...readable, ...generatedValues(400, 7).filter((value) => !refuses(value))];
    expect(all.length).toBeGreaterThan(100);
    for (let seed = 0; seed < 25; seed += 1) {
      // Names decide the order in the file, so they are what is shuffled. The manifest has a limit for them all.
      const short = all.filter((value) => value.length < 20_000);
      const entries = shuffled(short, seed).map((value, index) =>
        entry(`KEY_${String(index).padStart(3, '0')}`, value, seed % 2 === 1),
      );
      const text = textOf(renderExport(format, documentOf(entries), options));
      expect(read(text)).toEqual(entries.map(({ name, value }) => [name, value.reveal()]));
    }
  });

  it('refuses what is no name', () => {
    for (const name of [
      'A B',
      'A;touch pwned;',
      '$(id)',
      '',
      '1A',
      'a.b',
      'A\n',
      'a-b',
      'A=B',
      'A<<B',
      '"a"',
    ]) {
      expect(renderExport(format, documentOf([entry(name, 'v')]), options), name).toHaveProperty('errors');
    }
  });

  it('does not let comments and headers become statements', () => {
    const comments = ['# secret=true', '# a\nEVIL=1', 'EVIL=1', '# b\u2028EVIL=1', '# c\u0085EVIL=1'];
    const sections = [{ service: 'a', entries: [{ ...entry('KEY', 'v'), comments }] }];
    const result = renderExport(format, { header: ['ok', 'x\nEVIL=1'], sections }, options);
    expect(read(textOf(result))).toEqual([['KEY', 'v']]);
    expect(textOf(result)).not.toMatch(/EVIL/);
  });

  it('writes nothing at all where nothing is', () => {
    const text = textOf(renderExport(format, { header: ['generated now'], sections: [] }, options));
    expect(read(text) ?? []).toEqual([]);
  });
});
