import type { Dialect } from './dialect.ts';
import { longestDockerLine, readDockerFile } from './docker-lines.ts';
import { renderSections, type SectionedFormat } from './sectioned-text.ts';
import { environmentProblem, utf8Length } from './text-limits.ts';

const format: SectionedFormat = {
  readers: ['docker --env-file'],
  problem,
  doubt,
  statement: (name, value) => `${name}=${value}`,
  read: readDockerFile,
};

/** `NAME=value` lines for `docker run --env-file`, which takes everything behind `=` as it is. */
export const docker: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'replace',
  carries(secret) {
    const value = secret.reveal();
    return problem(value) === undefined && doubt(value) === undefined;
  },
  render: (document, options) => renderSections(document, options, format),
};

function problem(value: string): string | undefined {
  if (value.includes('\n')) return 'holds a newline, and docker ends every value at the end of its line';
  if (value.endsWith('\r'))
    return 'ends with a carriage return, which docker takes for a part of the line end';
  // Leaves room for the longest name and its "=".
  if (utf8Length(value) > longestDockerLine - 1024)
    return 'is longer than the 64 KiB of a line that docker reads';
  return environmentProblem(value);
}

// docker/cli has had a pull request open for years that strips such quotes; released versions keep them.
function doubt(value: string): string | undefined {
  const first = value.charAt(0);
  if (value.length < 2 || !(first === '"' || first === "'") || !value.endsWith(first)) return undefined;
  return 'begins and ends with the same quote, which docker keeps today but may take away in a later version';
}
