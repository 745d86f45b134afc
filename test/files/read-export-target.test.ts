import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readExportTarget, refuseChanged } from '../../src/files/read-export-target.ts';
import { isRoot, scratchFolder } from './scratch.ts';

it('reads a regular file, and knows one that is not there', async () => {
  const path = join(scratchFolder(), '.env');
  expect(await readExportTarget(path, false)).toEqual({ bytes: undefined, stamp: undefined });
  writeFileSync(path, 'OLD=1\n');
  const { bytes, stamp } = await readExportTarget(path, false);
  expect(Buffer.from(bytes ?? []).toString()).toBe('OLD=1\n');
  await refuseChanged(path, stamp);
});

it('refuses what is no regular file, follows a link when told to, and asks for a folder', async () => {
  const folder = scratchFolder();
  const real = join(folder, 'real');
  writeFileSync(real, 'OLD=1\n');
  symlinkSync(real, join(folder, 'link'));
  expect(spawnSync('mkfifo', [join(folder, 'fifo')]).status).toBe(0);
  for (const path of [join(folder, 'link'), join(folder, 'fifo'), folder, '/dev/null']) {
    await expect(readExportTarget(path, false), path).rejects.toMatchObject({ code: 'refused' });
  }
  expect((await readExportTarget(join(folder, 'link'), true)).bytes).toHaveLength(6);
  await expect(readExportTarget(join(folder, 'none/.env'), false)).rejects.toMatchObject({ code: 'input' });
});

it('refuses the file of a stranger in a folder open to everybody', async ({ skip }) => {
  skip(!isRoot, 'NOT PASSED: only root can plant the file of another user');
  const folder = join(scratchFolder(), 'shared');
  mkdirSync(folder);
  chmodSync(folder, 0o1777);
  writeFileSync(join(folder, '.env'), 'THEIRS=1\n');
  chownSync(join(folder, '.env'), 12_345, 12_345);
  await expect(readExportTarget(join(folder, '.env'), false)).rejects.toMatchObject({ code: 'refused' });
});

it.each<[string, (path: string) => void]>([
  ['longer', (path) => appendFileSync(path, 'x')],
  [
    'other text of the same length and time',
    (path) => {
      writeFileSync(path, 'NEW=1\n');
      utimesSync(path, 1, 1);
    },
  ],
  [
    'another file',
    (path) => {
      writeFileSync(`${path}.new`, 'OLD=1\n');
      renameSync(`${path}.new`, path);
    },
  ],
  [
    'a link',
    (path) => {
      renameSync(path, `${path}.old`);
      symlinkSync(`${path}.old`, path);
    },
  ],
  ['gone', (path) => rmSync(path)],
  ['of two names', (path) => linkSync(path, `${path}.too`)],
])('notices a file that has become %s', async (_what, change) => {
  const path = join(scratchFolder(), '.env');
  writeFileSync(path, 'OLD=1\n');
  utimesSync(path, 1, 1);
  const { stamp } = await readExportTarget(path, false);
  change(path);
  await expect(refuseChanged(path, stamp)).rejects.toMatchObject({ code: 'failed' });
});

it('notices a file that has appeared', async () => {
  const path = join(scratchFolder(), '.env');
  const { stamp } = await readExportTarget(path, false);
  await refuseChanged(path, stamp);
  writeFileSync(path, '');
  await expect(refuseChanged(path, stamp)).rejects.toMatchObject({ code: 'failed' });
});
