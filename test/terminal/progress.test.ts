import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/style.ts';
import type { Pace } from '../../src/core/terminal.ts';
import { startProgress } from '../../src/terminal/progress.ts';

interface Parts {
  readonly redraws?: boolean;
  readonly quiet?: boolean;
  readonly events?: boolean;
  readonly total?: number | undefined;
  readonly columns?: number;
}

const nothing: Pace = { perSecond: undefined, secondsLeft: undefined, throttled: 0 };
const measured: Pace = { perSecond: 2.96, secondsLeft: 25.3, throttled: 0 };

/** Progress on a clock that only moves when told. */
function start(parts: Parts = {}) {
  const { redraws = true, quiet = false, events = false, columns = 80 } = parts;
  const total = 'total' in parts ? parts.total : 100;
  let now = 50_000;
  let shown = '';
  const progress = startProgress({
    terminal: {
      out: () => {
        throw new Error('progress is no result');
      },
      outBytes: () => {},
      err: (text) => {
        shown += text;
      },
      outStyle: plain,
      errStyle: plain,
      columns,
      redraws,
    },
    clock: { now: () => now, sleep: async () => {} },
    label: 'applied',
    total,
    quiet,
    events,
  });
  return {
    end: progress.end,
    /** What appears when `done` is told `ms` later. */
    after(ms: number, done: number, pace: Pace = nothing): string {
      now += ms;
      shown = '';
      progress.update(done, pace);
      return shown;
    },
    take(): string {
      const text = shown;
      shown = '';
      return text;
    },
  };
}

const clear = '\r\u001b[2K';

describe('on a terminal', () => {
  it('shows nothing of short work, and nothing is cleared', () => {
    const run = start();
    expect([run.after(500, 50), run.after(499, 100)]).toEqual(['', '']);
    run.end();
    expect(run.take()).toBe('');
  });

  it('draws bar, count, the measured rate and the time left', () => {
    expect(start().after(2000, 25, measured)).toBe(
      `${clear}[######..................] applied 25/100  3.0/s  26 s left`,
    );
  });

  it.each([
    [119, '119 s left'],
    [119.2, '2 min 0 s left'],
    [3725, '62 min 5 s left'],
    [0, '0 s left'],
  ])('says %d seconds as %s', (secondsLeft, words) => {
    expect(start().after(2000, 25, { ...measured, secondsLeft })).toContain(`  ${words}`);
  });

  it('tells how often AWS throttled', () => {
    expect(start().after(2000, 25, { ...measured, throttled: 4 })).toContain('26 s left  4 throttled');
  });

  it('redraws ten times a second at most', () => {
    const run = start();
    expect(run.after(1000, 1)).not.toBe('');
    expect(run.after(99, 2)).toBe('');
    expect(run.after(1, 3)).not.toBe('');
  });

  it('clears what it drew, once', () => {
    const run = start();
    run.after(2000, 10);
    run.take();
    run.end();
    expect(run.take()).toBe(clear);
    run.end();
    expect(run.take()).toBe('');
  });

  it('claims no rate and no time that were not measured', () => {
    expect(start().after(2000, 0)).toBe(`${clear}[${'.'.repeat(24)}] applied 0/100`);
  });

  it('counts calls without a bar where the total is not known', () => {
    expect(start({ total: undefined }).after(2000, 25, { ...measured, secondsLeft: undefined })).toBe(
      `${clear}applied 25 calls  3.0/s`,
    );
  });

  it.each([20, 40, 50])('never wraps at %d columns', (columns) => {
    const line = start({ columns }).after(2000, 25, { ...measured, throttled: 12_345 });
    expect(line.length - clear.length).toBe(columns - 1);
  });

  it.each([
    ['more done than there is', 100, 120],
    ['nothing to do', 0, 0],
    ['less than nothing', 100, -1],
  ])('stays whole with %s', (_what, total, done) => {
    expect(start({ total }).after(2000, done)).toMatch(/\[[#.]{24}\] applied/);
  });
});

describe('elsewhere', () => {
  it('writes a plain line every ten seconds, and clears nothing', () => {
    const run = start({ redraws: false });
    expect(run.after(9_999, 10)).toBe('');
    expect(run.after(1, 50, { ...measured, throttled: 2 })).toBe(
      'applied 50/100  3.0/s  26 s left  2 throttled\n',
    );
    expect(run.after(9_999, 60)).toBe('');
    expect(run.after(1, 60, measured)).toBe('applied 60/100  3.0/s  26 s left\n');
    run.take();
    run.end();
    expect(run.take()).toBe('');
  });
});

describe('for programs', () => {
  it.each([true, false])('is an event a second, one a line (terminal: %s)', (redraws) => {
    const run = start({ redraws, events: true });
    expect(run.after(999, 10)).toBe('');
    const line = run.after(1, 50, { ...measured, throttled: 2 });
    expect(line).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(line)).toEqual({
      event: 'progress',
      what: 'applied',
      done: 50,
      total: 100,
      perSecond: 3,
      secondsLeft: 25.3,
      throttled: 2,
    });
    expect(run.after(999, 60)).toBe('');
    expect(JSON.parse(run.after(1, 61))).toMatchObject({ done: 61, perSecond: null, secondsLeft: null });
    run.take();
    run.end();
    expect(run.take()).toBe('');
  });
});

it('is silent with --quiet', () => {
  for (const events of [true, false]) {
    const run = start({ quiet: true, events });
    expect(run.after(60_000, 50, measured)).toBe('');
    run.end();
    expect(run.take()).toBe('');
  }
});
