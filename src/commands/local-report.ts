import { printable } from '../core/printable.ts';
import { renderMarkdownTable, renderTable } from '../render/table.ts';
import type { Context } from './context.ts';
import type { LocalReport } from './local-port.ts';

/** What is in a store, as text for people. */
export function reportText(report: LocalReport, context: Context): string {
  const { folder, files, scopes, problem } = report;
  if (files.length === 0) return `There is no embedded store in ${printable(folder)}.\n`;
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const place = `Embedded store in ${printable(folder)}, ${sizeWords(size)}.\n`;
  if (problem) return `${place}It cannot be read: ${printable(problem.message)}\n`;
  if (scopes.length === 0) return `${place}It is empty.\n`;
  const header = ['ACCOUNT', 'REGION', 'PARAMETERS', 'VERSIONS', 'KEYS'];
  const rows = scopes.map((scope) => [
    scope.account,
    scope.region,
    String(scope.parameters),
    String(scope.versions),
    String(scope.keys),
  ]);
  const table =
    context.output === 'markdown'
      ? `\n${renderMarkdownTable(header, rows)}`
      : renderTable(header, rows, context.terminal.outStyle);
  return `${place}${table}`;
}

/** The members that `local status` and `local reset` share in JSON. */
export function reportJson({ folder, files, scopes, problem }: LocalReport): object {
  return {
    folder,
    exists: files.length > 0,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files,
    scopes,
    problem: problem?.message ?? null,
  };
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
