import { afterAll, describe, expect, it } from 'vitest';
import { readComposeFile } from '../../../src/render/dialect/compose-lines.ts';
import { readDockerFile } from '../../../src/render/dialect/docker-lines.ts';
import { readSystemdFile } from '../../../src/render/dialect/systemd-lines.ts';
import { createRandom } from '../../apply/random.ts';
import { goReaders } from './go-readers.ts';
import { pythonReaders } from './python-readers.ts';
import { type Pairs, removeFolder } from './real-reader.ts';

afterAll(removeFolder);

const models: Readonly<Record<string, (text: string) => Pairs | undefined>> = {
  systemd: readSystemdFile,
  compose: readComposeFile,
  docker: readDockerFile,
};
const readers = [...pythonReaders(), ...goReaders()];
const present = readers.flatMap((reader) => ('read' in reader && models[reader.format] ? [reader] : []));
for (const reader of readers) {
  if ('missing' in reader) process.stderr.write(`NOT CHECKED: ${reader.name}: no ${reader.missing} here\n`);
}

/** Texts of whole files, made of what the grammars care for: nothing that we would write. */
function generatedTexts(count: number): readonly string[] {
  const pieces = [
    ...`'"\`\\$#=:; \t\n\r`,
    ...['K=', '\nK=', '\nK="', `\nK='`, "'\n", '"\n', '\\"', "\\'", '\\\n', '\\\\', ' #', '\n#', 'export '],
    ...['a', 'b c', 'é', '\u0085', '\u00a0', '\u2028', '\ufeff', '\n\n', '$$', '\\$', 'n', '\\n', '\\q', ';'],
  ];
  const random = createRandom(1234);
  const next = (below: number) => Math.floor(random() * below);
  const text = () => Array.from({ length: 1 + next(14) }, () => pieces[next(pieces.length)] ?? '').join('');
  return Array.from({ length: count }, (_, index) => (index % 3 === 0 ? text() : `K=${text()}`));
}

/** As all readers of such files end up: the last of a name wins. */
function folded(pairs: Pairs | undefined): readonly (readonly [string, string])[] {
  return [...new Map(pairs)].sort(([a], [b]) => (a < b ? -1 : 1));
}

it('has models for what is written line by line', () => {
  expect(Object.keys(models)).toEqual(['systemd', 'compose', 'docker']);
});

describe.each(present)('$name', ({ format, read }) => {
  it('reads generated texts as the model does, wherever the model says anything', async () => {
    const texts = generatedTexts(20_000);
    const real = await read(texts);
    let compared = 0;
    for (const [index, text] of texts.entries()) {
      const model = models[format]?.(text);
      // The models refuse more than the readers do: they are there to prove, not to read.
      if (model === undefined) continue;
      expect(real[index] && folded(real[index]), JSON.stringify(text)).toEqual(folded(model));
      if (model.length > 0) compared += 1;
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
