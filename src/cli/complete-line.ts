export type Quote = '' | "'" | '"';

/** The word under the cursor. */
export interface LastWord {
  /** As it stands on the line. */
  readonly raw: string;
  /** With its quotes and backslashes taken off; nothing is expanded or run. */
  readonly text: string;
  /** The quote that is open at its end. */
  readonly quote: Quote;
}

export interface SplitLine {
  /** The words before it, without redirections. */
  readonly words: readonly string[];
  readonly last: LastWord;
  /** It names the file of a redirection. */
  readonly redirected: boolean;
}

const blank = /\s/;
const redirection = /[<>]/;

/** A command line as far as the cursor, split as a POSIX shell does. */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let redirected = false;
  let at = 0;
  while (at < line.length) {
    while (blank.test(line[at] ?? '')) at += 1;
    if (redirection.test(line[at] ?? '')) {
      redirected = true;
      at += 1;
      continue;
    }
    const end = endOfWord(line, at);
    if (end === line.length) break;
    // `2>`: the number is no word of its own.
    const isDescriptor = redirection.test(line[end] ?? '') && /^\d+$/.test(line.slice(at, end));
    if (!redirected && !isDescriptor) words.push(unquoted(line.slice(at, end)).text);
    redirected = false;
    at = end;
  }
  return { words, last: unquoted(line.slice(at)), redirected };
}

function endOfWord(line: string, start: number): number {
  let quote: Quote = '';
  let at = start;
  for (; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\' && quote !== "'") at += 1;
    else if (quote === '' && (blank.test(character) || redirection.test(character))) return at;
    else quote = quoteAfter(quote, character);
  }
  return line.length;
}

function quoteAfter(quote: Quote, character: string): Quote {
  if (quote !== '') return character === quote ? '' : quote;
  return character === "'" || character === '"' ? character : '';
}

/** A word without its quotes and backslashes. What a shell would expand stays as it stands. */
export function unquoted(raw: string): LastWord {
  let quote: Quote = '';
  let text = '';
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] ?? '';
    if (character === '\\' && quote !== "'") {
      at += 1;
      const next = raw[at] ?? '';
      text += quote === '"' && !/["\\$`]/.test(next) ? `\\${next}` : next;
      continue;
    }
    const after = quoteAfter(quote, character);
    if (after === quote) text += character;
    quote = after;
  }
  return { raw, text, quote };
}

/**
 * A text for a place with this quote open, such that a shell reads it as that text and nothing else; undefined
 * where the quote cannot hold it.
 */
export function quotedFor(text: string, quote: Quote): string | undefined {
  switch (quote) {
    case "'":
      return text.includes("'") ? undefined : text;
    case '"':
      // Interactive shells look for their history in it, and no backslash hides that.
      return text.includes('!') ? undefined : text.replace(/["\\$`]/g, '\\$&');
    case '':
      return text.replace(/[^\p{L}\p{N}_./:@%+=,-]/gu, '\\$&');
  }
}
