import type { Assignment } from './sectioned-text.ts';

// What unicode.IsSpace means in Go, with and without the line end.
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const inlineSpace = /[\t\v\f\r \u0085\u00a0]/;
const statement = /^(?!export\s)([\p{L}\p{N}_.[\]-]+)[\t\v\f\r \u0085\u00a0]*[=:]/u;
const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

/**
 * Reads text as docker compose reads an `env_file`; undefined where compose refuses it, where a value is
 * taken from its environment, where something would be interpolated, and for `export`, which we never write.
 * Source: compose-go 2.0 to 2.16, dotenv/parser.go and template/template.go.
 */
export function readComposeFile(file: string): readonly Assignment[] | undefined {
  const text = file.replace(/^\ufeff/, '');
  const assignments: Assignment[] = [];
  let at = skip(text, 0, space);
  while (at < text.length) {
    if (text[at] === '#') {
      at = skip(text, lineEnd(text, at), space);
      continue;
    }
    const head = statement.exec(text.slice(at, lineEnd(text, at)));
    const name = head?.[1];
    if (!head || name === undefined) return undefined;
    const value = readValue(text, skip(text, at + head[0].length, inlineSpace));
    if (value === undefined) return undefined;
    assignments.push([name, value.text]);
    at = skip(text, value.end, space);
  }
  return assignments;
}

interface Value {
  readonly text: string;
  readonly end: number;
}

function readValue(text: string, at: number): Value | undefined {
  const quote = text[at];
  if (quote === '"' || quote === "'") return readQuoted(text, at + 1, quote);
  const end = lineEnd(text, at);
  const [value = ''] = text.slice(at, end).split(' #');
  // Between `$` and a letter there is no telling: it would be interpolated.
  return value.includes('$') ? undefined : { text: withoutTrailing(value), end };
}

function readQuoted(text: string, from: number, quote: string): Value | undefined {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) {
      const whole = quote === '"' ? withoutEscapes(value) : value;
      return whole === undefined ? undefined : { text: whole, end: at + 1 };
    }
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    if (at >= text.length) return undefined;
    // The backslash of an escaped quote goes here, all others stay for the second look.
    value += text[at] === quote ? quote : `\\${text.charAt(at)}`;
  }
  return undefined;
}

/** The second look at a text between double quotes; undefined when a `$` is left to be interpolated. */
function withoutEscapes(text: string): string | undefined {
  let interpolates = false;
  const value = text.replaceAll(
    /\\([abcfnrtv$"\\]|0\d{0,3})|\$\$|\$/g,
    (match, letter: string | undefined) => {
      if (match === '$$' || letter === '$') return '$';
      const escaped = letter === undefined ? undefined : escapes[letter];
      // A lone `$`, an octal escape, and \c, which Go has no such escape for: never written by us.
      if (escaped === undefined) interpolates = true;
      return escaped ?? '';
    },
  );
  return interpolates ? undefined : value;
}

function withoutTrailing(value: string): string {
  let end = value.length;
  while (end > 0 && space.test(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end);
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text.charAt(at))) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
