import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { readPythonDotenv } from '../../../src/render/dialect/python-dotenv-line.ts';
import { createRandom } from '../../apply/random.ts';
import { awkwardValues } from '../../render/dialect/awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from '../../render/dialect/documents.ts';
import { generatedValues } from '../../render/dialect/written-formats.ts';

const script = `
import json, logging, os, sys
from dotenv.main import DotEnv
logging.disable(logging.CRITICAL)
folder, count = sys.argv[1], int(sys.argv[2])
print(json.dumps([[[k, v] for k, v in DotEnv(os.path.join(folder, str(i)), encoding="utf-8", interpolate=False).parse()]
                  for i in range(count)]))
`;
let folder = '';
let pythonPath = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ssmkit-python-'));
  if (canImport('')) return;
  pythonPath = join(folder, 'packages');
  execFileSync('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--target',
    pythonPath,
    'python-dotenv==1.2.2',
  ]);
  expect(canImport(pythonPath)).toBe(true);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function canImport(path: string): boolean {
  try {
    execFileSync('python3', ['-c', 'import dotenv'], {
      env: { ...process.env, PYTHONPATH: path },
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** What python-dotenv itself reads from each text, without interpolation. */
function read(texts: readonly string[]): readonly (readonly (readonly [string, string | null])[])[] {
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, String(index)), text);
  const output = execFileSync('python3', ['-c', script, folder, String(texts.length)], {
    env: { ...process.env, PYTHONPATH: pythonPath },
    maxBuffer: 2 ** 30,
  });
  return JSON.parse(output.toString('utf8'));
}

it('reads generated texts as the model does', () => {
  const pieces = [
    ...'\'\'""\\\\aB$# !`(\n=é\t\r\u2028\u0085\u001c\ufeff\u2003nrt',
    'K=',
    '\nK=',
    'export ',
    ' # ',
  ];
  const random = createRandom(4711);
  const next = (below: number) => Math.floor(random() * below);
  const texts = Array.from({ length: 10_000 }, () =>
    Array.from({ length: 1 + next(25) }, () => pieces[next(pieces.length)]).join(''),
  );
  const real = read(texts);
  for (const [index, text] of texts.entries()) {
    const model = readPythonDotenv(text)
      .filter(({ key }) => key !== undefined)
      .map(({ key, value }) => [key, value ?? null]);
    expect(model, JSON.stringify(text)).toEqual(real[index]);
  }
});

it('reads exports right, but for the values it was named for in a warning', () => {
  const usable = awkwardValues.filter(({ dotenv }) => dotenv !== 'refused').map(({ value }) => value);
  const generated = [...new Set(generatedValues(20_000, 99))].filter(
    (value) => 'text' in renderExport('dotenv', documentOf([entry('KEY', value)])),
  );
  expect(generated.length).toBeGreaterThanOrEqual(5000);
  const named = (values: readonly string[]) =>
    values.map((value, index) => entry(`KEY_${String(index).padStart(3, '0')}`, value));
  const files = [
    ...Array.from({ length: 20 }, (_, seed) => named(shuffled(usable, seed))),
    ...Array.from({ length: 50 }, (_, part) => named(generated.slice(part * 100, part * 100 + 100))),
  ];
  const results = files.map((entries) => renderExport('dotenv', documentOf(entries)));
  const real = read(results.map(textOf));
  for (const [index, entries] of files.entries()) {
    const result = results[index];
    const warnings = result && 'text' in result ? result.warnings : [];
    const excused = new Set(
      warnings.filter(({ readers }) => readers.includes('python-dotenv')).map(({ name }) => name),
    );
    const rest = entries.filter(({ name }) => !excused.has(name));
    const bound = (real[index] ?? []).filter(([name]) => !excused.has(name));
    if (index < 20) expect(excused.size).toBeGreaterThan(0);
    expect(bound.map(([name]) => name)).toEqual(rest.map(({ name }) => name));
    for (const [at, { name, value }] of rest.entries()) {
      expect(bound[at]?.[1] === value.reveal(), name).toBe(true);
    }
  }
});
