import { describe, expect, it } from 'vitest';
import { createSecretNet } from '../../../src/core/secret/net.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

function net(...values: readonly string[]) {
  const made = createSecretNet();
  for (const value of values) made.add(new Secret(value));
  return made;
}

describe('the last net under stderr', () => {
  it.each([
    ['as it is', 'hunter2-hunter2', 'AWS said hunter2-hunter2.', 'AWS said [redacted].'],
    ['more than once', 'hunter2-hunter2', 'hunter2-hunter2hunter2-hunter2', '[redacted][redacted]'],
    ['as JSON', 'a "quoted" one', 'got {"v":"a \\"quoted\\" one"}', 'got {"v":"[redacted]"}'],
    ['with controls escaped', 'bell\u0007-bell-bell', 'got bell\\u0007-bell-bell', 'got [redacted]'],
    ['one line of several', 'first-line\nsecond-line', 'got second-line', 'got [redacted]'],
    ['a pattern is text', 'a.*b(c)[d]', 'got a.*b(c)[d] and axxb', 'got [redacted] and axxb'],
    ['a replacement is text', '$&$&$&$&', 'got $&$&$&$&', 'got [redacted]'],
  ])('%s', (_title, value, text, cleaned) => {
    expect(net(value).clean(text)).toBe(cleaned);
  });

  it('leaves short values and everything else alone', () => {
    expect(net('db', 'prod', '       ').clean('db in prod is        down')).toBe('db in prod is        down');
    expect(net().clean('nothing known')).toBe('nothing known');
  });

  it('leaves a secret in that is a word of a name, which would tell it by its absence', () => {
    const made = net('postgres', 'hunter2-hunter2');
    made.know('/mow/backend/postgres/prod/POSTGRES_USER');
    expect(made.clean('/mow/backend/postgres/prod/X was hunter2-hunter2')).toBe(
      '/mow/backend/postgres/prod/X was [redacted]',
    );
  });

  it('is quick with ten thousand values', () => {
    const many = net(...Array.from({ length: 10_000 }, (_, index) => `value-number-${index}`));
    const start = performance.now();
    for (let line = 0; line < 10; line += 1) many.clean('a line of progress that holds none of them');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
