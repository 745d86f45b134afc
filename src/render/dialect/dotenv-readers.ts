import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import { parseEnvFile } from '../../core/envfile/parse.ts';
import type { Reader } from './format.ts';
import { readPythonDotenv } from './python-dotenv-line.ts';
import { readShell } from './shell-word.ts';

/** An assignment as it should be read, and who is known to read its value as something else. */
export interface Expected {
  readonly name: string;
  readonly value: string;
  readonly excused: readonly Reader[];
}

/** One reader's disagreement: with the entry at `index`, or with the text as a whole. */
export interface Misreading {
  readonly reader: Reader;
  readonly index: number | undefined;
}

export const shells: readonly Reader[] = ['bash', 'dash'];
export const dotenvReaders: readonly Reader[] = ['dotenv', 'node --env-file', ...shells, 'python-dotenv'];

/**
 * Reads text by every reader and compares with what it should say: dotenv and node by themselves, the shells
 * and python-dotenv by their models. Being excused from one value excuses nothing else: a shell must still
 * see exactly these assignments in this order, and python-dotenv may miss that one key but no other.
 */
export function misreadings(text: string, expected: readonly Expected[]): readonly Misreading[] {
  return [
    ...wrongInMap('dotenv', parse(text), expected),
    ...wrongInMap('node --env-file', parseEnv(text), expected),
    ...wrongInShell(text, expected),
    ...wrongInPython(text, expected),
  ];
}

/**
 * Does seed take the text back without a complaint, value for value? It is stricter than dotenv: it wants no
 * U+2028 outside of quotes, and no quote at the beginning of an unquoted value.
 */
export function seedsBack(text: string, expected: readonly Expected[]): boolean {
  const { entries, findings } = parseEnvFile(new TextEncoder().encode(text), { file: '', sections: false });
  return (
    findings.length === 0 &&
    entries.length === expected.length &&
    expected.every(
      ({ name, value }, index) => entries[index]?.name === name && entries[index].value.reveal() === value,
    )
  );
}

/** Later assignments of a name win, as they do when the file is loaded. */
function wrongInMap(
  reader: Reader,
  read: Readonly<Record<string, string | undefined>>,
  expected: readonly Expected[],
): readonly Misreading[] {
  const last = new Map(expected.map((entry, index) => [entry.name, { index, value: entry.value }]));
  const wrong: Misreading[] = [];
  for (const [name, { index, value }] of last) {
    if (!Object.hasOwn(read, name) || read[name] !== value) wrong.push({ reader, index });
  }
  if (Object.keys(read).some((name) => !last.has(name))) wrong.push({ reader, index: undefined });
  return wrong;
}

function wrongInShell(text: string, expected: readonly Expected[]): readonly Misreading[] {
  const reading = readShell(text, 'assign');
  const everyShell = (index: number | undefined) => shells.map((reader) => ({ reader, index }));
  if ('unsafe' in reading) return everyShell(undefined);
  const { assignments } = reading;
  const sameNames =
    assignments.length === expected.length &&
    expected.every(({ name }, index) => assignments[index]?.[0] === name);
  if (!sameNames) return everyShell(undefined);
  return expected.flatMap(({ value, excused }, index) =>
    assignments[index]?.[1] === value || excused.includes('bash') ? [] : everyShell(index),
  );
}

function wrongInPython(text: string, expected: readonly Expected[]): readonly Misreading[] {
  const reader = 'python-dotenv';
  const bound = readPythonDotenv(text).filter(({ key }) => key !== undefined);
  let at = 0;
  for (const [index, { name, value, excused }] of expected.entries()) {
    const binding = bound[at];
    const excusable = excused.includes(reader);
    if (binding?.key === name && (binding.value === value || excusable)) at += 1;
    else if (!excusable) return [{ reader, index }];
  }
  return at === bound.length ? [] : [{ reader, index: undefined }];
}
