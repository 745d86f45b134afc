import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/run-cli.ts';
import { type Page, parsePage } from './page.ts';

/** Every page for people, by its path in the repository. */
const pageNames: readonly string[] = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(repository, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => `docs/${name}`),
];

export const pages: readonly Page[] = pageNames.map((name) =>
  parsePage(name, readFileSync(join(repository, name), 'utf8')),
);
