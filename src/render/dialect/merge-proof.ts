import type { DialectProblem } from './dialect.ts';
import type { Statement } from './dotenv.ts';
import { type Expected, misreadings } from './dotenv-readers.ts';
import type { Reader } from './format.ts';
import { cutMergeBase, type FoundAssignment, type MergeBase } from './merge-base.ts';
import type { LineEdits } from './merge-edits.ts';
import { notReadBack, problemOf } from './text-limits.ts';

/** An assignment of the merged text, in its order; `found` is the old file's. */
interface Part {
  readonly at: number;
  readonly expected: Expected;
  readonly found: FoundAssignment | undefined;
  readonly statement: Statement | undefined;
}

/**
 * Everything that is wrong with a merged text: a reader that does not see exactly the file's own assignments
 * and ours, a value of ours that a line of the file takes back, a foreign line that is not there letter for letter.
 */
export function proofProblems(
  text: string,
  base: MergeBase,
  ours: ReadonlyMap<FoundAssignment, Statement>,
  edits: LineEdits,
): readonly DialectProblem[] {
  const parts = partsOf(base, ours, edits);
  return [...overridden(parts), ...lostLines(text, parts), ...misread(text, parts)];
}

function partsOf(
  base: MergeBase,
  ours: ReadonlyMap<FoundAssignment, Statement>,
  { inserted }: LineEdits,
): readonly Part[] {
  const there = base.assignments.map((found): Part => {
    const statement = ours.get(found);
    const foreign = { name: found.name, value: found.value, excused: [] };
    return { at: found.from, expected: statement?.expected ?? foreign, found, statement };
  });
  // What is inserted before a line stands above it.
  const added = inserted.flatMap(({ at, statements }) =>
    statements.map(
      (statement): Part => ({ at: at - 0.5, expected: statement.expected, found: undefined, statement }),
    ),
  );
  return [...there, ...added].sort((a, b) => a.at - b.at);
}

function overridden(parts: readonly Part[]): readonly DialectProblem[] {
  const last = new Map(parts.map((part) => [part.expected.name, part]));
  const lost = new Map<string, DialectProblem>();
  for (const { statement, expected } of parts) {
    const winner = last.get(expected.name);
    if (!statement || !winner?.found || winner.statement) continue;
    const reason = `is set again on line ${winner.found.from + 1} by a line that is not part of this export, and readers take the last`;
    lost.set(expected.name, problemOf(statement.entry, reason, []));
  }
  return [...lost.values()];
}

function lostLines(text: string, parts: readonly Part[]): readonly DialectProblem[] {
  const now = cutMergeBase(text, true).assignments;
  const kept = parts.every(
    ({ found, statement }, index) => statement || now[index]?.source === found?.source,
  );
  return kept && now.length === parts.length ? [] : [ofFile(notReadBack, [])];
}

function misread(text: string, parts: readonly Part[]): readonly DialectProblem[] {
  const wrong = misreadings(
    text,
    parts.map(({ expected }) => expected),
  );
  if (wrong.length === 0) return [];
  const readers = new Set(wrong.map(({ reader }) => reader));
  const named = new Map<Part, Set<Reader>>();
  const blame = (part: Part, reader: Reader) => {
    const known = named.get(part) ?? new Set();
    named.set(part, known.add(reader));
  };
  for (const part of parts) {
    const { found, statement, expected } = part;
    if (!found || statement) continue;
    for (const { reader } of misreadings(`${found.source}\n`, [expected])) blame(part, reader);
  }
  if (named.size === 0) {
    for (const { index, reader } of wrong) {
      const part = index === undefined ? undefined : parts[index];
      if (part) blame(part, reader);
    }
  }
  if (named.size === 0) return [ofFile('is read differently by its readers', [...readers])];
  return [...named].map(([{ found, statement }, who]) => {
    if (statement) return problemOf(statement.entry, notReadBack, [...who]);
    return ofFile(
      `has a value on line ${(found?.from ?? 0) + 1} that its readers do not read alike; put it between single quotes, or move it elsewhere`,
      [...who],
    );
  });
}

function ofFile(reason: string, readers: readonly Reader[]): DialectProblem {
  return { parameter: undefined, name: undefined, reason, readers, formats: [] };
}
