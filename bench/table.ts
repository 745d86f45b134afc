import type { Times } from './measure.ts';
import type { Row, Size } from './row.ts';

/** Rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const header = ['What', 'ssmkit', 'Reference', 'Its time', 'Measured', 'Budget', 'Met'];
  const lines = rows.map((row) => [
    row.what,
    words(row.ours),
    row.reference,
    row.theirs ? words(row.theirs) : '–',
    row.figure,
    row.budget,
    row.met === undefined ? '–' : row.met ? 'yes' : '**no**',
  ]);
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Median, and minimum to maximum of the runs. */
function words(measured: Times | Size): string {
  if ('bytes' in measured) return `${measured.bytes.toLocaleString('en-US')} bytes`;
  const { runs, median, min, max } = measured;
  const time = (ms: number) => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`);
  return runs === 1 ? time(median) : `${time(median)} (${time(min)}–${time(max)}, ${runs} runs)`;
}
