import { parse } from 'dotenv';
import { Secret } from '../secret/secret.ts';
import type { Complaint } from './complaint.ts';

export interface ReadStatement {
  readonly name: string;
  readonly value: Secret;
  readonly line: number;
}

/** The value that dotenv reads from one statement; nothing when it drops the key (`__proto__`). */
export function readStatement(source: string, name: string): Secret | undefined {
  const read = parse(source);
  const value = Object.hasOwn(read, name) ? read[name] : undefined;
  return value === undefined || Object.keys(read).length !== 1 ? undefined : new Secret(value);
}

/**
 * The cross-check: the statements, the last one of a name winning, must be what dotenv reads from the whole
 * file. `lines` are all its lines but the blank ones between statements: dotenv's expression needs quadratic
 * time for a long run of those, and no value outside of quotes can hold one.
 */
export function differenceFromDotenv(
  lines: readonly string[],
  statements: readonly ReadStatement[],
): Complaint | undefined {
  const whole = parse(lines.join('\n'));
  const folded = new Map(statements.map((statement) => [statement.name, statement]));
  const message = 'is read differently by dotenv when it reads the whole file';
  const hint = 'Put quotes around this value and the one above it, of a kind that neither holds.';
  for (const { name, value, line } of folded.values()) {
    const read = Object.hasOwn(whole, name) ? whole[name] : undefined;
    if (read === undefined || !value.equals(new Secret(read))) return { line, key: name, message, hint };
  }
  if (Object.keys(whole).length === folded.size) return undefined;
  return {
    line: 1,
    message: 'the file has keys that only dotenv sees, somewhere in a value or a comment',
    hint,
  };
}
