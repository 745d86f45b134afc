import type { Assignment } from './sectioned-text.ts';

/**
 * Reads what is appended to `$GITHUB_ENV` as the runner does, on Linux and macOS or on Windows; undefined
 * where it stops with an error. Source: actions/runner src/Runner.Worker/FileCommandManager.cs, ReadLine and
 * the two forms of a line.
 */
export function readGithubEnv(text: string, windows: boolean): readonly Assignment[] | undefined {
  const assignments: Assignment[] = [];
  let at = 0;
  while (at < text.length) {
    const { line, next } = readLine(text, at, windows);
    at = next;
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      assignments.push([line.slice(0, equals), line.slice(equals + 1)]);
      continue;
    }
    const name = line.slice(0, Math.max(heredoc, 0));
    const delimiter = line.slice(heredoc + 2);
    if (heredoc <= 0 || delimiter === '') return undefined;
    const start = at;
    let end = at;
    for (;;) {
      if (at >= text.length) return undefined;
      const read = readLine(text, at, windows);
      at = read.next;
      if (read.line === delimiter) break;
      end = read.next - read.newline;
    }
    assignments.push([name, text.slice(start, end)]);
  }
  return assignments;
}

/** `newline` is the length of the line end; on Windows a carriage return belongs to it. */
function readLine(text: string, from: number, windows: boolean) {
  const end = text.indexOf('\n', from);
  if (end < 0) return { line: text.slice(from), next: text.length, newline: 0 };
  const newline = windows && end > from && text[end - 1] === '\r' ? 2 : 1;
  return { line: text.slice(from, end + 1 - newline), next: end + 1, newline };
}
