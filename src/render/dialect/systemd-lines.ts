import type { Assignment } from './sectioned-text.ts';

const blanks = ' \t\n\r';
const lineEnds = '\n\r';

/** What systemd takes for UTF-8: noncharacters make it drop the file. Source: src/basic/utf8.c, unichar_is_valid. */
export function isSystemdText(text: string): boolean {
  return text.isWellFormed() && !/\0|\p{Noncharacter_Code_Point}/u.test(text);
}

/**
 * Reads text as systemd does for `EnvironmentFile=`; undefined where it would not load it, or where it lets a
 * last quote go unclosed. Source: systemd 252 to 257, src/basic/env-file.c; where they differ, a comment that
 * ends with a backslash, the text is refused.
 */
export function readSystemdFile(text: string): readonly Assignment[] | undefined {
  if (!isSystemdText(text) || text.startsWith('\ufeff')) return undefined;
  const assignments: Assignment[] = [];
  let at = 0;
  while (at < text.length) {
    if (blanks.includes(text.charAt(at))) {
      at += 1;
      continue;
    }
    const end = lineEnd(text, at);
    if (text[at] === '#' || text[at] === ';') {
      if (text[end - 1] === '\\') return undefined;
      at = end;
      continue;
    }
    const equals = text.indexOf('=', at);
    // It would begin the key.
    if (equals === at) return undefined;
    if (equals < 0 || equals > end) {
      at = end;
      continue;
    }
    const value = readValue(text, equals + 1);
    if (value === undefined) return undefined;
    assignments.push([withoutBlanks(text.slice(at, equals)), value.text]);
    at = value.end;
  }
  return assignments;
}

/** Quoted and unquoted pieces, one after the other, up to a line end outside of quotes. */
function readValue(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let value = '';
  // Blanks at the end of an unquoted piece do not count unless something follows them.
  let kept = 0;
  let unquoted = false;
  let at = start;
  while (at < text.length && !lineEnds.includes(text.charAt(at))) {
    const character = text.charAt(at);
    if (!unquoted && (character === "'" || character === '"')) {
      const quoted = character === '"' ? readDoubleQuoted(text, at + 1) : readSingleQuoted(text, at + 1);
      if (quoted === undefined) return undefined;
      value += quoted.text;
      kept = value.length;
      at = quoted.end;
    } else if (character === '\\') {
      if (at + 1 >= text.length) return undefined;
      const next = text.charAt(at + 1);
      if (!lineEnds.includes(next)) value += next;
      kept = value.length;
      unquoted = true;
      at += 2;
    } else if (blanks.includes(character)) {
      if (unquoted) value += character;
      at += 1;
    } else {
      value += character;
      kept = value.length;
      unquoted = true;
      at += 1;
    }
  }
  return { text: value.slice(0, kept), end: at };
}

function readSingleQuoted(text: string, from: number) {
  const close = text.indexOf("'", from);
  return close < 0 ? undefined : { text: text.slice(from, close), end: close + 1 };
}

function readDoubleQuoted(text: string, from: number) {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { text: value, end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const next = text.charAt(at);
    if (!'"\\`$\n'.includes(next)) value += '\\';
    if (next !== '\n') value += next;
  }
  return undefined;
}

function withoutBlanks(key: string): string {
  return key.replace(/[ \t]+$/, '');
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !lineEnds.includes(text.charAt(at))) at += 1;
  return at;
}
