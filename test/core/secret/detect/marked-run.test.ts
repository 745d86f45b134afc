import { describe, expect, it } from 'vitest';
import { looksSecret } from '../../../../src/core/secret/detect/looks-secret.ts';
import { runAfterMark } from '../../../../src/core/secret/detect/marked-run.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';

const hex = '9f03b7d2c6e81a54'.repeat(2);
const base36 = 'k3v9x0q7m2z8r4t1w6y5p3n8b7c2d9f4';
const mixed = 'x7Kp2Qm9Wd4Rt8Zb3Nf6Yh1Lc5Vg0J';
const base32 = base36.toUpperCase();

describe('runAfterMark takes the longest part after a mark', () => {
  it.each([
    ['p8e-abcd', 'abcd'],
    ['castai_v1_abcdef_12', 'castai'],
    ['a.b.longest.c', 'longest'],
    ['x-aaa-bbb', 'aaa'],
    ['1/1200:abc', 'abc'],
    ['12:abc', 'abc'],
    ['abc', undefined],
    ['abcdefghijklm-abc', undefined],
    ['-abc', undefined],
    ['9-abc', undefined],
    ['a-b c', undefined],
    ['a:abc', undefined],
    ['1:2:abc', undefined],
    ['vs_abc', undefined],
    ['msgbatch_abc', undefined],
    ['main-abc.js', undefined],
    ['d-abc.cloudfront.net', undefined],
  ])('%s: %s', (text, run) => {
    expect(runAfterMark(text)).toBe(run);
  });
});

describe('a random run after a mark is a token of an issuer we need not know', () => {
  const found = (value: string) => looksSecret('SETTING', new Secret(value))?.kind;
  it.each([
    `acme-${hex}`,
    `acme_v1_${hex}_0a1b`,
    `k-s9x-${hex}${hex}`,
    `b_${base36}`,
    `ACME_${base36}`,
    `dn-${'ABCDEF'}-${base32}`,
    `7/1200123:${hex}`,
    `checkout-configurationsettings-deploymentspecifics-productionenvironments-${mixed}`,
  ])('%s', (value) => {
    expect(found(value)).toBe('entropy');
  });

  it.each([
    `acme-${hex.slice(0, 29)}`,
    `b_${base36.slice(0, 29)}`,
    `checkout-configurationsettings-deploymentspecifics-productionenvironments-${mixed.slice(0, 29)}`,
    `vs_${hex}`,
    `file-${base36}`,
    `main-${hex}.js`,
    `d-${base36}.example.com`,
    `00-${hex}-9f03b7d2c6e81a54-01`,
    `shop-${'a'.repeat(40)}`,
    'shop-123e4567-e89b-42d3-a456-426614174000',
  ])('but not %s', (value) => {
    expect(found(value)).toBeUndefined();
  });
});
