import type { Dialect } from './dialect.ts';
import { renderSections, type SectionedFormat } from './sectioned-text.ts';
import { isSystemdText, readSystemdFile } from './systemd-lines.ts';
import { environmentProblem } from './text-limits.ts';

const format: SectionedFormat = {
  readers: ['systemd'],
  problem,
  statement: (name, value) => `${name}="${value.replaceAll(/["\\`$]/g, '\\$&')}"`,
  // Until version 254 a comment that ends with a backslash goes on in the next line.
  keepsComment: (line) => !line.endsWith('\\'),
  read: readSystemdFile,
};

/** `NAME="…"` lines for a unit's `EnvironmentFile=`. */
export const systemd: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'replace',
  carries: (value) => problem(value.reveal()) === undefined,
  render: (document, options) => renderSections(document, options, format),
};

function problem(value: string): string | undefined {
  if (value.isWellFormed() && !isSystemdText(value)) {
    return 'holds a code point that Unicode sets apart (U+FFFE, U+FFFF, U+FDD0 to U+FDEF), for which systemd drops the whole file';
  }
  return environmentProblem(value);
}
