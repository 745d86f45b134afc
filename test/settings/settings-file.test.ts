import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { findSettingsFile, resolvePath } from '../../src/settings/settings-file.ts';
import { fakeFiles } from '../gather/file-reader.ts';

const content = '{"project":"mow"}';
const find = async (files: Record<string, string>, cwd: string, given?: string) =>
  (await findSettingsFile(fakeFiles(files), cwd, given))?.path;

describe('findSettingsFile', () => {
  it.each<[string, Record<string, string>, string, string | undefined]>([
    ['in the working directory', { '/r/.git': '', '/r/a/ssmkit.json': content }, '/r/a', '/r/a/ssmkit.json'],
    ['above it', { '/r/.git': '', '/r/a/ssmkit.json': content }, '/r/a/b/c', '/r/a/ssmkit.json'],
    ['at the repository root', { '/r/.git': '', '/r/ssmkit.json': content }, '/r/a/b', '/r/ssmkit.json'],
    [
      'the nearest',
      { '/r/.git': '', '/r/ssmkit.json': content, '/r/a/ssmkit.json': content },
      '/r/a/b',
      '/r/a/ssmkit.json',
    ],
    ['never above the root', { '/r/.git': '', '/ssmkit.json': content }, '/r/a', undefined],
    [
      'never above the nearest root',
      { '/r/.git': '', '/r/sub/.git': '', '/r/ssmkit.json': content },
      '/r/sub/a',
      undefined,
    ],
    [
      'outside a repository in the working directory',
      { '/x/y/ssmkit.json': content },
      '/x/y',
      '/x/y/ssmkit.json',
    ],
    [
      'outside a repository not above it',
      { '/x/ssmkit.json': content, '/ssmkit.json': content },
      '/x/y',
      undefined,
    ],
    ['in the root folder', { '/ssmkit.json': content }, '/', '/ssmkit.json'],
    ['a repository in the root folder', { '/.git': '', '/ssmkit.json': content }, '/a/b', '/ssmkit.json'],
    ['none', { '/r/.git': '' }, '/r', undefined],
  ])('%s', async (_what, files, cwd, path) => {
    expect(await find(files, cwd)).toBe(path);
  });

  it.each([
    ['conf/x.json', '/r/conf/x.json'],
    ['./x.json', '/r/x.json'],
    ['/etc/x.json', '/etc/x.json'],
  ])('takes --config %s instead, from the working directory', async (given, path) => {
    expect(await find({ [path]: content, '/r/ssmkit.json': content }, '/r', given)).toBe(path);
  });

  it('does not do without a file given by --config', async () => {
    await expect(find({ '/r/ssmkit.json': content }, '/r', 'gone.json')).rejects.toMatchObject({
      code: 'input',
    });
  });

  it('tells the folder that its paths are seen from', async () => {
    const files = fakeFiles({ '/r/.git': '', '/r/ssmkit.json': '\uFEFF{"project":"mow","tagsDir":"tags"}' });
    expect(await findSettingsFile(files, '/r/a', undefined)).toEqual({
      path: '/r/ssmkit.json',
      folder: '/r',
      content: { project: 'mow', tagsDir: 'tags' },
    });
  });
});

describe('what is wrong in it', () => {
  it.each<[string, string, readonly (readonly [number, string])[]]>([
    ['an env file', 'PASSWORD=canary', [[1, 'is not JSON from column 1 on']]],
    ['a comma too many', '{\n  "project": "canary",\n}', [[3, 'is not JSON from column 1 on']]],
    ['an array', '["canary"]', [[0, 'the whole must be of type object']]],
    ['a number', '{"project":7}', [[1, 'project must be of type string']]],
    ['a slip', '{"projct":"canary"}', [[1, 'has the unknown setting "projct"; did you mean "project"?']]],
    ['another case', '{"tagsdir":"canary"}', [[1, 'did you mean "tagsDir"?']]],
    ['something unknown', '{"quux":"canary"}', [[1, 'has the unknown setting "quux"']]],
    ['applying, which is not for a file', '{"dryRun":false}', [[1, 'has the unknown setting "dryRun"']]],
    ['what steers a terminal', '{"\\u009b":1}', [[1, '"\\u009b"']]],
    [
      'all at once',
      '{"regoin":"x","projct":"y","component":1}',
      [
        [1, 'component'],
        [1, '"regoin"; did you mean "region"'],
        [1, '"projct"'],
      ],
    ],
  ])('%s', async (_what, text, expected) => {
    const error = await find({ '/ssmkit.json': text }, '/').catch((thrown: unknown) => thrown);
    if (!(error instanceof InputError)) throw new Error('an InputError was expected');
    expect(error.findings).toHaveLength(expected.length);
    for (const [line, words] of expected) {
      expect(error.findings).toContainEqual(
        expect.objectContaining({ file: '/ssmkit.json', line, message: expect.stringContaining(words) }),
      );
    }
    expect(JSON.stringify(error.findings).includes('canary')).toBe(false);
  });
});

describe('what is wrong with an environment', () => {
  it.each([
    ['an account that is none', { account: 'canary' }, '"environments.prod.account" must be 12 digits'],
    ['an account as a number', { account: 123456789012 }, 'environments.prod.account must be of type string'],
    ['a slip', { protcted: true }, '"protcted" in environments.prod; did you mean "protected"?'],
    ['a switch as text', { protected: 'true' }, 'environments.prod.protected must be of type boolean'],
    [
      'a key id with blanks',
      { keyId: 'a canary' },
      '"environments.prod.keyId" must be a key id, an ARN or an alias',
    ],
  ])('%s', async (_what, prod, words) => {
    const text = JSON.stringify({ environments: { prod } });
    const error = await find({ '/ssmkit.json': text }, '/').catch((thrown: unknown) => thrown);
    if (!(error instanceof InputError)) throw new Error('an InputError was expected');
    expect(error.findings).toEqual([expect.objectContaining({ message: expect.stringContaining(words) })]);
    expect(JSON.stringify(error.findings).includes('canary')).toBe(false);
  });
});

describe('resolvePath', () => {
  it.each([
    ['/r', 'a/b', '/r/a/b'],
    ['/r', './a', '/r/a'],
    ['/r', '../a', '/r/../a'],
    ['/', 'a', '/a'],
    ['/r', '/a', '/a'],
    ['/r', 'C:\\a', 'C:\\a'],
    ['/r', 'C:/a', 'C:/a'],
  ])('from %s, %s is %s', (folder, path, resolved) => {
    expect(resolvePath(folder, path)).toBe(resolved);
  });
});
