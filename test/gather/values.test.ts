import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { readValues } from '../../src/gather/values.ts';
import { type FakeParameter, type FakeRules, fakeStore } from './fake-store.ts';

const plain = { '/mow/a': {}, '/mow/b': { type: 'StringList' }, '/other/c': {} } as const;
const names = [...Object.keys(plain), '/mow/missing'];

async function read(
  parameters: Readonly<Record<string, FakeParameter>>,
  rules: FakeRules,
  wanted: readonly string[] = Object.keys(parameters),
) {
  const fake = fakeStore(parameters, rules);
  const { found, unread, notes } = await readValues(fake.store, wanted);
  const known = [...found].filter(([, { valueKnown }]) => valueKnown).map(([name]) => name);
  const unknown = [...found].filter(([, { valueKnown }]) => !valueKnown).map(([name]) => name);
  const rightValues = [...found].every(
    ([name, { stored, valueKnown }]) =>
      !valueKnown || stored.value.reveal() === (parameters[name]?.value ?? name),
  );
  expect(rightValues).toBe(true);
  expect([...found].every(([name, { stored }]) => stored.name === name)).toBe(true);
  return { known: known.sort(), unknown: unknown.sort(), unread: [...unread.keys()].sort(), notes, ...fake };
}

const reads = ['ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameter'];
const subsets = Array.from({ length: 7 }, (_, bits) => reads.filter((_action, index) => bits & (1 << index)));

describe('what the role may call', () => {
  it.each(subsets.map((denied) => [denied.join(' ') || 'nothing', denied] as const))(
    'denied %s: all is read by what is left',
    async (_what, denied) => {
      const { known, unknown, notes, calls } = await read(plain, { denied }, names);
      expect(known).toEqual(Object.keys(plain).sort());
      expect([unknown, notes]).toEqual([[], []]);
      const used = reads.find((action) => !denied.includes(action));
      expect(calls.at(-1)?.action).toBe(used);
    },
  );

  it('denied everything: rejects, naming the first action', async () => {
    await expect(read(plain, { denied: reads }, names)).rejects.toMatchObject({
      kind: 'denied',
      action: reads[0],
    });
  });

  it('one name denied: it is unread, never taken for missing, and the rest is read', async () => {
    const got = Object.fromEntries(
      await Promise.all(
        reads.map(async (action) => {
          const denied = reads.filter((other) => other !== action);
          const on = action === 'ssm:GetParametersByPath' ? '/mow' : '/mow/a';
          const { known, unread } = await read(plain, { denied, deniedOn: [`${action} ${on}`] }, names);
          return [action, { known, unread }] as const;
        }),
      ),
    );
    const ofMow = { known: ['/other/c'], unread: ['/mow/a', '/mow/b', '/mow/missing'] };
    expect(got).toEqual({
      // Names of one parent are asked for in one call.
      'ssm:GetParameters': ofMow,
      'ssm:GetParametersByPath': ofMow,
      'ssm:GetParameter': { known: ['/mow/b', '/other/c'], unread: ['/mow/a'] },
    });
  });

  it('a parent that may not be read does not hide the others', async () => {
    const deniedOn = ['ssm:GetParameters /other/c', 'ssm:GetParameter /other/c'];
    const denied = ['ssm:GetParametersByPath'];
    const { known, unread, of } = await read(plain, { denied, deniedOn }, names);
    expect([known, unread]).toEqual([['/mow/a', '/mow/b'], ['/other/c']]);
    expect(of('ssm:GetParameter').map(({ names: [name] }) => name)).toEqual(['/other/c']);
  });

  it.each(['throttled', 'server', 'connection', 'credentials', 'aborted', 'rejected'] as const)(
    'another failure (%s) is no denial',
    async (kind) => {
      for (const action of reads) {
        const error = new CallError(kind, 'no');
        const denied = reads.slice(0, reads.indexOf(action));
        await expect(read(plain, { denied, failing: { [action]: error } }, names)).rejects.toBe(error);
      }
    },
  );

  it('asks nothing for no names', async () => {
    expect((await read({}, {})).calls).toEqual([]);
  });
});

describe('how many calls', () => {
  const hundred = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`/mow/p${index}`, {}]));

  it('ten names a call', async () => {
    expect((await read(hundred, {})).calls).toHaveLength(10);
  });

  it('each parent once, one level deep', async () => {
    const parameters = { ...plain, '/mow/deep/d': {} };
    const { of, known } = await read(parameters, { denied: ['ssm:GetParameters'] });
    expect(of('ssm:GetParametersByPath').map(({ names: [path] }) => path)).toEqual([
      '/mow',
      '/other',
      '/mow/deep',
    ]);
    expect(known).toEqual(Object.keys(parameters).sort());
  });

  it('reads neighbours, and keeps only what was asked for', async () => {
    const { known } = await read({ ...plain, '/mow/foreign': {} }, { denied: ['ssm:GetParameters'] }, [
      '/mow/a',
    ]);
    expect(known).toEqual(['/mow/a']);
  });
});

