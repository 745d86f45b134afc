import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksSecret } from '../../../../src/core/secret/detect/looks-secret.ts';
import { signWords } from '../../../../src/core/secret/detect/sign.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';

const wordsFor = (name: string, value: string) => {
  const sign = looksSecret(name, new Secret(value));
  return sign && signWords(sign);
};
const random = 'x7Kp2Qm9Wd4Rt8Zb3Nf6Yh1Lc5Vg0Js';

describe('looksSecret takes any text', () => {
  it('and never throws', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '://',
        ':',
        '@',
        '=',
        '-----BEGIN ',
        'eyJ',
        '.',
        '{',
        '"',
        '[',
        '$2b$10$',
        'password',
        'MII',
        '\n',
        '\ud800',
        'ü',
        '\0',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      pieces.map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, texts, (name, value) => {
        const words = wordsFor(name, value);
        if (words !== undefined) expect(words.length).toBeLessThan(60);
      }),
    );
  });

  it.each([
    ['a', 'a'],
    ['MII and line ends', 'MII', '\n', '!'],
    ['base64', 'QUJD'],
    ['JWT beginnings', 'eyJ'],
    ['JWT parts', 'eyJhbGciOiJI.'],
    ['URLs', 'a://b:'],
    ['users', 'a://', 'b:'],
    ['at signs', 'a://', '@:'],
    ['dashes', '-----BEGIN '],
    ['armour', '-----BEGIN A B C '],
    ['assignments', 'password='],
    ['blanks', 'password ', ' '],
    ['lines', 'password: a \n'],
    ['tabs', '\n', '\t'],
    ['brackets', '['],
    ['objects', '{"a":'],
    ['pairs in base64', '{"auth":["QUJDREVGR0g6SUpL"', ',"QUJDREVGR0g6SUpM"', ']}'],
    ['texts in a list', '["x"', ',"x"', ']'],
    ['named lists', '{"max_token":["x"', ',"x"', ']}'],
    ['members', '{"a":1', ',"a":1', '}'],
    ['dots', 'a.'],
    ['words', 'a-'],
    ['dollars', '$'],
    ['references', '${'],
    ['paths', '/a'],
    ['tokens', 'ghp_abcdefghijklmnop0 '],
    ['colons', 'ghp_abcdefghijklmnop0:'],
    ['hashes', ':pbkdf2_sha256$'],
    ['digits', ':pbkdf2_sha256$', '1'],
    ['hex', '0123456789abcdef'],
    ['random', random],
    ['slashes', '\\/'],
    ['netrc words', 'machine a login '],
    ['netrc', 'machine a login b password '],
    ['marks', 'a_'],
    ['a mark and a run', 'a-', 'Ab1'],
    ['marks and runs', 'a-', '9f03b7d2c6e81a54-'],
    ['an account', '1/', '1'],
    ['SCRAM', 'SCRAM-SHA-256$1'],
    ['Oracle', 'jdbc:oracle:thin:', 'a'],
  ])('64 KiB of %s in less than 20 ms', (_what, start, more = start, end = '') => {
    const text = start + more.repeat(Math.floor(65_536 / more.length)) + end;
    // The best of 25, since other work on the machine slows single runs; quadratic time has no such best.
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 25 && best >= 20; run += 1) {
      const begin = performance.now();
      looksSecret('DB_SETTING', new Secret(text));
      best = Math.min(best, performance.now() - begin);
    }
    expect(best).toBeLessThan(20);
  });

  it('64 KiB of a name', () => {
    expect(wordsFor(`${'aB_'.repeat(22_000)}PASSWORD`, 'x')).toBe('is named like a secret');
  });
});
