import { readComposeFile } from './compose-lines.ts';
import type { Dialect } from './dialect.ts';
import { renderSections, type SectionedFormat } from './sectioned-text.ts';
import { environmentProblem } from './text-limits.ts';

const format: SectionedFormat = {
  readers: ['docker compose'],
  problem: environmentProblem,
  statement,
  read: readComposeFile,
};

/** `NAME='…'` lines for a service's `env_file:` in docker compose: always quoted, nothing interpolated. */
export const compose: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'replace',
  carries: (value) => environmentProblem(value.reveal()) === undefined,
  render: (document, options) => renderSections(document, options, format),
};

function statement(name: string, value: string): string {
  // Without a quote or a backslash single quotes mean the same to every version, and keep `$` as it is.
  if (!/['\\]/.test(value)) return `${name}='${value}'`;
  return `${name}="${value.replaceAll(/["\\$]/g, '\\$&')}"`;
}
