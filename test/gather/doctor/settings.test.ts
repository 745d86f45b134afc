import { describe, expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../../src/core/environment.ts';
import { parsePathTemplate } from '../../../src/core/parameter/template.ts';
import { checkSettings } from '../../../src/gather/doctor/settings.ts';
import { account, makeSubject, statuses } from './make-way.ts';

type Parts = Parameters<typeof makeSubject>[0];

async function check(parts: Parts, files: readonly string[] = ['tags/backend/base.json']) {
  const reader = { read: async () => new Uint8Array(), exists: async (path: string) => files.includes(path) };
  return await checkSettings(makeSubject(parts), reader, account);
}
const having = (environments: Readonly<Record<string, EnvironmentSettings>>): Parts => ({
  settings: { environments: new Map(Object.entries(environments)) },
});
const whole = (environments: Readonly<Record<string, EnvironmentSettings>>): Parts => ({
  ...having(environments),
  ...{ environment: undefined, path: undefined },
});

describe('settings', () => {
  it.each<[string, Parts, readonly string[]]>([
    ['all right', {}, ['ok guard', 'ok protection', 'ok tags']],
    ['no account', having({ prod: { protected: true } }), ['warning guard', 'ok protection', 'ok tags']],
    ['no environments at all', having({}), ['warning guard', 'ok tags']],
    ['not protected', having({ prod: { account } }), ['ok guard', 'warning protection', 'ok tags']],
    [
      'protected: false',
      having({ prod: { account, protected: false } }),
      ['ok guard', 'warning protection', 'ok tags'],
    ],
    ['another environment', having({ stage: { account } }), ['warning environment', 'ok tags']],
    ['no file', { settings: { settingsFile: undefined } }, ['not-checked environment', 'ok tags']],
    ['no tags folder', { settings: { tagsDir: undefined } }, ['ok guard', 'ok protection']],
    [
      'a tags folder that is not there',
      { settings: { tagsDir: 'x' } },
      ['ok guard', 'ok protection', 'warning tags'],
    ],
    [
      'each environment, where none is chosen',
      whole({ prod: { account }, stage: {}, 'eu-live': { account } }),
      ['ok guard', 'warning guard', 'warning protection', 'ok tags'],
    ],
    ['none that is serious', whole({ dev: { account }, produce: { account } }), ['ok guard', 'ok tags']],
  ])('%s', async (_what, parts, expected) => {
    expect(statuses(await check(parts))).toEqual(expected);
  });

  it('name the environments they are about, and what to write', async () => {
    const [, guard, protection] = await check(whole({ prod: {}, stage: {}, dev: { account } }));
    expect(guard?.message).toContain('no account of prod and stage');
    expect(guard?.todo?.advice).toContain(`"account": "${account}"`);
    expect(protection?.message).toContain('prod is not protected');
  });

  it('look for tag layers where seed does', async () => {
    const template = parsePathTemplate('/{environment}/{service}/{key}');
    expect(statuses(await check({ settings: { template } }))).toContain('warning tags');
    expect(statuses(await check({ settings: { template } }, ['tags/base.json']))).toContain('ok tags');
  });
});
