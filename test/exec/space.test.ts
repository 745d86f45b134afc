import { describe, expect, it } from 'vitest';
import { requireSpace, spaceLimits } from '../../src/exec/space.ts';

const limits = (soft: string) =>
  `Limit                     Soft Limit           Hard Limit           Units     \nMax stack size            ${soft}              unlimited            bytes     \n`;

describe('how much a program may be given', () => {
  it.each<[string, string | undefined, number | undefined]>([
    ['linux', limits('8388608'), 2 * 1024 * 1024],
    ['linux', limits('unlimited'), 6 * 1024 * 1024],
    ['linux', limits('999999999999'), 6 * 1024 * 1024],
    ['linux', limits('65536'), 128 * 1024],
    ['linux', undefined, undefined],
    ['darwin', undefined, 1024 * 1024],
    ['win32', undefined, undefined],
  ])('%s, %j: %s', (platform, text, total) => {
    expect(spaceLimits(platform, text).total).toBe(total);
  });
});

describe('what is asked of it', () => {
  const room = { total: 10_000, one: 5_000 };
  it.each<[string, Readonly<Record<string, string>>, RegExp | undefined]>([
    ['fits', { A: 'x'.repeat(4_000) }, undefined],
    ['one too large', { A: 'canary'.repeat(1_000), B: '' }, /^A: too large .*5000 bytes/],
    ['many too large', { A: 'x'.repeat(4_000), B: 'x'.repeat(4_000) }, /E2BIG/],
    ['counts bytes, not characters', { A: '€'.repeat(1_700) }, /^A: too large/],
  ])('%s', (_name, environment, complaint) => {
    const check = () => requireSpace(['true'], environment, room);
    if (complaint === undefined) expect(check).not.toThrow();
    else {
      expect(check).toThrow(complaint);
      expect(check).not.toThrow(/canary/);
    }
  });

  it('counts arguments too, and knows no limit where there is none', () => {
    expect(() => requireSpace(['x'.repeat(20_000)], {}, room)).toThrow(/E2BIG/);
    expect(() => requireSpace(['x'.repeat(20_000)], {}, { total: undefined, one: undefined })).not.toThrow();
  });
});
