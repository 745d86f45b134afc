import type { Clock } from '../core/ports.ts';
import type { Pace, Progress, Terminal } from '../core/terminal.ts';

export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly label: string;
  /** Undefined where nobody knows how much there is: then there is no bar and no time left. */
  readonly total: number | undefined;
  readonly quiet: boolean;
  /** One JSON document a line, for `--output json`. */
  readonly events: boolean;
}

/** Milliseconds. Short work shows nothing. */
const patience = 1000;
const redrawEvery = 100;
const eventEvery = 1000;
const lineEvery = 10_000;
const barWidth = 24;

/**
 * How far long work is: a bar on a terminal, a line every ten seconds elsewhere, an event a second for
 * programs, nothing with --quiet.
 */
export function startProgress(options: ProgressOptions): Progress {
  const { terminal, clock, label, total, quiet, events } = options;
  const start = clock.now();
  let last = start;
  let drawn = false;
  if (quiet) return { update: () => {}, end: () => {} };
  const redraws = terminal.redraws && !events;
  const every = events ? eventEvery : redraws ? redrawEvery : lineEvery;
  return {
    update: (done, pace) => {
      const now = clock.now();
      if (now - start < patience || now - last < every) return;
      last = now;
      if (events) terminal.err(eventLine(label, done, total, pace));
      else if (redraws) {
        // A line that wraps could not be cleared again.
        const line = `${bar(done, total)}${words(label, done, total, pace)}`;
        terminal.err(`\r\u001b[2K${line.slice(0, terminal.columns - 1)}`);
      } else terminal.err(`${words(label, done, total, pace)}\n`);
      drawn = redraws;
    },
    end: () => {
      if (drawn) terminal.err('\r\u001b[2K');
      drawn = false;
    },
  };
}

function words(label: string, done: number, total: number | undefined, pace: Pace): string {
  const { perSecond, secondsLeft, throttled } = pace;
  const parts = [`${label} ${done}${total === undefined ? ' calls' : `/${total}`}`];
  if (perSecond !== undefined) parts.push(`${perSecond.toFixed(1)}/s`);
  if (secondsLeft !== undefined) parts.push(`${timeWords(secondsLeft)} left`);
  if (throttled > 0) parts.push(`${throttled} throttled`);
  return parts.join('  ');
}

function timeWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function bar(done: number, total: number | undefined): string {
  if (total === undefined) return '';
  const full = done >= total ? barWidth : Math.round((Math.max(0, done) / total) * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] `;
}

function eventLine(label: string, done: number, total: number | undefined, pace: Pace): string {
  const round = (value: number | undefined) => (value === undefined ? null : Number(value.toFixed(1)));
  const event = {
    event: 'progress',
    what: label,
    done,
    total: total ?? null,
    perSecond: round(pace.perSecond),
    secondsLeft: round(pace.secondsLeft),
    throttled: pace.throttled,
  };
  return `${JSON.stringify(event)}\n`;
}
