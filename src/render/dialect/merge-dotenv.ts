import { Secret } from '../../core/secret/secret.ts';
import { headerLines, sectionLine, sectionProblem } from './comment-lines.ts';
import { concluded, type DialectOptions, type DialectProblem } from './dialect.ts';
import { type ExportDocument, type ExportSection, sorted } from './document.ts';
import { type Statement, written } from './dotenv.ts';
import { duplicateNames } from './duplicate-names.ts';
import { cutMergeBase, type FoundAssignment, type MergeBase } from './merge-base.ts';
import { type LineEdits, merged, noEdits } from './merge-edits.ts';
import { replacedLines } from './merge-lines.ts';
import { proofProblems } from './merge-proof.ts';
import { problemOf } from './text-limits.ts';

export interface MergeOptions extends DialectOptions {
  /** Names of the directives that are written above keys; others are the user's. */
  readonly managed: ReadonlySet<string>;
  /** Were only some services asked for? Then the others' sections are not looked at. */
  readonly narrowed: boolean;
}

/** What became of the assignments of both sides. */
export interface MergeCounts {
  readonly replaced: number;
  readonly added: number;
  readonly unchanged: number;
  /** Assignments of the file that are not from Parameter Store. */
  readonly kept: number;
}

export type MergeResult =
  | { readonly text: Secret; readonly warnings: readonly DialectProblem[]; readonly counts: MergeCounts }
  | { readonly errors: readonly DialectProblem[]; readonly warnings: readonly DialectProblem[] };

/**
 * A document written into an env file that has lines of its own: an assignment of the same name and section,
 * or above all sections, is replaced where it stands; others are added to their section. Every other line
 * stays byte for byte, and the whole is read back by every reader. `old` is from readMergeBase.
 */
export function mergeDotenv(old: Secret, document: ExportDocument, options: MergeOptions): MergeResult {
  const { header, sections } = sorted(document);
  const sectioned = sections.some(({ service }) => service !== undefined);
  const base = cutMergeBase(old.reveal(), sectioned);
  const duplicates = duplicateNames(document, 'dotenv', options);
  const warnings: DialectProblem[] = [...duplicates.warnings];
  const errors: DialectProblem[] = [...duplicates.errors];
  const edits = noEdits();
  const ours = new Map<FoundAssignment, Statement>();
  const counts = { replaced: 0, added: 0, unchanged: 0, kept: 0 };
  replaceHeader(base, headerLines({ header, sections }).lines, edits, warnings);
  for (const section of sections) {
    const misplaced = sectionProblem(section);
    const fresh: Statement[] = [];
    for (const entry of section.entries) {
      const statement = misplaced === undefined ? written(entry, warnings) : problemOf(entry, misplaced, []);
      if ('reason' in statement) {
        errors.push(statement);
        continue;
      }
      const places = placesOf(base, section, entry.name).filter((place) => !ours.has(place));
      const [place, another] = places;
      if (another) errors.push(problemOf(entry, `stands in the file twice, on lines ${linesOf(places)}`, []));
      if (!place) {
        fresh.push(statement);
        continue;
      }
      ours.set(place, statement);
      const { removed, lines, sameValue } = replacedLines(place, statement, options.managed);
      for (const line of removed) edits.removed.add(line);
      if (lines) edits.replaced.set(place.from, { to: place.to, lines });
      counts[sameValue ? 'unchanged' : 'replaced'] += 1;
    }
    counts.added += fresh.length;
    add(base, section, fresh, ours, edits);
  }
  counts.kept = base.assignments.length - ours.size;
  warnings.push(...unknownKeys(base, sections, ours, options.narrowed));
  const text = merged(base, edits);
  errors.push(...(errors.length === 0 ? proofProblems(text, base, ours, edits) : []));
  const result = concluded(new Secret(text), errors, warnings, options);
  return 'text' in result ? { ...result, counts } : result;
}

function placesOf(base: MergeBase, { service }: ExportSection, name: string): readonly FoundAssignment[] {
  const named = base.assignments.filter((found) => found.name === name);
  const inside = named.filter(({ section }) => section === service);
  return inside.length > 0 ? inside : named.filter(({ section }) => section === undefined);
}

/** Behind the last key of ours in its section, else behind its last key, else in a new section at the end. */
function add(
  base: MergeBase,
  section: ExportSection,
  fresh: readonly Statement[],
  ours: ReadonlyMap<FoundAssignment, Statement>,
  edits: LineEdits,
): void {
  if (fresh.length === 0) return;
  const inside = base.assignments.filter((found) => found.section === section.service);
  const last = inside.findLast((found) => ours.has(found)) ?? inside.at(-1);
  const opened = section.service === undefined ? undefined : base.sections.get(section.service);
  const lines = fresh.flatMap(({ comments, assignment }) => [...comments, ...assignment.split('\n')]);
  const at = last?.to ?? opened;
  if (at !== undefined) {
    edits.inserted.push({ at, lines, statements: fresh });
    return;
  }
  const head = sectionLine(section);
  const afterLines = base.lines.length > 0 || edits.inserted.length > 0;
  const above = [...(afterLines ? [''] : []), ...(head === undefined ? [] : [head])];
  edits.inserted.push({ at: base.lines.length, lines: [...above, ...lines], statements: fresh });
}

/** The header of an earlier export is brought up to date; a file without one gets none. */
function replaceHeader(
  base: MergeBase,
  header: readonly string[],
  edits: LineEdits,
  warnings: DialectProblem[],
): void {
  const [first, ...others] = base.header;
  if (first === undefined) return;
  edits.replaced.set(first, { to: first + 1, lines: header });
  for (const line of others) edits.removed.add(line);
  const origin = base.header.map((line) => base.lines[line] ?? '').find((line) => / env=/.test(line));
  if (origin === undefined || header.includes(origin)) return;
  const reason = `was exported before with another header (${origin}); what is not replaced stays`;
  warnings.push({ parameter: undefined, name: undefined, reason, readers: [], formats: [] });
}

/** Keys in sections of ours that Parameter Store does not have: perhaps deleted there, perhaps the user's. */
function unknownKeys(
  base: MergeBase,
  sections: readonly ExportSection[],
  ours: ReadonlyMap<FoundAssignment, Statement>,
  narrowed: boolean,
): readonly DialectProblem[] {
  const services = new Set(sections.map(({ service }) => service));
  return base.assignments
    .filter((found) => found.section !== undefined && !ours.has(found))
    .filter(({ section }) => !narrowed || services.has(section))
    .map(({ name, section, from }) => ({
      ...{ parameter: undefined, name, readers: [], formats: [] },
      reason: `(line ${from + 1}, section ${section}) is not in Parameter Store, and stays`,
    }));
}

function linesOf(places: readonly FoundAssignment[]): string {
  return places.map(({ from }) => from + 1).join(' and ');
}
