import { dotenvReaders, type Expected, misreadings, seedsBack, shells } from './dotenv-readers.ts';
import type { Reader } from './format.ts';

/** What goes right of `=`, and who reads it as another value. */
export interface DotenvRight {
  readonly text: string;
  readonly misreadBy: readonly Reader[];
}

// Characters that no reader takes for anything else; `=` and `~` are left out for zsh and home folders.
const bare = /^[A-Za-z0-9_./:@%+,-]+$/;
// Values whose quoting is beyond doubt in any surroundings; all others are proved one by one.
const plainInSingle = /^[^'\\\r\u2028\u2029]*$/;
const plainInDouble = /^[^"\\$`\r\u2028\u2029]*$/;

/**
 * Chooses what to write for a value: the form that all readers read alike, else the one that most of them
 * do as long as dotenv and node are among them and a shell reads one complete word. Undefined when there is
 * none. A secret is never bare; only where no quoted form is right at all it takes an unquoted one.
 */
export function dotenvRight(value: string, secret: boolean): DotenvRight | undefined {
  if (!secret && bare.test(value)) return { text: value, misreadBy: [] };
  if (plainInSingle.test(value)) return { text: `'${value}'`, misreadBy: [] };
  if (plainInDouble.test(value)) return { text: `"${value}"`, misreadBy: [] };
  let best: DotenvRight | undefined;
  for (const text of candidates(value)) {
    const misreadBy = proved(text, value);
    // One wrong reader is python-dotenv, for backslashes that no other quotes would save: it gets no better.
    if (misreadBy && misreadBy.length <= 1) return { text, misreadBy };
    if (misreadBy && (best === undefined || misreadBy.length < best.misreadBy.length)) {
      best = { text, misreadBy };
    }
  }
  return best;
}

function candidates(value: string): readonly string[] {
  const all: string[] = [];
  if (!value.includes("'")) all.push(`'${value}'`);
  if (!value.includes('"')) all.push(`"${value}"`);
  // dotenv, node and python-dotenv make a newline of \n between double quotes; a shell keeps it as it is.
  if (value.includes('\n') && !value.includes('"')) all.push(`"${value.replaceAll('\n', '\\n')}"`);
  // A comment that is none for dotenv's second look: its quote keeps the value's last \' from being passed over.
  if (!value.includes("'")) all.push(`'${value}' # 'x`);
  if (!value.includes('"')) all.push(`"${value}" # "x`);
  if (!value.includes('\n')) {
    // Unquoted, dotenv and node take quotes as they are and stop at the comment, which closes a shell's quote.
    all.push(value, `${value} #`, `${value} # "`, `${value} # '`);
  }
  return all;
}

/**
 * Who misreads the line, by trying it among neighbours whose quotes could complete it; undefined when dotenv
 * or node do, when seed would not take it back, when a shell would not read one complete word, or when a
 * neighbour is read differently for it.
 */
function proved(text: string, value: string): readonly Reader[] | undefined {
  const name = (index: number) => `VALUE_${index}`;
  const lines: string[] = [];
  const expected: Expected[] = [];
  const excusing = (excused: readonly Reader[]) => {
    lines.length = 0;
    expected.length = 0;
    for (const [index, neighbour] of neighbours.entries()) {
      lines.push(...neighbour.lines, `${name(index)}=${text}`);
      expected.push(...neighbour.expected, { name: name(index), value, excused });
    }
    return misreadings(`${lines.join('\n')}\n`, expected);
  };
  const wrong = new Set(excusing([]).map(({ reader }) => reader));
  if (!seedsBack(`${lines.join('\n')}\n`, expected)) return undefined;
  if (wrong.size === 0) return [];
  if (wrong.has('dotenv') || wrong.has('node --env-file')) return undefined;
  const excused = dotenvReaders.filter((reader) => wrong.has(reader));
  return excusing(excused).length === 0 ? excused : undefined;
}

const neighbours: readonly { readonly lines: readonly string[]; readonly expected: readonly Expected[] }[] = [
  neighbour([], 'A', '0', '0'),
  neighbour([], 'B', "'b'", 'b'),
  neighbour([], 'C', '"c"', 'c'),
  neighbour([`# '`], 'D', '0', '0'),
  neighbour([`# "`], 'E', '0', '0'),
  neighbour(['# `'], 'F', `'"'`, '"'),
  neighbour([`# it's "so"`], 'G', `"'"`, "'"),
  neighbour([], 'H', `'\n'`, '\n'),
  neighbour([], 'I', `"\n#"`, '\n#'),
  neighbour([], 'J', "'`'", '`'),
];

function neighbour(comments: readonly string[], name: string, text: string, value: string) {
  return { lines: [...comments, `${name}=${text}`], expected: [{ name, value, excused: [] }] };
}

/** The reason to give for a line that not all readers read alike. */
export function misreadReason(misreadBy: readonly Reader[]): string {
  if (!misreadBy.includes('python-dotenv')) return 'has no line that shells read as dotenv and node do';
  if (shells.some((shell) => misreadBy.includes(shell))) {
    return 'has no line that shells and python-dotenv read as dotenv and node do';
  }
  return 'has no line that python-dotenv reads as dotenv, node and shells do';
}
