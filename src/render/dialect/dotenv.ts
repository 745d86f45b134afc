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
import { dotenvRight, misreadReason } from './dotenv-line.ts';
import { dotenvReaders, type Expected, misreadings } from './dotenv-readers.ts';
import type { Reader } from './format.ts';
import { environmentProblem, nameProblem, notReadBack, problemOf } from './text-limits.ts';

export interface Statement {
  readonly entry: ExportEntry;
  /** The directives above the assignment. */
  readonly comments: readonly string[];
  /** `NAME=…`, without its line end. */
  readonly assignment: string;
  readonly text: string;
  readonly expected: Expected;
}

interface Block {
  readonly head: string;
  readonly statements: readonly Statement[];
}

/** `.env` files, for dotenv, `node --env-file`, shells that source them, and python-dotenv. */
export const dotenv: Dialect = {
  duplicates: 'last-wins',
  needsValues: true,
  placement: 'replace',
  carries(value) {
    const text = value.reveal();
    return environmentProblem(text) === undefined && dotenvRight(text, true)?.misreadBy.length === 0;
  },
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const { header, sections } = sorted(document);
  const head = headerLines({ header, sections });
  const warnings: DialectProblem[] = [...head.warnings];
  const errors: DialectProblem[] = [];
  const blocks: Block[] = [];
  for (const section of sections) {
    const statements: Statement[] = [];
    const misplaced = sectionProblem(section);
    for (const entry of section.entries) {
      const statement = misplaced === undefined ? written(entry, warnings) : problemOf(entry, misplaced, []);
      if ('reason' in statement) errors.push(statement);
      else statements.push(statement);
    }
    const line = sectionLine(section);
    if (statements.length > 0) blocks.push({ head: line === undefined ? '' : `${line}\n`, statements });
  }
  const headText = head.lines.map((line) => `${line}\n`).join('');
  const text = [headText, ...blocks.map(blockText)].filter((part) => part !== '').join('\n');
  if (errors.length === 0) errors.push(...misread(text, blocks));
  return concluded(new Secret(text), errors, warnings, options);
}

/** An entry as it is written, or why it cannot be; adds to the warnings. */
export function written(entry: ExportEntry, warnings: DialectProblem[]): Statement | DialectProblem {
  const value = entry.value.reveal();
  const problem = nameProblem(entry) ?? environmentProblem(value);
  if (problem !== undefined) return problemOf(entry, problem, dotenvReaders);
  const right = dotenvRight(value, entry.secret);
  if (right === undefined) return problemOf(entry, noLineReason(value), dotenvReaders);
  if (right.misreadBy.length > 0)
    warnings.push(problemOf(entry, misreadReason(right.misreadBy), right.misreadBy));
  const comments = entryComments(entry);
  warnings.push(...comments.warnings);
  const assignment = `${entry.name}=${right.text}`;
  return {
    entry,
    comments: comments.lines,
    assignment,
    text: `${[...comments.lines, assignment].join('\n')}\n`,
    expected: { name: entry.name, value, excused: right.misreadBy },
  };
}

function noLineReason(value: string): string {
  if (value.includes('\r')) return 'holds a carriage return, which dotenv and node drop';
  return 'mixes quotes with characters for which no line is right for dotenv and node and harmless in a shell';
}

function blockText(block: Block): string {
  return block.head + block.statements.map(({ text }) => text).join('');
}

/** Reads the whole text back, then every section and every statement of it alone: a name may be in several. */
function misread(text: string, blocks: readonly Block[]): readonly DialectProblem[] {
  const all = blocks.flatMap(({ statements }) => statements);
  return [
    ...compared(text, all),
    ...blocks.flatMap((block) => compared(blockText(block), block.statements)),
    ...all.flatMap((statement) => compared(statement.text, [statement])),
  ].filter(
    (problem, index, list) => index === list.findIndex(({ parameter }) => parameter === problem.parameter),
  );
}

function compared(text: string, statements: readonly Statement[]): readonly DialectProblem[] {
  const readers = new Map<ExportEntry | undefined, Reader[]>();
  const expected = statements.map((statement) => statement.expected);
  for (const { reader, index } of misreadings(text, expected)) {
    const entry = (index === undefined && statements.length > 1 ? undefined : statements[index ?? 0])?.entry;
    readers.set(entry, [...(readers.get(entry) ?? []), reader]);
  }
  return [...readers].map(([entry, who]) =>
    entry === undefined
      ? { parameter: undefined, name: undefined, reason: notReadBack, readers: who, formats: [] }
      : problemOf(entry, notReadBack, who),
  );
}
