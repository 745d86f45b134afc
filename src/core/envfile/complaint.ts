import type { Finding } from '../errors.ts';

/** An error of an env file. `message` says it of the key where there is one, else of the line. */
export interface Complaint {
  readonly line: number;
  readonly key?: string | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** How far a file is not what it looks like, so that text of a value may stand in the place of a key. */
export interface Damage {
  /** Some line is no statement, or no text: a value of several lines may have lost its quotes, anywhere. */
  readonly broken: boolean;
  /** Where a quote is not closed as it should be: everything below may be its value. */
  readonly quoteLine: number;
}

export const noDamage: Damage = { broken: false, quoteLine: Number.POSITIVE_INFINITY };

/**
 * The complaints as findings, in the order of the file. A key is named only where it cannot be a piece of a
 * broken value; the line always is.
 */
export function locate(complaints: readonly Complaint[], file: string, damage: Damage): readonly Finding[] {
  return [...complaints]
    .sort((a, b) => a.line - b.line)
    .map(({ line, key, message, hint }) => {
      const at = { severity: 'error', file, line, hint } as const;
      if (key === undefined) return { ...at, message };
      return mayName(key, line, damage)
        ? { ...at, key, message }
        : { ...at, message: `the key here ${message}` };
    });
}

/** Is what stands in a key's place surely a key, and not a piece of a broken value? */
export function mayName(key: string, line: number, damage: Damage): boolean {
  if (line > damage.quoteLine) return false;
  // No line of base64 looks like this, and hardly any of a passphrase or a document does.
  return !damage.broken || /^[A-Z][A-Z0-9_]{0,63}$/.test(key);
}
