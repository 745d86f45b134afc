import type { Clock } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { Progress, Terminal } from '../core/terminal.ts';

export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly label: string;
  readonly total: number;
  readonly quiet: boolean;
}

/** Short work shows nothing. */
const patience = 1000;
const redrawEvery = 100;
const lineEvery = 10_000;
const barWidth = 24;

/** A bar with rate and time left on a terminal, a line every ten seconds elsewhere, nothing with --quiet. */
export function startProgress(options: ProgressOptions): Progress {
  const { terminal, clock, label, total, quiet } = options;
  const start = clock.now();
  let last = start;
  let drawn = false;
  if (quiet) return { update: () => {}, end: () => {} };
  return {
    update: (done, note) => {
      const now = clock.now();
      const every = terminal.redraws ? redrawEvery : lineEvery;
      if (now - start < patience || now - last < every) return;
      last = now;
      const more = note ? `  ${printable(note)}` : '';
      const words = `${label} ${done}/${total}${speed(done, total, now - start)}${more}`;
      // A line that wraps could not be cleared again.
      const line = `${bar(done, total)} ${words}`.slice(0, terminal.columns - 1);
      if (terminal.redraws) terminal.err(`\r\u001b[2K${line}`);
      else terminal.err(`${words}\n`);
      drawn = terminal.redraws;
    },
    end: () => {
      if (drawn) terminal.err('\r\u001b[2K');
      drawn = false;
    },
  };
}

function bar(done: number, total: number): string {
  const full = done >= total ? barWidth : Math.round((Math.max(0, done) / total) * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}

function speed(done: number, total: number, ms: number): string {
  if (done === 0) return '';
  const rate = done / (ms / 1000);
  const left = Math.ceil(Math.max(0, total - done) / rate);
  return `  ${rate.toFixed(1)}/s  ${left} s left`;
}
