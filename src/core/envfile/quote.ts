/** Where a quoted value ends, as dotenv's expression decides it. Both are positions of a closing quote. */
export interface QuoteEnd {
  /** The one dotenv takes. */
  readonly end: number;
  /** The first one it could take: an escaped quote with nothing behind it on its line. */
  readonly first: number;
}

const newline = '\n';

/** U+2028 and U+2029 end a line for dotenv's `^` and `$`, but for no editor. */
function isHiddenBreak(character: string | undefined): boolean {
  return character === '\u2028' || character === '\u2029';
}

export function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** From `at`, the first position that is not blank; a line end is not blank. */
export function skipBlanks(text: string, at: number): number {
  let here = at;
  while (here < text.length && text[here] !== newline && isSpace(text.charCodeAt(here))) here += 1;
  return here;
}

function isSpace(code: number): boolean {
  return code <= 32
    ? code === 32 || (code >= 9 && code <= 13)
    : code >= 160 && /\s/.test(String.fromCharCode(code));
}

/**
 * Finds the end of the value whose opening quote stands at `open`; nothing when dotenv would not read it as
 * quoted. In dotenv's `"(?:\\"|[^"])*"\s*(?:#.*)?$` a quote behind a backslash is text if that works out, and
 * the end of the value if not: so the last quote wins that has only blanks or a comment behind it on its line,
 * up to the first one without a backslash. Looks at each character once.
 */
export function findQuoteEnd(text: string, open: number): QuoteEnd | undefined {
  const quote = text[open] ?? '';
  let found: QuoteEnd | undefined;
  for (let at = text.indexOf(quote, open + 1); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (endsLine(text, at + 1)) found = { end: at, first: found?.first ?? at };
    if (text[at - 1] !== '\\') break;
  }
  return found;
}

function endsLine(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && !isHiddenBreak(text[at]) && text[at] !== newline && isSpace(text.charCodeAt(at)))
    at += 1;
  return at >= text.length || text[at] === newline || text[at] === '#' || isHiddenBreak(text[at]);
}

/**
 * Could a reader take the value to end earlier, and the lines behind that for statements of their own?
 * (A value in double quotes that ends in a backslash, followed by lines with quotes.)
 */
export function swallowsStatements(text: string, { first, end }: QuoteEnd): boolean {
  if (first === end) return false;
  const behind = text
    .slice(first + 1, end)
    .split(newline)
    .slice(1);
  return behind.some((line) => /^\s*(?:#|(?:export\s+)?[\w.-]+\s*=)/.test(line));
}

/**
 * Does a quoted value of several lines hold what looks like the beginning of another quoted one? Then its own
 * quote may have been forgotten, and what stands below it may be text of that other value.
 */
export function holdsQuotedStatement(text: string, open: number, { end }: QuoteEnd): boolean {
  const below = text.slice(open, end + 1).indexOf(newline);
  return (
    below >= 0 && /^[^\S\n]*(?:export\s+)?[\w.-]+\s*=\s*['"`]/m.test(text.slice(open + below + 1, end + 1))
  );
}
