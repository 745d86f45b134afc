import { readComment } from '../../core/envfile/comment.ts';
import { type Directive, directiveLabel } from '../../core/envfile/directive-table.ts';
import type { Statement } from './dotenv.ts';
import { misreadings } from './dotenv-readers.ts';
import type { FoundAssignment } from './merge-base.ts';

/** How an assignment of the file becomes ours. */
export interface ReplacedLines {
  /** Lines of directives that hold no longer. */
  readonly removed: readonly number[];
  /** In the place of the assignment; undefined where it stays letter for letter. */
  readonly lines: readonly string[] | undefined;
  readonly sameValue: boolean;
}

/**
 * Ours in the place of theirs: directives that say the same stay where they are, those of `managed` that say
 * something else go, other comments stay. An assignment that says the same to every reader stays as it is.
 */
export function replacedLines(
  found: FoundAssignment,
  ours: Statement,
  managed: ReadonlySet<string>,
): ReplacedLines {
  const needed = new Set(ours.comments.map((line) => said(line.slice(1))));
  const removed: number[] = [];
  for (const { line, directive } of found.directives) {
    if (needed.delete(textOf(directive)) || !managed.has(directive.name)) continue;
    // `# secret=false` and the like agree with a key that has no such marker of ours.
    if (directive.value === 'false' && !ours.entry.secret) continue;
    removed.push(line);
  }
  const behind = found.comment === undefined ? undefined : said(found.comment);
  const wrongBehind =
    behind !== undefined && !needed.delete(behind) && managed.has(behind.split('=', 1)[0] ?? '');
  const above = ours.comments.filter((line) => needed.has(said(line.slice(1)) ?? ''));
  const { name, value } = ours.expected;
  const sameValue = found.value === value;
  const clean = sameValue && misreadings(`${found.source}\n`, [{ name, value, excused: [] }]).length === 0;
  if (clean && !wrongBehind && above.length === 0) return { removed, lines: undefined, sameValue };
  const kept = clean && !wrongBehind ? found.source.split('\n') : rewritten(found, ours, wrongBehind);
  return { removed, lines: [...above, ...kept], sameValue };
}

/** The new assignment, with the comment that stood behind the old one: behind it again where that can be. */
function rewritten(
  { comment }: FoundAssignment,
  { assignment, expected }: Statement,
  dropComment: boolean,
): readonly string[] {
  if (comment === undefined || dropComment) return assignment.split('\n');
  const together = `${assignment} #${comment}`;
  if (misreadings(`${together}\n`, [expected]).length === 0) return together.split('\n');
  return [`#${comment}`, ...assignment.split('\n')];
}

/** `secret=true`, whatever the spelling; undefined for a comment that is no directive. */
function said(comment: string): string | undefined {
  const read = readComment(comment);
  return read.kind === 'directive' ? textOf(read.directive) : undefined;
}

function textOf(directive: Directive): string {
  return `${directiveLabel(directive)}=${directive.value}`;
}
