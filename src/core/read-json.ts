export type JsonReading =
  | { readonly value: unknown }
  /** Where the text stops being JSON; both 1-based. */
  | { readonly line: number; readonly column: number };

/**
 * Reads JSON, with or without a byte order mark. What is wrong is told by its place alone: the parser's own
 * message quotes the text, and a file that was named by mistake can hold secrets.
 */
export function readJson(text: string): JsonReading {
  const body = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    const before = body.slice(0, faultOffset(body)).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

/** The length of the longest beginning that could still become JSON, found by halving. */
function faultOffset(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (canGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Is it JSON, or does it only end too early? V8 tells that by its words, or by a position behind the text. */
function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return words.startsWith('Unexpected end') || words.includes(`at position ${beginning.length} `);
  }
}
