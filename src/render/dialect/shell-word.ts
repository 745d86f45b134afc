/** Assignments as a shell that sources the text would make them, in order; or why it is not that simple. */
export type ShellReading =
  | { readonly assignments: readonly (readonly [name: string, value: string])[] }
  | { readonly unsafe: string };

/** `export NAME=word` on every line, or plain `NAME=word`. */
export type ShellStatements = 'export' | 'assign';

const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const encoder = new TextEncoder();

/**
 * Reads text as bash, dash and ksh do when they source it: comments and one assignment a line, nothing else.
 * Whatever would expand, run, glob, continue on the next line or leave a quote open, and whatever the shells
 * do not agree on, is `unsafe`. Source: POSIX XCU 2.2, 2.3, 2.6; bash and dash at the points that differ.
 */
export function readShell(text: string, statements: ShellStatements): ShellReading {
  const assignments: (readonly [string, string])[] = [];
  let at = 0;
  while (at < text.length) {
    at = skipBlanks(text, at);
    if (text[at] === '#') at = lineEnd(text, at);
    if (at >= text.length) break;
    if (text[at] === '\n') {
      at += 1;
      continue;
    }
    if (statements === 'export') {
      if (!text.startsWith('export ', at)) return { unsafe: 'a line that is no export' };
      at += 'export '.length;
    }
    name.lastIndex = at;
    const target = name.exec(text)?.[0];
    if (target === undefined || text[at + target.length] !== '=') return { unsafe: 'a command' };
    const word = readWord(text, at + target.length + 1, statements);
    if ('unsafe' in word) return word;
    assignments.push([target, word.value]);
    at = skipBlanks(text, word.end);
    // A blank ended the word, so that `#` starts a comment here.
    if (text[at] === '#') at = lineEnd(text, at);
    if (at < text.length && text[at] !== '\n') return { unsafe: 'a second word, which would be a command' };
  }
  return { assignments };
}

type Word = { readonly value: string; readonly end: number } | { readonly unsafe: string };

function readWord(text: string, start: number, statements: ShellStatements): Word {
  let value = '';
  let at = start;
  while (at < text.length && !' \t\n'.includes(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === "'") {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return { unsafe: 'an open quote' };
      value += text.slice(at + 1, close);
      at = close + 1;
    } else if (character === '"') {
      const quoted = readDoubleQuoted(text, at + 1);
      if ('unsafe' in quoted) return quoted;
      value += quoted.value;
      at = quoted.end;
    } else if (character === '\\') {
      const next = text.codePointAt(at + 1);
      if (next === undefined || next === 0x0a) return { unsafe: 'a line that continues' };
      const escaped = String.fromCodePoint(next);
      if (!isPlainUnquoted(escaped)) return { unsafe: 'an escaped character that shells read differently' };
      value += escaped;
      at += 1 + escaped.length;
    } else {
      const literal = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const problem = unquotedProblem(
        literal,
        text.charAt(at - 1),
        text.charAt(at + 1),
        at === start,
        statements,
      );
      if (problem) return { unsafe: problem };
      value += literal;
      at += literal.length;
    }
  }
  return { value, end: at };
}

function readDoubleQuoted(text: string, start: number): Word {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '"') return { value, end: at + 1 };
    if (character === '`') return { unsafe: 'a command substitution' };
    if (character === '$' && /[A-Za-z0-9_({[*@#?!$\\`-]|[^\t\n -~]/.test(next)) {
      return { unsafe: 'an expansion' };
    }
    if (character === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
      if (next !== '\n') value += next;
      at += 1;
    } else {
      value += character;
    }
  }
  return { unsafe: 'an open quote' };
}

function unquotedProblem(
  character: string,
  before: string,
  after: string,
  first: boolean,
  statements: ShellStatements,
): string | undefined {
  if (';&|<>()'.includes(character)) return 'an operator';
  if (character === '`') return 'a command substitution';
  if (character === '$')
    return after === '' || ' \t\n%+,./:=^]}'.includes(after) ? undefined : 'an expansion';
  if (character === '~') return !first && /[A-Za-z0-9]/.test(before) ? undefined : 'a home folder';
  // Declaration commands expand braces and globs in some shells; plain assignments do so in none.
  if (statements === 'export' && '*?[{'.includes(character)) return 'a pattern';
  return isPlainUnquoted(character) ? undefined : 'a character that shells read differently';
}

/** Outside quotes a byte 0x85 or 0xA0 is a blank for shells of some systems, and controls are not safe in bash. */
function isPlainUnquoted(character: string): boolean {
  if (character >= ' ' && character <= '~') return true;
  return character > '\u009f' && !encoder.encode(character).some((byte) => byte === 0x85 || byte === 0xa0);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
