import type { Assignment } from './sectioned-text.ts';
import { utf8Length } from './text-limits.ts';

/** Bytes of a line without its end: bufio.MaxScanTokenSize holds both. */
export const longestDockerLine = 65_535;

// What unicode.IsSpace means in Go; JavaScript's `\s` lacks U+0085 and adds U+FEFF.
const leadingBlanks = /^[\t\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * Reads text as `docker run --env-file` does; undefined where docker refuses the file or would ask its own
 * environment for a value. Source: docker/cli 29.7.2, pkg/kvfile/kvfile.go.
 */
export function readDockerFile(text: string): readonly Assignment[] | undefined {
  const assignments: Assignment[] = [];
  const lines = text.replace(/^\ufeff/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const raw of lines) {
    if (utf8Length(raw) > longestDockerLine) return undefined;
    const line = raw.replace(/\r$/, '').replace(leadingBlanks, '');
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = line.slice(0, equals);
    if (equals <= 0 || /[ \t]/.test(name)) return undefined;
    assignments.push([name, line.slice(equals + 1)]);
  }
  return assignments;
}
