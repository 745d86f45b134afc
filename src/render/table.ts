import type { Style } from '../core/style.ts';

/** Rows as aligned columns, the header dimmed; the last column is not padded, nothing is cut. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const widths = header.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [style.dim(line(header)), ...rows.map(line)].map((text) => `${text}\n`).join('');
}

/** Rows as a Markdown table. */
export function renderMarkdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |\n`;
  return `${line(header)}${line(header.map(() => '---'))}${rows.map(line).join('')}`;
}

/** Text that cannot end a cell, start a row or become markup. */
function markdownCell(text: string): string {
  return text.replace(/[\\`*[\]<>|]/g, '\\$&').replace(/\r?\n/g, '<br>');
}
