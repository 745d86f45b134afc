import { printable } from '../core/printable.ts';
import type { Setting } from '../core/setting.ts';
import type { Style } from '../core/style.ts';
import { renderMarkdownTable, renderTable } from './table.ts';

/**
 * Settings as a table, or as one JSON object; `explain` adds where each came from. A value that leaves no
 * room for that within `columns` has it on a line of its own, in the same column; nothing is cut.
 */
export function renderSettings(
  settings: readonly Setting[],
  explain: boolean,
  output: 'text' | 'json' | 'markdown',
  style: Style,
  columns: number,
): string {
  if (output === 'json') {
    const entries = settings.map(({ name, value = null, from }) => [name, explain ? { value, from } : value]);
    return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
  }
  const header = ['SETTING', 'VALUE', ...(explain ? ['FROM'] : [])];
  const rows = settings.map(({ name, value, from }) => [
    name,
    printable(value ?? '-'),
    ...(explain ? [printable(from)] : []),
  ]);
  if (output === 'markdown') return renderMarkdownTable(header, rows);
  return explain ? renderNarrow([header, ...rows], style, columns) : renderTable(header, rows, style);
}

const gap = 2;

function renderNarrow(rows: readonly (readonly string[])[], style: Style, columns: number): string {
  const widest = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const names = widest(0) + gap;
  const room = Math.max(0, columns - names - gap - widest(2));
  const values = Math.min(widest(1), room) + gap;
  const lines = rows.flatMap(([name = '', value = '', from = '']) =>
    value.length + gap <= values
      ? [`${name.padEnd(names)}${value.padEnd(values)}${from}`]
      : [`${name.padEnd(names)}${value}`, `${' '.repeat(names + values)}${from}`],
  );
  return lines.map((line, index) => `${index === 0 ? style.dim(line) : line}\n`).join('');
}
