import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/style.ts';
import { startProgress } from '../../src/terminal/progress.ts';

interface Parts {
  readonly redraws?: boolean;
  readonly quiet?: boolean;
  readonly total?: number;
  readonly columns?: number;
}

/** Progress on a clock that only moves when told. */
function start({ redraws = true, quiet = false, total = 100, columns = 80 }: Parts = {}) {
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
  });
  return {
    end: progress.end,
    /** What appears when `done` is told `ms` later. */
    after(ms: number, done: number, note?: string): string {
      now += ms;
      shown = '';
      progress.update(done, note);
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

  it('draws bar, count, rate and time left', () => {
    expect(start().after(2000, 25)).toBe(
      `${clear}[######..................] applied 25/100  12.5/s  6 s left`,
    );
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

  it('knows no rate before the first is done', () => {
    expect(start().after(2000, 0)).toBe(`${clear}[${'.'.repeat(24)}] applied 0/100`);
  });

  it.each([20, 40, 60, 80])('never wraps at %d columns', (columns) => {
    const line = start({ columns }).after(2000, 25, 'a note that goes on and on and on '.repeat(5));
    expect(line.length - clear.length).toBeLessThan(columns);
  });

  it('keeps a note from steering the terminal', () => {
    expect(start().after(2000, 25, '\u001b[31m\u009b')).toContain('\\u001b[31m\\u009b');
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
    expect(run.after(1, 50, 'throttled')).toBe('applied 50/100  5.0/s  10 s left  throttled\n');
    expect(run.after(9_999, 60)).toBe('');
    expect(run.after(1, 60)).toBe('applied 60/100  3.0/s  14 s left\n');
    run.take();
    run.end();
    expect(run.take()).toBe('');
  });
});

it('is silent with --quiet', () => {
  for (const redraws of [true, false]) {
    const run = start({ redraws, quiet: true });
    expect(run.after(60_000, 50)).toBe('');
    run.end();
    expect(run.take()).toBe('');
  }
});