describe('root names by path', () => {
  it.each(['X', '/X'])('%s', async (name) => {
    const { known, of } = await read({ [name]: {} }, { denied: ['ssm:GetParameters'] });
    expect(known).toEqual([name]);
    expect(of('ssm:GetParametersByPath').map(({ names: [path] }) => path)).toEqual(['/']);
  });

  it('finds one that was created by its other form', async () => {
    const fake = fakeStore({ X: {} }, { denied: ['ssm:GetParameters'] });
    const { found } = await readValues(fake.store, ['/X']);
    expect([...found].map(([name, { stored }]) => [name, stored.name])).toEqual([['/X', '/X']]);
  });
});

describe('keys that cannot decrypt', () => {
  const secrets = (count: number, bad: readonly number[]): Record<string, FakeParameter> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `/mow/s${String(index).padStart(2, '0')}`,
        { type: 'SecureString', keyId: bad.includes(index) ? 'alias/bad' : 'alias/good' } as const,
      ]),
    );

  it.each(['key', 'denied'] as const)('one bad key (%s) in ten leaves the nine known', async (kind) => {
    const { known, unknown, notes } = await read(secrets(10, [4]), { badKeys: { 'alias/bad': kind } });
    expect(known).toHaveLength(9);
    expect(unknown).toEqual(['/mow/s04']);
    expect(notes).toHaveLength(1);
  });

  it('spoils no other ten', async () => {
    const { known, unknown, of } = await read(secrets(30, [4]), { badKeys: { 'alias/bad': 'key' } });
    expect([known.length, unknown.length]).toEqual([29, 1]);
    // The first try, all without decryption, again in tens, and the ten with the bad one singly.
    expect(of('ssm:GetParameters').length).toBeLessThanOrEqual(3 + 3 + 3 + 10);
  });

  it('leaves plain parameters known, and decrypts none of them anew', async () => {
    const { known, unknown, of } = await read(
      { ...plain, '/mow/s': { type: 'SecureString', keyId: 'alias/bad' } },
      { badKeys: { 'alias/bad': 'denied' } },
    );
    expect([known, unknown]).toEqual([Object.keys(plain).sort(), ['/mow/s']]);
    expect(
      of('ssm:GetParameters')
        .slice(2)
        .flatMap(({ names: asked }) => asked),
    ).toEqual(['/mow/s']);
  });

  it.each([
    ['by path', ['ssm:GetParameters']],
    ['one by one', ['ssm:GetParameters', 'ssm:GetParametersByPath']],
  ])('%s: what exists is known to exist', async (_way, denied) => {
    const parameters = {
      ...plain,
      '/mow/s': { type: 'SecureString', keyId: 'alias/bad' },
      '/other/t': { type: 'SecureString' },
    } as const;
    const { known, unknown, notes } = await read(parameters, { denied, badKeys: { 'alias/bad': 'denied' } });
    expect([known, unknown]).toEqual([[...Object.keys(plain), '/other/t'].sort(), ['/mow/s']]);
    expect(notes).toEqual([
      'Live secret values are unknown: kms:Decrypt is denied. They count as different.',
    ]);
  });

  it('by path: the secrets of others are no trouble of ours', async () => {
    const parameters = { '/mow/a': {}, '/mow/s': { type: 'SecureString', keyId: 'alias/bad' } } as const;
    const { notes, known } = await read(
      parameters,
      { denied: ['ssm:GetParameters'], badKeys: { 'alias/bad': 'key' } },
      ['/mow/a'],
    );
    expect([known, notes]).toEqual([['/mow/a'], []]);
  });

  it.each([
    ['denied', ['Live secret values are unknown: kms:Decrypt is denied. They count as different.']],
    [
      'key',
      [
        'Live secret values are unknown: GetParameters of /mow/s00: its key is disabled. (and 24 more like it) They count as different.',
      ],
    ],
  ] as const)('says it once for twenty-five (%s)', async (kind, expected) => {
    const all = Array.from({ length: 25 }, (_, index) => index);
    const { notes, unknown } = await read(secrets(25, all), { badKeys: { 'alias/bad': kind } });
    expect(unknown).toHaveLength(25);
    expect(notes).toEqual(expected);
  });

  it('rejects when the second look is denied', async () => {
    const fake = fakeStore(secrets(1, [0]), { badKeys: { 'alias/bad': 'key' } });
    let looks = 0;
    const store = {
      ...fake.store,
      getParameters: async (...args: Parameters<typeof fake.store.getParameters>) => {
        looks += 1;
        if (looks === 2) throw new CallError('throttled', 'slow down');
        return await fake.store.getParameters(...args);
      },
    };
    await expect(readValues(store, ['/mow/s00'])).rejects.toMatchObject({ kind: 'throttled' });
  });
});
