import { expect, it } from 'vitest';
import type { Terminal } from '../../src/core/terminal.ts';
import { startProgress } from '../../src/terminal/progress.ts';
import { pages } from './pages.ts';

it('docs/output.md shows the bar as it is drawn', () => {
  const page = pages.find(({ name }) => name === 'docs/output.md');
  const shown = page?.blocks.find(({ text }) => text.includes('throttled'))?.text.trimEnd();
  let now = 0;
  let drawn = '';
  const err = (text: string) => {
    drawn += text;
  };
  const progress = startProgress({
    terminal: { redraws: true, columns: 80, err } as Terminal,
    clock: { now: () => now, sleep: async () => {} },
    label: 'applied',
    total: 300,
    quiet: false,
    events: false,
  });
  now = 25_000;
  progress.update(75, { perSecond: 3, secondsLeft: 75, throttled: 4 });
  expect(drawn).toBe(`\r\u001b[2K${shown}`);
});
