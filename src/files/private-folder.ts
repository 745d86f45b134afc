import { chmod, lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SsmkitError } from '../core/errors.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';

/**
 * Makes sure of a folder that only we can look into (0700), with a `.gitignore` that keeps all of it out of
 * commits. Idempotent.
 * @throws SsmkitError `refused` when what is there is no folder, somebody else's, or open to others;
 *   `failed` when it cannot be made.
 */
export async function createPrivateFolder(path: string): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 });
    // The umask may have taken bits from ours; a folder that was there before is only looked at.
    if (made !== undefined) await chmod(path, 0o700);
    await requirePrivate(path, 'folder');
    await ignoreAll(join(path, '.gitignore'));
  } catch (error) {
    if (error instanceof SsmkitError) throw error;
    if (systemCode(error) === 'EEXIST') throw refused(path, 'is not a folder', 'Choose another place.');
    throw new SsmkitError('failed', `Making the folder ${shown(path)}: it ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

async function ignoreAll(path: string): Promise<void> {
  try {
    await writeFile(path, '*\n', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    throw error;
  }
  // As with the folder: git must be able to read it.
  await chmod(path, 0o600);
}

/**
 * @throws SsmkitError `refused` unless the path is a folder or regular file (no link) that we own and that
 *   group and others have no rights to; where the system has no owners, only its kind counts.
 */
export async function requirePrivate(path: string, kind: 'folder' | 'file'): Promise<void> {
  const found = await lstat(path);
  if (kind === 'folder' ? !found.isDirectory() : !found.isFile()) {
    throw refused(
      path,
      found.isSymbolicLink() ? 'is a symbolic link' : `is not a ${kind}`,
      'Choose another place.',
    );
  }
  const self = process.getuid?.();
  if (self === undefined) return;
  if (found.uid !== self) {
    throw refused(path, `belongs to user ${found.uid}, and you are ${self}`, 'Choose another place.');
  }
  if ((found.mode & 0o077) !== 0) {
    const bits = kind === 'folder' ? '700' : '600';
    throw refused(
      path,
      `is open to others (mode ${(found.mode & 0o777).toString(8)})`,
      `chmod ${bits} ${shown(path)}`,
    );
  }
}

function refused(path: string, what: string, hint: string): SsmkitError {
  return new SsmkitError('refused', `Using ${shown(path)}: it ${what}.`, { hint });
}
