import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { parsePrefix, prefixDepth, readBelow } from '../../src/gather/below-path.ts';
import { fakeStore } from './fake-store.ts';

describe('parsePrefix', () => {
  it.each([
    ['/', '/'],
    ['/mow', '/mow'],
    ['/mow/', '/mow'],
    ['/mow/backend/', '/mow/backend'],
  ])('%s is %s', (text, prefix) => {
    expect(parsePrefix(text)).toBe(prefix);
  });

  it.each([
    ['', 'is empty'],
    ['mow', 'does not start with a slash'],
    ['mow/backend', 'does not start with one'],
    ['//', 'empty level'],
    ['/mow//', 'ends with a slash'],
    ['/mow//x', 'empty level'],
    ['/mow/*', 'has "*"'],
    ['/mow x', 'has a space'],
    ['C:/Program Files/Git/mow', 'MSYS_NO_PATHCONV'],
  ])('refuses %j', (text, words) => {
    expect(() => parsePrefix(text)).toThrowError(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(words) }),
    );
  });
});

it.each([
  ['/', 0],
  ['/mow', 1],
  ['/mow/backend', 2],
])('%s has depth %d', (prefix, depth) => {
  expect(prefixDepth(prefix)).toBe(depth);
});

describe('readBelow', () => {
  const live = {
    ROOT: {},
    '/mow': {},
    '/mow/b': { type: 'SecureString' },
    '/mow/backend': {},
    '/mow/backend/POSTGRES_DB': {},
    '/mow/backend/postgres': {},
    '/mow/backendish/x': {},
    '/other/x': {},
  } as const;
  it.each<[string, string | undefined, string[], boolean]>([
    ['/mow/backend', undefined, ['/mow/backend/POSTGRES_DB', '/mow/backend/postgres'], true],
    ['/mow/backend', 'POSTGRES', ['/mow/backend/POSTGRES_DB'], true],
    ['/mow/backend', 'backend/p', ['/mow/backend/postgres'], true],
    ['/mow/backend', 'nothing', [], true],
    ['/mow/back', undefined, [], false],
    ['/other', undefined, ['/other/x'], false],
    ['/nothing', undefined, [], false],
    ['/', undefined, Object.keys(live), false],
  ])('below %s with %s', async (prefix, contains, names, namesake) => {
    const below = await readBelow(fakeStore(live).store, prefix, contains);
    expect(below.parameters.map(({ name }) => name)).toEqual([...names].sort());
    expect(below.namesake).toBe(namesake);
  });

  it('decrypts nothing', async () => {
    const fake = fakeStore(live, { badKeys: { 'alias/aws/ssm': 'denied' } });
    await readBelow(fake.store, '/mow', undefined);
    expect(fake.calls.filter(({ decrypt }) => decrypt)).toEqual([]);
  });

  it('does without the hint where GetParameters is denied, but not without the path', async () => {
    const hintless = fakeStore(live, { denied: ['ssm:GetParameters'] });
    expect(await readBelow(hintless.store, '/mow/backend', undefined)).toMatchObject({ namesake: false });
    const denied = fakeStore(live, { denied: ['ssm:GetParametersByPath'] });
    await expect(readBelow(denied.store, '/mow/backend', undefined)).rejects.toMatchObject({
      message: 'ssm:GetParametersByPath is denied on parameter/mow/backend.',
    });
    const error = new CallError('throttled', 'slow');
    const slow = fakeStore(live, { failing: { 'ssm:GetParametersByPath': error } });
    await expect(readBelow(slow.store, '/', undefined)).rejects.toBe(error);
  });
});
