import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type AppendSteps, appendToFile } from '../../src/files/append-file.ts';
import { isRoot, scratchFolder } from './scratch.ts';

const bytes = new TextEncoder().encode('KEY<<E\nnew\nE\n');
const options = { follow: false };
const realSteps: AppendSteps = {
  write: async (file, content) => (await file.write(content)).bytesWritten,
  sync: (file) => file.sync(),
};

it.each([
  ['an empty file', '', 'KEY<<E\nnew\nE\n'],
  ['whole lines', 'OLD=1\n', 'OLD=1\nKEY<<E\nnew\nE\n'],
  ['a line without its end, which must not run into ours', 'OLD=1', 'OLD=1\nKEY<<E\nnew\nE\n'],
])('adds to %s', async (_, old, expected) => {
  const path = join(scratchFolder(), 'env');
  writeFileSync(path, old);
  chmodSync(path, 0o644);
  const { ino } = statSync(path);
  await appendToFile(path, bytes, options);
  expect(readFileSync(path, 'utf8')).toBe(expected);
  expect(statSync(path).ino).toBe(ino);
  expect(statSync(path).mode & 0o777).toBe(0o644);
});

it('makes a missing file, for us alone', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'env');
  await appendToFile(path, bytes, options);
  expect(readFileSync(path)).toEqual(Buffer.from(bytes));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['env']);
});

it('keeps what others add at the same time', async () => {
  const path = join(scratchFolder(), 'env');
  writeFileSync(path, '');
  await Promise.all(Array.from({ length: 20 }, () => appendToFile(path, bytes, options)));
  expect(readFileSync(path, 'utf8')).toBe('KEY<<E\nnew\nE\n'.repeat(20));
});

it('follows no link, unless told to', async () => {
  const folder = scratchFolder();
  const real = join(folder, 'real');
  const link = join(folder, 'link');
  writeFileSync(real, 'old\n');
  symlinkSync(real, link);
  await expect(appendToFile(link, bytes, options)).rejects.toMatchObject({ code: 'refused' });
  expect(readFileSync(real, 'utf8')).toBe('old\n');
  await appendToFile(link, bytes, { follow: true });
  expect(readFileSync(real, 'utf8')).toBe('old\nKEY<<E\nnew\nE\n');
});

it('makes nothing at the end of a broken link', async () => {
  const folder = scratchFolder();
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  await expect(appendToFile(join(folder, 'link'), bytes, options)).rejects.toMatchObject({ code: 'refused' });
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

it('refuses what is no regular file of one name', async () => {
  const folder = scratchFolder();
  const refused = { code: 'refused' };
  await expect(appendToFile(folder, bytes, options)).rejects.toMatchObject(refused);
  expect(spawnSync('mkfifo', [join(folder, 'fifo')]).status).toBe(0);
  await expect(appendToFile(join(folder, 'fifo'), bytes, options)).rejects.toMatchObject(refused);
  await expect(appendToFile('/dev/null', bytes, options)).rejects.toMatchObject(refused);
  const socket = createServer().listen(join(folder, 'socket'));
  onTestFinished(() => void socket.close());
  await expect.poll(() => existsSync(join(folder, 'socket'))).toBe(true);
  await expect(appendToFile(join(folder, 'socket'), bytes, options)).rejects.toMatchObject(refused);
  writeFileSync(join(folder, 'one'), 'old\n');
  linkSync(join(folder, 'one'), join(folder, 'two'));
  await expect(appendToFile(join(folder, 'two'), bytes, options)).rejects.toMatchObject(refused);
  expect(readFileSync(join(folder, 'one'), 'utf8')).toBe('old\n');
  await expect(appendToFile(join(folder, 'none', 'env'), bytes, options)).rejects.toMatchObject({
    code: 'input',
  });
});

it('refuses the file of a stranger in a folder open to everybody', async () => {
  const folder = join(scratchFolder(), 'shared');
  mkdirSync(folder);
  chmodSync(folder, 0o1777);
  const path = join(folder, 'env');
  writeFileSync(path, 'old\n');
  if (isRoot) chownSync(path, 12_345, 12_345);
  const adding = appendToFile(path, bytes, options);
  if (isRoot) await expect(adding).rejects.toMatchObject({ code: 'refused' });
  else await adding;
  expect(readFileSync(path, 'utf8')).toBe(isRoot ? 'old\n' : 'old\nKEY<<E\nnew\nE\n');
});

it('takes back what a full disk let it write, and only that', async () => {
  const path = join(scratchFolder(), 'env');
  writeFileSync(path, 'old\n');
  const half: AppendSteps = {
    ...realSteps,
    write: (file, content) => realSteps.write(file, content.subarray(0, 5)),
  };
  await expect(appendToFile(path, bytes, options, half)).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringContaining('full'),
  });
  expect(readFileSync(path, 'utf8')).toBe('old\n');
  const overtaken: AppendSteps = {
    ...realSteps,
    write: async (file, content) => {
      const written = await realSteps.write(file, content.subarray(0, 5));
      await file.write('OTHER=1\n');
      return written;
    },
  };
  await expect(appendToFile(path, bytes, options, overtaken)).rejects.toMatchObject({ code: 'failed' });
  expect(readFileSync(path, 'utf8')).toBe('old\nKEY<<OTHER=1\n');
});

it('says what the system says, without the content', async () => {
  const path = join(scratchFolder(), 'env');
  writeFileSync(path, 'old\n');
  const failing: AppendSteps = {
    ...realSteps,
    write: async () => {
      throw Object.assign(new Error('KEY<<E new'), { code: 'ENOSPC' });
    },
  };
  const error = await appendToFile(path, bytes, options, failing).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'failed', message: expect.stringContaining('does not fit') });
  expect(String(error)).not.toContain('new');
  expect(readFileSync(path, 'utf8')).toBe('old\n');
});
