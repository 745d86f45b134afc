import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filled, pages } from '../bench/pages.ts';
import type { Results } from '../bench/row.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const results: Results = JSON.parse(read('bench/results.json'));

it.each(pages)('the tables of %s are what npm run bench has measured', (page) => {
  expect(read(page)).toMatch(/^<!-- bench [a-z -]+ -->$/m);
  expect(read(page)).toBe(filled(read(page), results));
});
