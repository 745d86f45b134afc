import { afterAll, describe, expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import type { ExportFormat, Reader } from '../../../src/render/dialect/format.ts';
import { awkwardValues } from '../../render/dialect/awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from '../../render/dialect/documents.ts';
import { generatedValues, options, writtenFormats } from '../../render/dialect/written-formats.ts';
import { clientReaders } from './client-readers.ts';
import { goReaders } from './go-readers.ts';
import { pythonReaders } from './python-readers.ts';
import { removeFolder } from './real-reader.ts';
import { dotenvFileReaders } from './shell-readers.ts';

const all = [...dotenvFileReaders(), ...pythonReaders(), ...goReaders(), ...clientReaders()];
const present = all.flatMap((reader) => ('read' in reader ? [reader] : []));
afterAll(removeFolder);

it('says which readers it could not ask', () => {
  for (const reader of all) {
    if ('missing' in reader) process.stderr.write(`NOT CHECKED: ${reader.name}: no ${reader.missing} here\n`);
  }
  expect(present.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['dotenv', 'node --env-file', 'sh']),
  );
});

interface File {
  readonly text: string;
  readonly pairs: readonly (readonly [string, string])[];
}

/** Values as one file; those that this reader is known to misread are left out of what is expected. */
function fileOf(format: ExportFormat, reader: Reader, values: readonly string[], secret: boolean): File {
  const entries = values.map((value, index) => entry(`KEY_${String(index).padStart(3, '0')}`, value, secret));
  const result = renderExport(format, documentOf(entries), options);
  const warned = 'text' in result ? result.warnings : [];
  const excused = warned.filter(({ readers }) => readers.includes(reader)).map(({ name }) => name);
  const pairs = entries
    .filter(({ name }) => format !== 'dotenv' || !excused.includes(name))
    .map(({ name, value }) => [name, value.reveal()] as const);
  return { text: textOf(result), pairs };
}

function carries(format: ExportFormat, value: string): boolean {
  return 'text' in renderExport(format, documentOf([entry('KEY', value)]), options);
}

describe.each(present)('$name reads $format', ({ name, format, read }) => {
  // What shells misread is told of bash and dash alike.
  const reader: Reader = name === 'dotenv' || name === 'node --env-file' ? name : 'bash';

  async function expectRead(files: readonly File[]): Promise<void> {
    const found = await read(files.map(({ text }) => text));
    expect(found).toHaveLength(files.length);
    for (const [index, { pairs }] of files.entries()) {
      const map = new Map(found[index]);
      const wrong = pairs.filter(([key, value]) => map.get(key) !== value).map(([key]) => key);
      expect(wrong, `file ${index}`).toEqual([]);
      if (format !== 'dotenv') expect(map.size).toBe(pairs.length);
    }
  }

  it('named awkward values, one by one and all in one file in twenty orders', async () => {
    const usable = awkwardValues.map(({ value }) => value).filter((value) => carries(format, value));
    expect(usable.length).toBeGreaterThan(55);
    const short = usable.filter((value) => value.length < 20_000);
    const orders = Array.from({ length: 20 }, (_, seed) =>
      fileOf(format, reader, shuffled(short, seed), seed > 9),
    );
    await expectRead([...usable.map((value) => fileOf(format, reader, [value], false)), ...orders]);
  });

  it('five thousand generated values', async () => {
    const values = [...new Set(generatedValues(30_000, 4711))];
    const usable = values.filter((value) => writtenFormats[format]?.refuses(value) !== true);
    const carried = usable.filter((value) => format !== 'dotenv' || carries(format, value)).slice(0, 5000);
    expect(carried).toHaveLength(5000);
    const files: File[] = [];
    for (let at = 0; at < carried.length; at += 50) {
      files.push(fileOf(format, reader, carried.slice(at, at + 50), at % 100 === 0));
    }
    await expectRead(files);
  });
});
