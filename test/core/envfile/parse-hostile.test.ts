import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

const size = 1_000_000;
/** As many of `unit` as make a megabyte, behind a header. */
const many = (unit: string, before = '', after = '') =>
  `# service=s\n${before}${unit.repeat(Math.floor(size / unit.length))}${after}`;

/** The best of three, since the machine may be busy with something else. */
function fastest(content: string | Uint8Array): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && best >= 2000; run += 1) {
    const started = performance.now();
    read(content, { skipEmpty: true });
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

describe('a hostile megabyte', () => {
  it.each([
    ['line ends, then no key', many('\n', '', '!')],
    ['line ends between two keys', many('\n', 'A=1', 'B=1')],
    ['lines of blanks', many(' \n', '', '!')],
    ['blanks', many(' ', 'A', '!')],
    ['blanks behind a quote', many(' ', 'A="x"', 'y')],
    ['line ends behind an equals sign', many('\n', 'A=', '"x"')],
    ['a key without an end', many('A')],
    ['export, again and again', many('export ')],
    ['a quote that is not closed', many('x', 'A="')],
    ['escaped quotes', many('\\"', 'A="')],
    ['escaped quotes with blanks', many('\\"  ', 'A="')],
    ['escaped quotes with comments', many('\\" #\n', 'A="')],
    ['escaped quotes at line ends', many('\\"\nA=\n', 'A="')],
    ['quotes that open and never close', many('A=`\nB="\nC=\'\n')],
    ['quotes behind backslashes', many('A="\\"\n')],
    ['empty values', many('A=\n')],
    ['hashes', many('#', 'A=1 ')],
    ['near misses', many('#kay=\n')],
    ['directives without a key', many('# tag:a=1\n')],
    ['carriage returns', many('\r')],
    ['line separators', many('\u2028')],
    ['one value', many('x', "A='", "'")],
  ])('of %s is read in less than two seconds', { timeout: 60_000 }, (_, content) => {
    expect(fastest(content)).toBeLessThan(2000);
  });

  it('of bytes that are not UTF-8, too', () => {
    const bytes = new Uint8Array(size).map((_, index) => (index % 9 ? 0xff : 0x0a));
    expect(read(bytes).findings.length).toBeGreaterThan(1000);
    expect(fastest(bytes)).toBeLessThan(2000);
  });
});
