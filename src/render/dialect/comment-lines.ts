import type { DialectProblem } from './dialect.ts';
import type { ExportDocument, ExportEntry, ExportSection } from './document.ts';
import { problemOf } from './text-limits.ts';

/** Lines to be written, and what had to be left out of them. */
export interface CommentLines {
  readonly lines: readonly string[];
  readonly warnings: readonly DialectProblem[];
}

// A comment ends where some reader sees a line end: C0 and C1 controls, U+2028, U+2029. Code after it would run.
const lineEnding = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** True for text that stays inside its comment for every reader. */
function isCommentText(text: string): boolean {
  return !lineEnding.test(text);
}

/** The header as `# …` lines; `keeps` tells whether the format's reader ends a comment where its line ends. */
export function headerLines(
  document: ExportDocument,
  keeps: (line: string) => boolean = () => true,
): CommentLines {
  const lines = document.header
    .filter(isCommentText)
    .map((text) => (text === '' ? '#' : `# ${text}`))
    .filter(keeps);
  if (lines.length === document.header.length) return { lines, warnings: [] };
  const reason = 'lost a header line that would not surely end where its line ends';
  return {
    lines,
    warnings: [{ parameter: undefined, name: undefined, reason, readers: [], formats: [] }],
  };
}

/** An entry's directive lines; one that could end early or late is left out with a warning. */
export function entryComments(
  entry: ExportEntry,
  keeps: (line: string) => boolean = () => true,
): CommentLines {
  const lines = entry.comments.filter((line) => line.startsWith('#') && isCommentText(line) && keeps(line));
  if (lines.length === entry.comments.length) return { lines, warnings: [] };
  const reason = 'lost a comment that would not surely end where its line ends';
  return { lines, warnings: [problemOf(entry, reason, [])] };
}

/** `# service=postgres`; never left out, since keys would land in another section: such a section is an error. */
export function sectionLine(section: ExportSection): string | undefined {
  return section.service === undefined ? undefined : `# service=${section.service}`;
}

/** Says why a section cannot be written. */
export function sectionProblem(section: ExportSection): string | undefined {
  if (section.service === undefined || /^[A-Za-z0-9_.-]+$/.test(section.service)) return undefined;
  return 'is in a service whose name cannot stand in a section line';
}
