import { describe, expect, it } from 'vitest';
import { plain, type Style } from '../../src/core/style.ts';
import { makeStyle, wantsColor } from '../../src/terminal/style.ts';

type Env = Record<string, string>;

describe('wantsColor', () => {
  it.each<[string, boolean, Env, boolean, boolean]>([
    ['a terminal', true, {}, false, true],
    ['a pipe', false, {}, false, false],
    ['--no-color', true, {}, true, false],
    ['--no-color beats FORCE_COLOR', true, { FORCE_COLOR: '1' }, true, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false, false],
    ['NO_COLOR=0 is set all the same', true, { NO_COLOR: '0' }, false, false],
    ['an empty NO_COLOR is unset', true, { NO_COLOR: '' }, false, true],
    ['NO_COLOR beats FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false, false],
    ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=true', false, { FORCE_COLOR: 'true' }, false, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false, false],
    ['FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, false, false],
    ['an empty FORCE_COLOR is unset: pipe', false, { FORCE_COLOR: '' }, false, false],
    ['an empty FORCE_COLOR is unset: terminal', true, { FORCE_COLOR: '' }, false, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false, false],
    ['FORCE_COLOR on a dumb terminal', true, { TERM: 'dumb', FORCE_COLOR: '3' }, false, true],
    ['another terminal', true, { TERM: 'xterm-256color' }, false, true],
  ])('%s', (_what, isTTY, env, refused, wanted) => {
    expect(wantsColor({ isTTY, env, refused })).toBe(wanted);
  });
});

describe('makeStyle', () => {
  const names = Object.keys(plain) as (keyof Style)[];
  it.each(names)('%s sets text off, and ends what it began', (name) => {
    const painted = makeStyle(true)[name]('x');
    const [, open, close] = painted.match(/^\p{Cc}\[(\d+)mx\p{Cc}\[(\d+)m$/u) ?? [];
    expect([open, close]).not.toContain(undefined);
    expect(open).not.toBe(close);
    expect(makeStyle(false)[name]('x')).toBe('x');
  });

  it('has another code for each', () => {
    expect(new Set(names.map((name) => makeStyle(true)[name]('x'))).size).toBe(names.length);
  });
});
