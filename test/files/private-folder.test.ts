import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPrivateFolder } from '../../src/files/private-folder.ts';
import { isRoot, scratchFolder } from './scratch.ts';

it('makes a folder that only we can look into and git leaves alone, twice alike', async () => {
  const path = join(scratchFolder(), 'deep', '.ssmkit');
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  await createPrivateFolder(path);
  await createPrivateFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(path, '.gitignore'), 'utf8')).toBe('*\n');
});

it('is ours to read whatever the umask', async () => {
  const path = join(scratchFolder(), '.ssmkit');
  const before = process.umask(0o777);
  onTestFinished(() => void process.umask(before));
  await createPrivateFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(path, '.gitignore')).mode & 0o777).toBe(0o600);
});

it('keeps a .gitignore that is there', async () => {
  const path = join(scratchFolder(), '.ssmkit');
  await createPrivateFolder(path);
  writeFileSync(join(path, '.gitignore'), '# mine\n*\n');
  await createPrivateFolder(path);
  expect(readFileSync(join(path, '.gitignore'), 'utf8')).toBe('# mine\n*\n');
});

it('refuses a folder that is open to others, and does not narrow it by itself', async () => {
  const path = join(scratchFolder(), '.ssmkit');
  mkdirSync(path);
  chmodSync(path, 0o750);
  await expect(createPrivateFolder(path)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('750'),
    hint: expect.stringContaining('chmod 700'),
  });
  expect(statSync(path).mode & 0o777).toBe(0o750);
});

it("refuses a link, a file and somebody else's folder", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'real'), { mode: 0o700 });
  symlinkSync('real', join(folder, 'link'));
  writeFileSync(join(folder, 'file'), '');
  for (const name of ['link', 'file']) {
    await expect(createPrivateFolder(join(folder, name)), name).rejects.toMatchObject({ code: 'refused' });
  }
  // Without root nothing here can be given away; the root folder is somebody else's then.
  const foreign = isRoot ? join(folder, 'real') : '/';
  if (isRoot) chownSync(foreign, 1234, 1234);
  await expect(createPrivateFolder(foreign)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining(isRoot ? 'user 1234' : 'user 0'),
  });
});
