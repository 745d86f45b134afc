import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from './row.ts';
import { table } from './table.ts';

const root = join(import.meta.dirname, '..');
/** Where `<!-- bench GROUP… -->` and `<!-- /bench -->` stand around tables that nobody writes by hand. */
export const pages = ['README.md', 'docs/performance.md', 'bench/results.md'];
const place = /(?<=^<!-- bench ([a-z -]+) -->\n).*?(?=^<!-- \/bench -->$)/gms;

/** A page with its tables as the results have them. @throws Error for a group that was never measured. */
export function filled(page: string, results: Results): string {
  return page.replaceAll(place, (_, names: string) => {
    const groups = names.split(' ').map((name) => {
      const group = results[name];
      if (!group) throw new Error(`There are no measurements of ${name}.`);
      return group;
    });
    const machines = new Set(groups.map(({ machine }) => machine));
    return `\n${[...groups.map(({ rows }) => table(rows)), `${[...machines].join('\n')}\n`].join('\n')}\n`;
  });
}

export function fillPages(results: Results): void {
  for (const page of pages) {
    const path = join(root, page);
    writeFileSync(path, filled(readFileSync(path, 'utf8'), results));
  }
}
