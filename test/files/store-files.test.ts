import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPrivateFolder } from '../../src/files/private-folder.ts';
import { findFiles, narrowFiles, removeFiles } from '../../src/files/store-files.ts';

async function folder(): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'ssmkit-files-')), 'private');
  await createPrivateFolder(path);
  return path;
}

describe('finding', () => {
  test('only files that are there, with their sizes; no folder is no failure', async () => {
    const path = await folder();
    writeFileSync(join(path, 'a'), '12345');
    mkdirSync(join(path, 'b'));
    expect(await findFiles(path, ['a', 'b', 'c'])).toEqual([{ name: 'a', bytes: 5 }]);
    expect(await findFiles(join(path, 'none'), ['a'])).toEqual([]);
    expect(await findFiles(join(path, 'a'), ['a'])).toEqual([]);
  });
});

describe.runIf(process.platform !== 'win32')('narrowing', () => {
  test.each([0o644, 0o666, 0o640, 0o777])('%o becomes 600', async (mode) => {
    const path = await folder();
    writeFileSync(join(path, 'a'), 'x');
    chmodSync(join(path, 'a'), mode);
    await narrowFiles(path, ['missing', 'a']);
    expect((statSync(join(path, 'a')).mode & 0o777).toString(8)).toBe('600');
  });

  test('a link is refused, and what it points to keeps its mode', async () => {
    const path = await folder();
    const target = join(path, 'target');
    writeFileSync(target, 'x');
    chmodSync(target, 0o644);
    symlinkSync(target, join(path, 'a'));
    await expect(narrowFiles(path, ['a'])).rejects.toMatchObject({ code: 'refused' });
    expect((statSync(target).mode & 0o777).toString(8)).toBe('644');
  });
});

describe('removing', () => {
  test('takes the named files, then the empty folder with its .gitignore', async () => {
    const path = await folder();
    writeFileSync(join(path, 'a'), 'x');
    await removeFiles(path, ['a', 'missing']);
    expect(existsSync(path)).toBe(false);
  });

  test.each([
    ['another file', 'notes', 'mine', ['.gitignore', 'notes']],
    ['a .gitignore that somebody changed', '.gitignore', '*\n!keep\n', ['.gitignore']],
  ])('leaves %s', async (_what, name, text, left) => {
    const path = await folder();
    writeFileSync(join(path, 'a'), 'x');
    writeFileSync(join(path, name), text);
    await removeFiles(path, ['a']);
    expect(readdirSync(path).toSorted()).toEqual(left);
  });

  test('a name that is a folder is a failure that says so', async () => {
    const path = await folder();
    mkdirSync(join(path, 'a'));
    await expect(removeFiles(path, ['a'])).rejects.toMatchObject({ code: 'failed' });
  });
});
