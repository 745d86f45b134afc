import { findQuoteEnd, holdsQuotedStatement, isQuote, skipBlanks, swallowsStatements } from './quote.ts';

/** Why a statement is not taken, although dotenv makes something of it. */
export type Fault = 'unclosed' | 'behind-quote' | 'two-ends' | 'next-line' | 'cut' | 'vast' | 'hidden-break';

/** A line that is no assignment; `line` is 1-based. */
export type OtherLine =
  | { readonly kind: 'blank'; readonly line: number; readonly hiddenBreak: boolean }
  /** `text` is what stands behind the `#`. */
  | { readonly kind: 'comment'; readonly line: number; readonly text: string; readonly hiddenBreak: boolean }
  /** `KEY: value`, which dotenv reads as an assignment. */
  | { readonly kind: 'coloned'; readonly line: number; readonly name: string }
  /** Nothing that dotenv reads; `equals` tells whether it looks like an assignment. */
  | { readonly kind: 'stray'; readonly line: number; readonly equals: boolean };

/** A stretch of whole lines of an env file. */
export type Piece = OtherLine | Assignment;

export interface Assignment {
  readonly kind: 'assignment';
  readonly line: number;
  readonly name: string;
  /** All its lines, for dotenv to read. */
  readonly source: string;
  /** What stands behind the `#` at its end. */
  readonly comment: string | undefined;
  readonly fault: Fault | undefined;
  /** It is read as dotenv does, but lines below may be text of a value all the same. */
  readonly doubtful: boolean;
}

// Escapes at most halve a text, so more characters than this are more than 8192 bytes in any reading.
const vast = 2 * 8192;

/**
 * Cuts an env file into its statements, exactly where dotenv's expression begins and ends them, or with a
 * fault where that is not what a reader sees. `text` has no carriage returns. Linear in its length.
 */
export function* scanStatements(text: string): Generator<Piece> {
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const { piece, next } = readPiece(text, at, end, line);
    yield piece;
    // A piece of several lines is an assignment; only there does counting cost anything.
    line += next === end ? 1 : countLines(text, at, next);
    at = next + 1;
  }
}

interface Cut {
  readonly piece: Piece;
  /** The position of the piece's last line end, or of the text's end. */
  readonly next: number;
}

function readPiece(text: string, start: number, end: number, line: number): Cut {
  const content = text.slice(start, end);
  const hiddenBreak = hasHiddenBreak(content);
  const first = skipBlanks(content, 0);
  if (first === content.length) return { piece: { kind: 'blank', line, hiddenBreak }, next: end };
  if (content[first] === '#') {
    return { piece: { kind: 'comment', line, text: content.slice(first + 1), hiddenBreak }, next: end };
  }
  const head = /^\s*(?:export\s+)?([\w.-]+)(?:\s*(=)|:(?=\s|$))/.exec(content);
  const name = head?.[1];
  if (!head || name === undefined) {
    return { piece: { kind: 'stray', line, equals: content.includes('=') }, next: end };
  }
  if (head[2] === undefined) return { piece: { kind: 'coloned', line, name }, next: end };
  const value = readValue(text, start + head[0].length, end);
  const { next = end, comment, fault, doubtful = false } = value;
  const quoted = value.quoted ?? [end, end];
  const outside = hasHiddenBreak(text.slice(start, quoted[0])) || hasHiddenBreak(text.slice(quoted[1], next));
  const source = text.slice(start, next);
  return {
    piece: {
      kind: 'assignment',
      line,
      name,
      source,
      comment,
      fault: fault ?? (outside ? 'hidden-break' : undefined),
      doubtful,
    },
    next,
  };
}

interface Value {
  readonly fault?: Fault | undefined;
  readonly comment?: string | undefined;
  /** Where the quoted part begins and ends. */
  readonly quoted?: readonly [number, number];
  readonly next?: number;
  readonly doubtful?: boolean;
}

/** Reads on behind a `=` at `from - 1`, in the line that ends at `end`. */
function readValue(text: string, from: number, end: number): Value {
  const at = skipBlanks(text, from);
  if (at === end) return readBelow(text, end);
  if (isQuote(text[at])) return readQuoted(text, at, end);
  const line = text.slice(from, end);
  const hash = line.indexOf('#');
  const value = hash < 0 ? line : line.slice(0, hash);
  if (value.trim().length > vast) return { fault: 'vast' };
  if (hash < 0) return {};
  return /\s$/.test(value) ? { comment: line.slice(hash + 1) } : { fault: 'cut' };
}

function readQuoted(text: string, open: number, end: number): Value {
  const close = findQuoteEnd(text, open);
  if (!close) {
    const again = text.slice(open + 1, end).includes(text[open] ?? '');
    return { fault: again ? 'behind-quote' : 'unclosed' };
  }
  const next = lineEnd(text, close.end);
  const tail = text.slice(close.end + 1, next);
  const hash = tail.indexOf('#');
  const fault = swallowsStatements(text, close)
    ? 'two-ends'
    : close.end - open - 1 > vast
      ? 'vast'
      : undefined;
  return {
    fault,
    comment: hash < 0 ? undefined : tail.slice(hash + 1),
    quoted: [open, close.end + 1],
    next,
    doubtful: next !== end && holdsQuotedStatement(text, open, close),
  };
}

/** Nothing behind the `=`: but dotenv goes on over blank lines, and takes a quoted value that stands there. */
function readBelow(text: string, end: number): Value {
  let at = end;
  while (at < text.length && text[at] === '\n') at = skipBlanks(text, at + 1);
  if (!isQuote(text[at])) return {};
  const close = findQuoteEnd(text, at);
  return { fault: close ? 'next-line' : 'unclosed', next: lineEnd(text, close?.end ?? at) };
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function hasHiddenBreak(text: string): boolean {
  return /[\u2028\u2029]/.test(text);
}
