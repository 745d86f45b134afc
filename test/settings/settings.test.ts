import { describe, expect, it } from 'vitest';
import type { SettingFlags } from '../../src/settings/flags.ts';
import { resolveSettings, type Settings } from '../../src/settings/settings.ts';
import { fakeFiles } from '../gather/file-reader.ts';

const file = { project: 'of-file', component: 'of-file', region: 'of-file', tagsDir: 'of-file' };
const resolve = (
  flags: SettingFlags = {},
  env: Record<string, string | undefined> = {},
  content: object | undefined = undefined,
  cwd = '/r/sub',
) =>
  resolveSettings(
    flags,
    env,
    fakeFiles({ '/r/.git': '', ...(content && { '/r/ssmkit.json': JSON.stringify(content) }) }),
    cwd,
  );

describe('precedence', () => {
  it.each<[string, SettingFlags, Record<string, string>, object | undefined, Partial<Settings>]>([
    ['flag', { project: 'flag' }, { SSMKIT_PROJECT: 'env' }, file, { project: 'flag' }],
    ['variable', {}, { SSMKIT_PROJECT: 'env' }, file, { project: 'env' }],
    ['an empty variable is unset', {}, { SSMKIT_PROJECT: '' }, file, { project: 'of-file' }],
    ['file', {}, {}, file, { project: 'of-file' }],
    ['no default for the project', {}, {}, undefined, { project: undefined }],
    ['component: flag', { component: 'flag' }, { SSMKIT_COMPONENT: 'env' }, file, { component: 'flag' }],
    ['component: variable', {}, { SSMKIT_COMPONENT: 'env' }, file, { component: 'env' }],
    ['component: file', {}, {}, file, { component: 'of-file' }],
    ['component: default', {}, {}, undefined, { component: 'backend' }],
    ['tagsDir: flag, as it was given', { tagsDir: 'x' }, {}, file, { tagsDir: 'x' }],
    ['tagsDir: relative to the file', {}, {}, file, { tagsDir: '/r/of-file' }],
    ['tagsDir: none', {}, {}, undefined, { tagsDir: undefined }],
    ['the Region of the file apart', {}, { AWS_REGION: 'env' }, file, { settingsRegion: 'of-file' }],
    ['local dir: flag', { localDir: 'x' }, { SSMKIT_LOCAL_DIR: 'env' }, undefined, { localDir: '/r/sub/x' }],
    ['local dir: variable', {}, { SSMKIT_LOCAL_DIR: 'env' }, undefined, { localDir: '/r/sub/env' }],
    ['local dir: default', {}, { SSMKIT_LOCAL_DIR: '' }, undefined, { localDir: '/r/sub/.ssmkit' }],
  ])('%s', async (_what, flags, env, content, expected) => {
    expect(await resolve(flags, env, content)).toMatchObject(expected);
  });
});

describe('the naming convention', () => {
  const named = '/{environment}/{service}/{key}';
  it.each<[string, SettingFlags, Record<string, string>, object | undefined, string, boolean]>([
    ['default', {}, {}, undefined, '/{project}/{component}/{service}/{environment}/{key}', false],
    ['file', {}, {}, { pathTemplate: named }, named, true],
    [
      'variable',
      {},
      { SSMKIT_PATH_TEMPLATE: '/{environment}/{key}' },
      { pathTemplate: named },
      '/{environment}/{key}',
      false,
    ],
    [
      'flag',
      { pathTemplate: named },
      { SSMKIT_PATH_TEMPLATE: '/{environment}/{key}' },
      undefined,
      named,
      true,
    ],
    ['keys that are free all the same', {}, {}, { pathTemplate: named, newKeys: 'free' }, named, false],
    [
      'keys that must be named',
      {},
      {},
      { newKeys: 'named' },
      '/{project}/{component}/{service}/{environment}/{key}',
      true,
    ],
  ])('%s', async (_what, flags, env, content, text, newKeysNamed) => {
    expect(await resolve(flags, env, content)).toMatchObject({ template: { text }, newKeysNamed });
  });

  it('is checked before anything else is done', async () => {
    await expect(resolve({ pathTemplate: '/{key}' })).rejects.toMatchObject({ code: 'settings' });
  });
});

describe('local', () => {
  it.each<[string, SettingFlags, string | undefined, boolean, boolean]>([
    ['neither', {}, undefined, false, false],
    ['--local', { local: true }, undefined, true, false],
    ['SSMKIT_LOCAL=1', {}, '1', true, true],
    ['SSMKIT_LOCAL=Yes', {}, 'Yes', true, true],
    ['SSMKIT_LOCAL=0', {}, '0', false, false],
    ['SSMKIT_LOCAL empty', {}, '', false, false],
    ['both', { local: true }, '1', true, true],
    ['--local over SSMKIT_LOCAL=0', { local: true }, '0', true, false],
  ])('%s', async (_what, flags, SSMKIT_LOCAL, local, localByVariable) => {
    expect(await resolve(flags, { SSMKIT_LOCAL })).toMatchObject({ local, localByVariable });
  });

  it('is not decided by a slip', async () => {
    await expect(resolve({}, { SSMKIT_LOCAL: 'flase' })).rejects.toMatchObject({ code: 'usage' });
  });

  const endpoints = [
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_SSM',
    'AWS_ENDPOINT_URL_KMS',
    'AWS_ENDPOINT_URL_STS',
  ];
  it.each(endpoints)('contradicts %s', async (name) => {
    const message = (local: string) => `${local} and ${name} are both set, so it is open where to write.`;
    await expect(resolve({ local: true }, { [name]: 'http://x' })).rejects.toMatchObject({
      code: 'usage',
      message: message('--local'),
    });
    await expect(resolve({}, { SSMKIT_LOCAL: '1', [name]: 'http://x' })).rejects.toMatchObject({
      message: message('SSMKIT_LOCAL'),
    });
    expect(await resolve({ local: true }, { [name]: '' })).toMatchObject({ local: true });
    expect(await resolve({}, { [name]: 'http://x' })).toMatchObject({ local: false });
  });

  it('contradicts --endpoint-url', async () => {
    await expect(resolve({ local: true, endpointUrl: 'http://x' })).rejects.toMatchObject({
      message: '--local and --endpoint-url are both set, so it is open where to write.',
    });
    expect(await resolve({ endpointUrl: 'http://x' })).toMatchObject({ local: false });
  });
});

describe('empty flags', () => {
  it.each<[keyof SettingFlags, string]>([
    ['profile', '--profile'],
    ['region', '--region'],
    ['roleArn', '--role-arn'],
    ['endpointUrl', '--endpoint-url'],
    ['localDir', '--local-dir'],
    ['project', '--project'],
    ['component', '--component'],
    ['pathTemplate', '--path-template'],
    ['tagsDir', '--tags-dir'],
    ['config', '--config'],
  ])('%s', async (name, flag) => {
    await expect(resolve({ [name]: '' })).rejects.toMatchObject({
      code: 'usage',
      message: `${flag} is empty.`,
    });
  });

  it("are a command's own matter where they are its own", async () => {
    const flags = { nameTag: '' } as SettingFlags;
    expect(await resolve(flags)).toMatchObject({ component: 'backend' });
  });
});
