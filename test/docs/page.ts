/** A code block of a page. */
export interface Block {
  readonly page: string;
  /** Of its first line, fence included; counted from 1. */
  readonly line: number;
  /** What stands behind the fence; `indented` for a block without one. */
  readonly kind: string;
  /** The other words behind the fence. */
  readonly info: readonly string[];
  readonly text: string;
  /** The block above it, when only blank lines stand between. */
  readonly after: Block | undefined;
}

export interface Page {
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text without its code blocks, whose lines are blank, so that line numbers hold. */
  readonly prose: string;
}

const fence = /^( *)(`{3,}|~{3,}) *([^`]*)$/;
const indentOf = (line: string) => line.length - line.trimStart().length;

export const placeOf = ({ page, line }: Block) => `${page}:${line}`;

/** Markdown as far as code blocks need it: fences of any indentation, indented blocks, lists. */
export function parsePage(name: string, text: string): Page {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  const prose: string[] = [];
  let listIndent = 0;
  let previous: Block | undefined;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const end = blockEnd(lines, at, listIndent);
    if (end === undefined) {
      prose.push(line);
      listIndent = listIndentAfter(line, listIndent);
      if (line.trim() !== '') previous = undefined;
      at += 1;
      continue;
    }
    previous = { page: name, line: at + 1, ...contentOf(lines.slice(at, end)), after: previous };
    blocks.push(previous);
    prose.push(...lines.slice(at, end).map(() => ''));
    at = end;
  }
  return { name, text, blocks, prose: prose.join('\n') };
}

/** The line behind the block that begins here; undefined where none does. */
function blockEnd(lines: readonly string[], at: number, listIndent: number): number | undefined {
  const [, , marker] = fence.exec(lines[at] ?? '') ?? [];
  if (marker !== undefined) {
    const close = lines.findIndex((line, index) => index > at && closes(line, marker));
    if (close === -1) throw new Error(`line ${at + 1}: the code block is not closed`);
    return close + 1;
  }
  const inside = (line: string) => line.trim() !== '' && indentOf(line) >= listIndent + 4;
  if (!inside(lines[at] ?? '') || (lines[at - 1] ?? '').trim() !== '') return undefined;
  let end = at + 1;
  for (let next = end; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (inside(line)) end = next + 1;
    else if (line.trim() !== '') break;
  }
  return end;
}

function closes(line: string, marker: string): boolean {
  const word = line.trim();
  return word.length >= marker.length && [...word].every((letter) => letter === marker[0]);
}

/** What is said below a list item belongs to it as far as it is indented like it. */
function listIndentAfter(line: string, before: number): number {
  const item = /^( *)([-*+]|\d+[.)])( +)\S/.exec(line);
  if (item) return item[0].length - 1;
  return line.trim() === '' || indentOf(line) >= before ? before : 0;
}

function contentOf(lines: readonly string[]): Pick<Block, 'kind' | 'info' | 'text'> {
  const [, indent = '', marker, words = ''] = fence.exec(lines[0] ?? '') ?? [];
  if (marker === undefined) {
    const least = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
    return { kind: 'indented', info: [], text: textOf(lines, least) };
  }
  const [kind = '', ...info] = words.split(' ').filter((word) => word !== '');
  return { kind, info, text: textOf(lines.slice(1, -1), indent.length) };
}

const textOf = (lines: readonly string[], indent: number) =>
  lines.map((line) => `${line.slice(Math.min(indent, indentOf(line)))}\n`).join('');
