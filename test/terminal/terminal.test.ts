import { describe, expect, it } from 'vitest';
import { makeTerminal, type OutputStream, type TerminalOptions } from '../../src/terminal/terminal.ts';

function stream(parts: Omit<OutputStream, 'write'> = {}): OutputStream & { readonly text: () => string } {
  const written: unknown[] = [];
  return { ...parts, write: (text: unknown) => written.push(text), text: () => written.join('') };
}
const terminal = (parts: Partial<TerminalOptions> = {}) =>
  makeTerminal({ stdout: stream(), stderr: stream(), env: {}, noColor: false, ...parts });

describe('makeTerminal', () => {
  it('keeps the result and everything else apart', () => {
    const [stdout, stderr] = [stream(), stream()];
    const { out, err } = terminal({ stdout, stderr });
    out('result');
    err('note');
    expect([stdout.text(), stderr.text()]).toEqual(['result', 'note']);
  });

  it.each<[string, OutputStream, number]>([
    ['a terminal', stream({ isTTY: true, columns: 132 }), 132],
    ['a pipe', stream({ columns: 132 }), 80],
    ['a terminal that does not say', stream({ isTTY: true }), 80],
    ['a terminal that says 0', stream({ isTTY: true, columns: 0 }), 80],
  ])('%s has its columns', (_what, stdout, columns) => {
    expect(terminal({ stdout }).columns).toBe(columns);
  });

  it('colours each stream by what it is', () => {
    const tty = stream({ isTTY: true });
    const { outStyle, errStyle } = terminal({ stderr: tty });
    expect(outStyle.red('x')).toBe('x');
    expect(errStyle.red('x')).not.toBe('x');
    expect(terminal({ stderr: tty, noColor: true }).errStyle.red('x')).toBe('x');
    expect(terminal({ stderr: tty, env: { NO_COLOR: '1' } }).errStyle.red('x')).toBe('x');
  });

  it.each<[string, OutputStream, Record<string, string>, boolean]>([
    ['a terminal', stream({ isTTY: true }), {}, true],
    ['a terminal without colour', stream({ isTTY: true }), { NO_COLOR: '1' }, true],
    ['a dumb terminal', stream({ isTTY: true }), { TERM: 'dumb' }, false],
    ['a pipe', stream(), {}, false],
  ])('%s redraws or not', (_what, stderr, env, redraws) => {
    expect(terminal({ stderr, env }).redraws).toBe(redraws);
  });
});
