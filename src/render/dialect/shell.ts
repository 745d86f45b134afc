import type { Dialect } from './dialect.ts';
import { shells } from './dotenv-readers.ts';
import { renderSections, type SectionedFormat } from './sectioned-text.ts';
import { readShell } from './shell-word.ts';
import { environmentProblem } from './text-limits.ts';

const format: SectionedFormat = {
  readers: shells,
  problem: environmentProblem,
  statement: (name, value) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  read(text) {
    const reading = readShell(text, 'export');
    return 'unsafe' in reading ? undefined : reading.assignments;
  },
};

/** `export NAME='…'` lines to be sourced by bash, dash or ksh. */
export const shell: Dialect = {
  duplicates: 'last-wins',
  needsValues: true,
  placement: 'replace',
  carries: (value) => environmentProblem(value.reveal()) === undefined,
  render: (document, options) => renderSections(document, options, format),
};
