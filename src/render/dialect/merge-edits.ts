import type { Statement } from './dotenv.ts';
import type { MergeBase } from './merge-base.ts';

/** What is done to the lines of a file; all line numbers are the old ones, from 0. */
export interface LineEdits {
  readonly removed: Set<number>;
  /** By the first line that goes; `to` is the first that stays. */
  readonly replaced: Map<number, { readonly to: number; readonly lines: readonly string[] }>;
  /** Before the line `at`, in this order. */
  readonly inserted: { at: number; lines: readonly string[]; statements: readonly Statement[] }[];
}

export function noEdits(): LineEdits {
  return { removed: new Set(), replaced: new Map(), inserted: [] };
}

/** The file with its edits. Only the file's last line may lack a line end, and only where it is untouched. */
export function merged(base: MergeBase, edits: LineEdits): string {
  const out: string[] = [];
  for (let line = 0; line <= base.lines.length; ) {
    for (const { at, lines } of edits.inserted) if (at === line) out.push(...lines);
    const replaced = edits.replaced.get(line);
    if (replaced) {
      out.push(...replaced.lines);
      line = replaced.to;
      continue;
    }
    const text = base.lines[line];
    if (text !== undefined && !edits.removed.has(line)) out.push(text);
    line += 1;
  }
  const addedBehind = edits.inserted.some(({ at }) => at === base.lines.length);
  return out.length === 0 ? '' : `${out.join('\n')}${base.endsLine || addedBehind ? '\n' : ''}`;
}
