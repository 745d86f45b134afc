/**
 * Shorter lines are not masked: GitHub would star out every `1`, `{` or `dev` of the log, and hide nothing.
 * In UTF-16 code units, without the blanks around the line.
 */
export const shortestMask = 4;

/**
 * The commands that keep a value out of a GitHub Actions log, one for each of its lines, since the log is
 * masked line by line. None for values of short lines alone.
 * Source: actions/runner ActionCommand.cs, AddMaskCommandExtension; actions/toolkit docs/commands.md.
 */
export function maskCommandsOf(value: string): readonly string[] {
  return value
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestMask)
    .map((line) => `::add-mask::${escaped(line)}`);
}

/** As the data of a workflow command; `%` first, since the others become one. */
function escaped(data: string): string {
  return data.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
