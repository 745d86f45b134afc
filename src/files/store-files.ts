import { chmod, lstat, readdir, readFile, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SsmkitError } from '../core/errors.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';

export interface FoundFile {
  readonly name: string;
  readonly bytes: number;
}

/** Those of the names that are files in the folder; none when there is no such folder. */
export async function findFiles(folder: string, names: readonly string[]): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of names) {
    const file = await lstat(join(folder, name)).catch((error: unknown) => absent(folder, error));
    if (file?.isFile()) found.push({ name, bytes: file.size });
  }
  return found;
}

/**
 * Takes the rights of group and others from files that are there. By path, since opening and closing a
 * database's file would drop the locks that this process holds on it.
 * @throws SsmkitError `refused` when one is a link or not ours.
 */
export async function narrowFiles(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(path).catch((error: unknown) => absent(folder, error));
    if (!found) continue;
    const self = process.getuid?.();
    const foreign = self !== undefined && found.uid !== self;
    if (!found.isFile() || foreign) {
      const what = foreign ? `belongs to user ${found.uid}, and you are ${self}` : 'is not a regular file';
      throw new SsmkitError('refused', `Using ${shown(path)}: it ${what}.`, {
        hint: 'Choose another place.',
      });
    }
    if (self !== undefined && (found.mode & 0o077) !== 0) await chmod(path, 0o600);
  }
}

/**
 * Removes these files, and then the folder and its `.gitignore` when nothing else is in it and the
 * `.gitignore` is as createPrivateFolder made it. What is not there is passed over.
 * @throws SsmkitError `failed`
 */
export async function removeFiles(folder: string, names: readonly string[]): Promise<void> {
  try {
    for (const name of names) await unlinkIfThere(join(folder, name));
    const left = await readdir(folder);
    const ignore = join(folder, '.gitignore');
    if (left.some((name) => name !== '.gitignore')) return;
    if (left.length === 1) {
      if ((await readFile(ignore, 'utf8')) !== '*\n') return;
      await unlinkIfThere(ignore);
    }
    await rmdir(folder);
  } catch (error) {
    throw new SsmkitError('failed', `Removing files of ${shown(folder)}: it ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
  });
}

function absent(folder: string, error: unknown): undefined {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw new SsmkitError('failed', `Looking into ${shown(folder)}: it ${systemReason(error)}.`, {
    cause: error,
  });
}
