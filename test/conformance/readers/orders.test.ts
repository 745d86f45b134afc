import { describe, expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import type { ExportFormat } from '../../../src/render/dialect/format.ts';
import { awkwardValues } from '../../render/dialect/awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from '../../render/dialect/documents.ts';
import { availableShells, sourced } from '../../render/dialect/real-shells.ts';

// Named like commands: a shell that takes an assignment for a command line would run them.
const names = ['ls', 'touch', 'id', 'rm', 'echo', 'eval', 'exec', 'source', 'test', 'true'];

/** Every value that the format carries, in one file, under names that put them in this order. */
function written(format: ExportFormat, values: readonly string[], seed: number) {
  const entries = shuffled(values, seed).map((value, index) =>
    entry(`${names[index % names.length]}_${String(index).padStart(3, '0')}`, value, seed % 2 === 1),
  );
  const commands = names.map((name) => entry(name, 'touch pwned'));
  const result = renderExport(format, documentOf([...entries, ...commands]));
  const text = textOf(result);
  const warned = 'text' in result ? result.warnings : [];
  const excused = warned.filter(({ readers }) => readers.includes('bash')).map(({ name }) => name);
  const sure = [...entries, ...commands].filter(({ name }) => !excused.includes(name));
  return { text, names: sure.map(({ name }) => name), values: sure.map(({ value }) => value.reveal()) };
}

describe.each(['dotenv', 'shell'] as const)('%s', (format) => {
  const values = awkwardValues
    .map(({ value }) => value)
    .filter(
      (value) => value.length <= 8192 && 'text' in renderExport(format, documentOf([entry('KEY', value)])),
    );
  const files = Array.from({ length: 1000 }, (_, seed) => written(format, values, seed));

  it.each(availableShells())(
    'all awkward values in 1,000 orders are right in a real %s, and none runs',
    (shell) => {
      expect(new Set(files.map(({ text }) => text)).size).toBe(1000);
      for (let at = 0; at < files.length; at += 100) {
        const some = files.slice(at, at + 100);
        const { values: read, created } = sourced(shell, some);
        expect(created).toEqual([]);
        expect(read).toHaveLength(some.length);
        for (const [index, file] of some.entries()) {
          const wrong = file.names.filter((_, number) => read[index]?.[number] !== file.values[number]);
          expect(wrong, `order ${at + index}`).toEqual([]);
        }
      }
    },
  );
});
