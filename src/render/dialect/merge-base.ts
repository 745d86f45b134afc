import { readComment } from '../../core/envfile/comment.ts';
import { locate } from '../../core/envfile/complaint.ts';
import type { Directive } from '../../core/envfile/directive-table.ts';
import {
  differenceFromDotenv,
  type ReadStatement,
  readStatement,
} from '../../core/envfile/dotenv-reading.ts';
import { faultComplaint, lineComplaint } from '../../core/envfile/fault.ts';
import { type Piece, scanStatements } from '../../core/envfile/statement.ts';
import type { Finding } from '../../core/errors.ts';
import { Secret } from '../../core/secret/secret.ts';

/** One assignment of the file that is merged into. Lines count from 0; `to` is the line behind it. */
export interface FoundAssignment {
  readonly name: string;
  readonly value: string;
  readonly section: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly source: string;
  /** What stands behind the `#` at its end. */
  readonly comment: string | undefined;
  /** The one-shot directives above it. */
  readonly directives: readonly { readonly line: number; readonly directive: Directive }[];
}

/** The file that is merged into, cut into its parts. */
export interface MergeBase {
  readonly lines: readonly string[];
  readonly endsLine: boolean;
  readonly assignments: readonly FoundAssignment[];
  /** For each section, the line where its first key would stand. */
  readonly sections: ReadonlyMap<string, number>;
  /** Lines above the first key that an earlier export wrote as its header. */
  readonly header: readonly number[];
}

const ourHeader =
  /^# (?:generated \d{4}-\d\d-\d\dT\S+|(?:project=\S+ )?env=\S+ region=\S+|service discovery denied: .*)$/;

/** The bytes as text to merge into, or all that keeps readers from agreeing where its statements are. */
export function readMergeBase(
  bytes: Uint8Array,
  file: string,
): { readonly text: Secret } | { readonly findings: readonly Finding[] } {
  const at = (line: number, message: string, hint?: string) =>
    ({ severity: 'error', file, line, message, hint }) as const;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { findings: [at(0, 'the file is not UTF-8')] };
  }
  const foreign = /^\ufeff|[\r\0]/.exec(text);
  if (foreign) {
    const line = text.slice(0, foreign.index).split('\n').length;
    const what =
      foreign[0] === '\r'
        ? 'a carriage return'
        : foreign[0] === '\0'
          ? 'a NUL character'
          : 'a byte order mark';
    return {
      findings: [
        at(
          line,
          `the line has ${what}, which shells do not pass over`,
          'Save the file as UTF-8 with LF line ends.',
        ),
      ],
    };
  }
  const pieces = [...scanStatements(text)];
  const complaints = pieces.flatMap((piece) => complaintOf(piece) ?? []);
  const doubtful = pieces.find((piece) => piece.kind === 'assignment' && (piece.doubtful || piece.fault));
  if (complaints.length === 0) complaints.push(...differences(pieces));
  if (complaints.length === 0) return { text: new Secret(text) };
  const damage = { broken: true, quoteLine: doubtful?.line ?? Number.POSITIVE_INFINITY };
  return { findings: locate(complaints, file, damage) };
}

function complaintOf(piece: Piece) {
  if (piece.kind === 'assignment') {
    if (piece.fault) return faultComplaint(piece.fault, piece.line, piece.name);
    if (readStatement(piece.source, piece.name)) return undefined;
    return { line: piece.line, key: piece.name, message: 'is a key that dotenv drops' };
  }
  if (piece.kind === 'comment' && readComment(piece.text).kind === 'ciphertext') {
    const message = 'the file holds ciphertext, written with --no-decrypt';
    return { line: piece.line, message, hint: 'Export without --merge.' };
  }
  return lineComplaint(piece);
}

function differences(pieces: readonly Piece[]) {
  const statements: ReadStatement[] = [];
  const lines: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'comment') lines.push(`#${piece.text}`);
    if (piece.kind !== 'assignment') continue;
    lines.push(piece.source);
    const value = readStatement(piece.source, piece.name);
    if (value) statements.push({ name: piece.name, value, line: piece.line });
  }
  const difference = differenceFromDotenv(lines, statements);
  return difference ? [difference] : [];
}

/** Cuts text that readMergeBase has accepted. Without `sectioned` a `# service=` line is a comment like others. */
export function cutMergeBase(text: string, sectioned: boolean): MergeBase {
  const endsLine = text === '' || text.endsWith('\n');
  const lines = text === '' ? [] : (endsLine ? text.slice(0, -1) : text).split('\n');
  const assignments: FoundAssignment[] = [];
  const sections = new Map<string, number>();
  const header: number[] = [];
  let section: string | undefined;
  let directives: FoundAssignment['directives'] = [];
  let opening: string | undefined;
  for (const piece of scanStatements(text)) {
    const from = piece.line - 1;
    if (piece.kind === 'assignment') {
      const { name, source, comment } = piece;
      const to = from + source.split('\n').length;
      const value = readStatement(source, name)?.reveal() ?? '';
      assignments.push({ name, value, section, from, to, source, comment, directives });
      directives = [];
      opening = undefined;
      continue;
    }
    if (piece.kind !== 'comment') {
      opening = undefined;
      continue;
    }
    if (assignments.length === 0 && section === undefined && ourHeader.test(lines[from] ?? ''))
      header.push(from);
    const read = readComment(piece.text);
    const directive = read.kind === 'directive' ? read.directive : undefined;
    if (directive?.name === 'service') {
      directives = [];
      if (sectioned) section = opening = directive.value;
    } else if (directive && !directive.name.startsWith('section-')) {
      directives = [...directives, { line: from, directive }];
    }
    if (opening !== undefined) sections.set(opening, from + 1);
  }
  return { lines, endsLine, assignments, sections, header };
}
