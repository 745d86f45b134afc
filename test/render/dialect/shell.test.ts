import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { readShell } from '../../../src/render/dialect/shell-word.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry, textOf } from './documents.ts';

it('exports every value in single quotes', () => {
  const result = renderExport('shell', documentOf([entry('B', "it's"), entry('A', 'plain', true)]));
  expect(textOf(result)).toBe(
    "# generated 2026-01-02T03:04:05Z\n# it's a header\n\n# service=django\n# secret=true\nexport A='plain'\nexport B='it'\\''s'\n",
  );
});

it('carries every value that an environment can hold, all in one file', () => {
  const fit = awkwardValues.filter(({ value }) => value.isWellFormed() && !value.includes('\0'));
  expect(fit.length).toBeGreaterThan(60);
  const entries = fit.map(({ value }, index) => entry(`KEY_${String(index).padStart(3, '0')}`, value));
  expect(readShell(textOf(renderExport('shell', documentOf(entries))), 'export')).toEqual({
    assignments: entries.map(({ name, value }) => [name, value.reveal()]),
  });
});

it.each([
  ['NUL', 'a\0b', ['json', 'yaml', 'k8s-secret']],
  ['half a surrogate pair', '\udfff', []],
])('refuses %s', (_, value, formats) => {
  const result = renderExport('shell', documentOf([entry('KEY', value)]));
  expect(result).toMatchObject({ errors: [{ name: 'KEY', formats }] });
});

it('refuses what is no name', () => {
  for (const name of ['A B', 'A;touch pwned;', '$(id)', '', '1A', 'a.b', 'A\n', 'a-b']) {
    expect(renderExport('shell', documentOf([entry(name, 'v')])), name).toHaveProperty('errors');
  }
});
