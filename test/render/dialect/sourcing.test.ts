import { describe, expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import type { ExportFormat } from '../../../src/render/dialect/format.ts';
import { readShell } from '../../../src/render/dialect/shell-word.ts';
import { createRandom } from '../../apply/random.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from './documents.ts';
import { availableShells, sourced } from './real-shells.ts';

interface Written {
  readonly text: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** The names that shells may read differently. */
  readonly excused: readonly string[];
}

function written(format: ExportFormat, values: readonly string[]): Written | undefined {
  const entries = values.map((value, index) => entry(`KEY_${String(index).padStart(3, '0')}`, value));
  const result = renderExport(format, documentOf(entries));
  if ('errors' in result) return undefined;
  return {
    text: textOf(result),
    names: entries.map(({ name }) => name),
    values,
    excused: result.warnings.filter(({ readers }) => readers.includes('bash')).map(({ name }) => name ?? ''),
  };
}

// "touch pwned" in the values tells on a shell that runs something: the folder must stay empty.
describe.each(availableShells())('sourced by a real %s', (shell) => {
  it.each(['dotenv', 'shell'] as const)('%s: every value is right, and nothing runs', (format) => {
    const single = awkwardValues.flatMap(({ value }) => written(format, [value, 'next']) ?? []);
    const usable = awkwardValues.map(({ value }) => value).filter((value) => written(format, [value]));
    const whole = [1, 2, 3, 4, 5].flatMap((seed) => written(format, shuffled(usable, seed)) ?? []);
    expect(whole).toHaveLength(5);
    const files = [...single, ...whole];
    const { values, created } = sourced(shell, files);
    expect(created).toEqual([]);
    expect(values).toHaveLength(files.length);
    for (const [index, file] of files.entries()) {
      for (const [at, name] of file.names.entries()) {
        if (file.excused.includes(name)) continue;
        expect(values[index]?.[at] === file.values[at], `${name} of file ${index}`).toBe(true);
      }
    }
  });

  it('reads generated words as the model says', () => {
    const texts = generatedWords(1500);
    const files = texts.map((text) => ({ text, names: ['A', 'K', 'Z'] }));
    const { values, created } = sourced(shell, files);
    expect(created).toEqual([]);
    for (const [index, text] of texts.entries()) {
      const reading = readShell(text, 'assign');
      if ('unsafe' in reading) throw new Error('generated only readable words');
      const model = new Map(reading.assignments);
      expect(values[index], JSON.stringify(text)).toEqual(
        ['A', 'K', 'Z'].map((name) => model.get(name) ?? 'unset'),
      );
    }
  });
});

/** Texts around a random word that the model takes for one plain assignment. */
function generatedWords(count: number): readonly string[] {
  const pieces = `a"'\\"'\\$# !\`({\n=~:éà,*[}-1@%^?\t;\r\u2028😀Á`;
  const characters = [...pieces];
  const texts: string[] = [];
  const random = createRandom(20_260_101);
  const next = (below: number) => Math.floor(random() * below);
  while (texts.length < count) {
    const word = Array.from({ length: 1 + next(10) }, () => characters[next(characters.length)]).join('');
    const text = `A=1\nK=${word}\nZ=9\n`;
    if (!('unsafe' in readShell(text, 'assign'))) texts.push(text);
  }
  return texts;
}
