import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeExportFile } from '../../src/files/write-export-file.ts';
import { isRoot, scratchFolder } from './scratch.ts';

const bytes = new TextEncoder().encode('x'.repeat(200_000));
const options = { follow: false, pid: process.pid };

/** Mounts something for the running test; false where that is not allowed. */
function mounted(args: readonly string[], target: string): boolean {
  if (!isRoot || spawnSync('mount', [...args, target], { stdio: 'ignore' }).status !== 0) return false;
  onTestFinished(() => void spawnSync('umount', [target]));
  return true;
}

it('keeps the old file on a folder that cannot be written', async () => {
  const folder = join(scratchFolder(), 'folder');
  mkdirSync(folder);
  const path = join(folder, '.env');
  // Root may write anywhere, so for root the file system itself has to say no.
  const readOnly = mounted(['-t', 'tmpfs', 'tmpfs'], folder);
  writeFileSync(path, 'old');
  if (readOnly) expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0);
  else chmodSync(folder, 0o500);
  onTestFinished(() => (readOnly ? undefined : chmodSync(folder, 0o700)));
  if (isRoot && !readOnly) {
    expect(await writeExportFile(path, bytes, options)).toMatchObject({ created: false });
    return;
  }
  await expect(writeExportFile(path, bytes, options)).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringMatching(/read-only|permitted/),
    hint: expect.stringContaining('folder must be writable'),
  });
  expect(readdirSync(folder)).toEqual(['.env']);
  expect(readFileSync(path, 'utf8')).toBe('old');
});

it('keeps the old file when the disk is full', async () => {
  const folder = join(scratchFolder(), 'disk');
  mkdirSync(folder);
  const path = join(folder, '.env');
  const real = mounted(['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'], folder);
  writeFileSync(path, 'old');
  const full = async () => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  const written = real
    ? writeExportFile(path, bytes, options)
    : writeExportFile(path, bytes, options, {
        write: full,
        sync: (file) => file.sync(),
        chown: (file, uid, gid) => file.chown(uid, gid),
        rename: full,
      });
  await expect(written).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('full') });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['.env']);
});

it('points to standard output for a file that is mounted by itself', async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  const source = join(folder, 'source');
  writeFileSync(path, '');
  writeFileSync(source, 'old');
  const busy = async () => {
    throw Object.assign(new Error('busy'), { code: 'EBUSY' });
  };
  const real = mounted(['--bind', source], path);
  if (!real) writeFileSync(path, 'old');
  const written = real
    ? writeExportFile(path, bytes, options)
    : writeExportFile(path, bytes, options, {
        write: (file, content) => file.writeFile(content),
        sync: (file) => file.sync(),
        chown: (file, uid, gid) => file.chown(uid, gid),
        rename: busy,
      });
  await expect(written).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringContaining('bind mount'),
    hint: expect.stringContaining(' - '),
  });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['.env', 'source']);
});
