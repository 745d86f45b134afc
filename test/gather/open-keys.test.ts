import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { envNameOf } from '../../src/core/parameter/env-name.ts';
import { parsePathTemplate } from '../../src/core/parameter/template.ts';
import { couldBeMapped, readLiveKeys } from '../../src/gather/open-keys.ts';
import { type FakeRules, fakeStore } from './fake-store.ts';

const template = parsePathTemplate('/{environment}/{service}/{key}');

async function look(live: readonly string[], rules: FakeRules = {}) {
  const fake = fakeStore(Object.fromEntries(live.map((name) => [name, {}])), rules);
  const open = [
    { service: 'a', name: 'DB_HOST' },
    { service: 'b', name: 'DB_HOST' },
    { service: 'a', name: 'X' },
  ];
  const found = await readLiveKeys(fake.store, template, { environment: 'dev' }, open);
  return {
    ...found,
    of: (service: string, name: string) => found.keysOf({ service, name }),
    calls: fake.calls,
  };
}

describe('readLiveKeys', () => {
  it('finds the keys that export to a name, each section for itself', async () => {
    const { of, notes } = await look(['/dev/a/db/host', '/dev/b/db-host', '/dev/b/db.host', '/dev/a/X']);
    expect(of('a', 'DB_HOST')).toEqual(['db/host']);
    expect(of('b', 'DB_HOST')).toEqual(['db-host', 'db.host']);
    expect(of('a', 'X')).toEqual(['X']);
    expect(of('b', 'X')).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('finds a key that is the name, once', async () => {
    const { of } = await look(['/dev/a/DB_HOST', '/dev/a/db.host']);
    expect(of('a', 'DB_HOST')).toEqual(['DB_HOST', 'db.host']);
    expect(of('a', 'db.host')).toEqual(['db.host']);
  });

  it('reads each section once and decrypts nothing', async () => {
    const { calls } = await look(['/dev/a/X']);
    expect(calls).toEqual([
      { action: 'ssm:GetParametersByPath', names: ['/dev/a'], decrypt: false },
      { action: 'ssm:GetParametersByPath', names: ['/dev/b'], decrypt: false },
    ]);
  });

  it('says where it may not look, and goes on elsewhere', async () => {
    const deniedOn = ['ssm:GetParametersByPath /dev/a', 'ssm:GetParametersByPath /dev/a/'];
    const { of, isUnknown, notes } = await look(['/dev/a/db/host', '/dev/b/db/host'], { deniedOn });
    expect(of('a', 'DB_HOST')).toEqual([]);
    expect(of('b', 'DB_HOST')).toEqual(['db/host']);
    expect([isUnknown({ service: 'a', name: 'X' }), isUnknown({ service: 'b', name: 'X' })]).toEqual([
      true,
      false,
    ]);
    expect(notes).toEqual([expect.stringContaining('Keys below /dev/a/ could not be looked up')]);
  });

  it('takes a path that may be read with its trailing slash alone', async () => {
    const { of } = await look(['/dev/a/db/host'], { deniedOn: ['ssm:GetParametersByPath /dev/a'] });
    expect(of('a', 'DB_HOST')).toEqual(['db/host']);
  });

  it('fails with whatever else is wrong', async () => {
    const error = new CallError('timeout', 'silent');
    await expect(look([], { failing: { 'ssm:GetParametersByPath': error } })).rejects.toBe(error);
  });
});

describe('couldBeMapped', () => {
  it.each([
    ['DB_HOST', true],
    ['_', true],
    ['A_1', true],
    ['DEBUG', false],
    ['db_host', false],
    ['Db_Host', false],
    ['db.host', false],
  ])('%s: %s', (name, expected) => {
    expect(couldBeMapped(name)).toBe(expected);
  });

  it.each(['db/host', 'db-host', 'db.host', 'a/b/c', '-', '1/a', 'A/b'])(
    'is true of every name that a key as %s is exported to',
    (key) => {
      expect(couldBeMapped(envNameOf(key))).toBe(true);
    },
  );
});
