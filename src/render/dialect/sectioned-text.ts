import { Secret } from '../../core/secret/secret.ts';
import { entryComments, headerLines, sectionLine, sectionProblem } from './comment-lines.ts';
import { concluded, type DialectOptions, type DialectProblem, type DialectResult } from './dialect.ts';
import { type ExportDocument, type ExportEntry, sorted } from './document.ts';
import type { Reader } from './format.ts';
import { nameProblem, notReadBack, problemOf } from './text-limits.ts';

export type Assignment = readonly [name: string, value: string];

/** A format of comments and assignments, one after the other, that one grammar reads. */
export interface SectionedFormat {
  readonly readers: readonly Reader[];
  /** Why no text of the format has this value. */
  problem(value: string): string | undefined;
  /** Why the value, though right today, may be read otherwise by some release of the reader. */
  doubt?(value: string): string | undefined;
  /** The assignment, without its line end. */
  statement(name: string, value: string): string;
  /** For readers whose comments can reach beyond their line. */
  keepsComment?(line: string): boolean;
  /** All assignments as the format's reader makes them, in order; undefined where it gives up. */
  read(text: string): readonly Assignment[] | undefined;
}

/** Header, sections, directives and assignments, sorted, and read back as a whole. */
export function renderSections(
  document: ExportDocument,
  options: DialectOptions,
  format: SectionedFormat,
): DialectResult {
  const { header, sections } = sorted(document);
  const head = headerLines({ header, sections }, format.keepsComment);
  const warnings: DialectProblem[] = [...head.warnings];
  const errors: DialectProblem[] = [];
  const written: ExportEntry[] = [];
  const parts = [head.lines.map((line) => `${line}\n`).join('')];
  for (const section of sections) {
    const misplaced = sectionProblem(section);
    const lines: string[] = [];
    for (const entry of section.entries) {
      const value = entry.value.reveal();
      const problem = misplaced ?? nameProblem(entry) ?? format.problem(value);
      if (problem !== undefined) {
        errors.push(problemOf(entry, problem, format.readers));
        continue;
      }
      const doubt = format.doubt?.(value);
      if (doubt !== undefined) warnings.push(problemOf(entry, doubt, format.readers));
      const comments = entryComments(entry, format.keepsComment);
      warnings.push(...comments.warnings);
      lines.push(...comments.lines, format.statement(entry.name, value));
      written.push(entry);
    }
    const line = sectionLine(section);
    if (lines.length > 0) parts.push([...(line === undefined ? [] : [line]), ...lines, ''].join('\n'));
  }
  const text = parts.filter((part) => part !== '').join('\n');
  if (errors.length === 0) errors.push(...misread(format.read(text), written, format.readers));
  return concluded(new Secret(text), errors, warnings, options);
}

/** What a reading lacks, has as something else, or has too much. */
export function misread(
  reading: readonly Assignment[] | undefined,
  written: readonly ExportEntry[],
  readers: readonly Reader[],
): readonly DialectProblem[] {
  const read = reading ?? [];
  const wrong = written.filter(
    ({ name, value }, index) => read[index]?.[0] !== name || read[index]?.[1] !== value.reveal(),
  );
  if (wrong.length === 0 && reading !== undefined && read.length === written.length) return [];
  if (wrong.length > 0) return wrong.map((entry) => problemOf(entry, notReadBack, readers));
  return [{ parameter: undefined, name: undefined, reason: notReadBack, readers, formats: [] }];
}
