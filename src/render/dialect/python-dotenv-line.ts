/** One statement as python-dotenv binds it: no key for comments and for lines it cannot read. */
export interface PythonBinding {
  readonly key: string | undefined;
  /** Undefined for a key without `=`. */
  readonly value: string | undefined;
}

// What `\s` and str.rstrip() mean in Python; JavaScript's `\s` lacks U+001C–1F and U+0085 and adds U+FEFF.
const spaces = new Set(
  [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]
    .concat(Array.from({ length: 11 }, (_, index) => 0x2000 + index))
    .map((code) => String.fromCharCode(code)),
);
const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * Reads text as python-dotenv does from a file (text mode: CR and CRLF become LF), without interpolation.
 * Source: python-dotenv 1.2, src/dotenv/parser.py, whose regular expressions are followed one by one.
 */
export function readPythonDotenv(file: string): readonly PythonBinding[] {
  const text = file.replaceAll(/\r\n?/g, '\n');
  const bindings: PythonBinding[] = [];
  let at = 0;
  while (at < text.length) {
    const start = skip(text, at, true);
    if (start >= text.length) break;
    const statement = readStatement(text, start);
    bindings.push(statement.binding);
    at = statement.end;
  }
  return bindings;
}

type Statement = { readonly binding: PythonBinding; readonly end: number };

const nothing: PythonBinding = { key: undefined, value: undefined };

function readStatement(text: string, start: number): Statement {
  let at = start;
  if (text.startsWith('export', at) && skip(text, at + 6, false) > at + 6) at = skip(text, at + 6, false);
  let key: string | undefined;
  if (text[at] === "'") {
    const close = text.indexOf("'", at + 1);
    if (close <= at + 1) return failed(text, at);
    key = text.slice(at + 1, close);
    at = close + 1;
  } else if (text[at] !== '#') {
    const end = keyEnd(text, at);
    if (end === at) return failed(text, at);
    key = text.slice(at, end);
    at = end;
  }
  at = skip(text, at, false);
  let value: string | undefined;
  if (text[at] === '=') {
    const read = readValue(text, skip(text, at + 1, false));
    if (read === undefined) return failed(text, skip(text, at + 1, false));
    value = read.value;
    at = read.end;
  }
  const comment = skip(text, at, false);
  if (text[comment] === '#') at = lineEnd(text, comment);
  const end = skip(text, at, false);
  if (end < text.length && text[end] !== '\n') return failed(text, at);
  return { binding: { key, value }, end: end + 1 };
}

/** A line given up: reading goes on after the line in which it failed, not the one in which it began. */
function failed(text: string, at: number): Statement {
  return { binding: nothing, end: lineEnd(text, at) + 1 };
}

function readValue(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  const first = text[at];
  if (first === "'" || first === '"') {
    const close = closingQuote(text, at, first);
    if (close === undefined) return undefined;
    return { value: unescaped(text.slice(at + 1, close), first), end: close + 1 };
  }
  if (first === undefined || first === '\n') return { value: '', end: at };
  const end = lineEnd(text, at);
  return { value: withoutComment(text.slice(at, end)), end };
}

/** `'((?:\\'|[^'])*)'`: an escaped quote closes only when no other one does. */
function closingQuote(text: string, open: number, quote: string): number | undefined {
  let fallback: number | undefined;
  for (let at = text.indexOf(quote, open + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (at === open + 1 || text[at - 1] !== '\\') return at;
    fallback = at;
  }
  return fallback;
}

function unescaped(body: string, quote: string): string {
  if (quote === "'") return body.replaceAll(/\\([\\'])/g, '$1');
  return body.replaceAll(/\\([\\'"abfnrtv])/g, (_, letter: string) => escapes[letter] ?? letter);
}

function withoutComment(part: string): string {
  let end = part.length;
  for (let at = part.indexOf('#', 1); at >= 0; at = part.indexOf('#', at + 1)) {
    if (spaces.has(part.charAt(at - 1))) {
      end = at;
      break;
    }
  }
  while (end > 0 && spaces.has(part.charAt(end - 1))) end -= 1;
  return part.slice(0, end);
}

function keyEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '=' && text[at] !== '#' && !spaces.has(text.charAt(at))) at += 1;
  return at;
}

function skip(text: string, from: number, lines: boolean): number {
  let at = from;
  while (at < text.length && spaces.has(text.charAt(at)) && (lines || text[at] !== '\n')) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
