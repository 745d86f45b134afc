import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFolder } from '../../src/files/list-folder.ts';
import { workFolder } from '../support/run-cli.ts';

it('files and folders, by name, links followed', async () => {
  const path = workFolder();
  mkdirSync(join(path, 'b'));
  for (const name of ['c', 'a']) writeFileSync(join(path, name), '');
  symlinkSync('b', join(path, 'd'));
  symlinkSync('nowhere', join(path, 'e'));
  expect(await listFolder(path)).toEqual([
    { name: 'a', kind: 'file' },
    { name: 'b', kind: 'folder' },
    { name: 'c', kind: 'file' },
    { name: 'd', kind: 'folder' },
  ]);
  expect(await listFolder(join(path, 'none'))).toBeUndefined();
  expect(await listFolder(join(path, 'a'))).toBeUndefined();
});

it('what cannot be looked into is told', async () => {
  const path = workFolder();
  symlinkSync('loop', join(path, 'loop'));
  await expect(listFolder(join(path, 'loop'))).rejects.toMatchObject({ code: 'input' });
});
