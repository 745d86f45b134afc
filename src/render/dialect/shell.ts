import { Secret } from '../../core/secret/secret.ts';
import { entryComments, headerLines, sectionLine, sectionProblem } from './comment-lines.ts';
import {
  concluded,
  type Dialect,
  type DialectOptions,
  type DialectProblem,
  type DialectResult,
} from './dialect.ts';
import { type ExportDocument, type ExportEntry, sorted } from './document.ts';
import { shells } from './dotenv-readers.ts';
import { readShell } from './shell-word.ts';
import { environmentProblem, nameProblem, problemOf } from './text-limits.ts';

/** `export NAME='…'` lines to be sourced by bash, dash or ksh. */
export const shell: Dialect = {
  duplicates: 'last-wins',
  carries(value) {
    return environmentProblem(value.reveal()) === undefined;
  },
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const { header, sections } = sorted(document);
  const head = headerLines({ header, sections });
  const warnings: DialectProblem[] = [...head.warnings];
  const errors: DialectProblem[] = [];
  const written: ExportEntry[] = [];
  const parts = [head.lines.map((line) => `${line}\n`).join('')];
  for (const section of sections) {
    const misplaced = sectionProblem(section);
    const lines: string[] = [];
    for (const entry of section.entries) {
      const problem = misplaced ?? nameProblem(entry) ?? environmentProblem(entry.value.reveal());
      if (problem !== undefined) errors.push(problemOf(entry, problem, shells));
      const comments = entryComments(entry);
      warnings.push(...comments.warnings);
      lines.push(...comments.lines, `export ${entry.name}=${singleQuoted(entry.value.reveal())}`);
      written.push(entry);
    }
    const line = sectionLine(section);
    if (lines.length > 0) parts.push([...(line === undefined ? [] : [line]), ...lines, ''].join('\n'));
  }
  const text = parts.filter((part) => part !== '').join('\n');
  if (errors.length === 0) errors.push(...misread(text, written));
  return concluded(new Secret(text), errors, warnings, options);
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

function misread(text: string, written: readonly ExportEntry[]): readonly DialectProblem[] {
  const reading = readShell(text, 'export');
  const read = 'unsafe' in reading ? [] : reading.assignments;
  const reason = 'is read back as something else from the finished text';
  return written
    .filter((entry, index) => read[index]?.[0] !== entry.name || read[index]?.[1] !== entry.value.reveal())
    .map((entry) => problemOf(entry, reason, shells));
}
