import { isEnvName } from '../../core/parameter/env-name.ts';
import type { DialectProblem } from './dialect.ts';
import type { ExportEntry } from './document.ts';
import type { Reader } from './format.ts';

/** The reason for what a reading of the finished text has otherwise. */
export const notReadBack = 'is read back as something else from the finished text';

/** A problem of one entry; renderExport adds the formats. */
export function problemOf(entry: ExportEntry, reason: string, readers: readonly Reader[]): DialectProblem {
  return { parameter: entry.parameter, name: entry.name, reason, readers, formats: [] };
}

/** What no text file of ours may hold, whatever its grammar; undefined when the value is well. */
export function textProblem(value: string): string | undefined {
  if (!value.isWellFormed()) return 'holds half a surrogate pair, which UTF-8 cannot carry';
  return undefined;
}

/** As textProblem, for values that become environment variables. */
export function environmentProblem(value: string): string | undefined {
  if (value.includes('\0')) return 'holds a NUL character, which no environment variable can hold';
  return textProblem(value);
}

/** Names reach us checked (env-name.ts); a name that could be code must not depend on that alone. */
export function nameProblem(entry: ExportEntry): string | undefined {
  return isEnvName(entry.name) ? undefined : 'is not an environment variable name';
}

/** The length of a text's bytes. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
