import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SsmkitError } from '../core/errors.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';

/** What will be replaced, or made. */
export interface ExportTarget {
  /** The file itself, links resolved. */
  readonly path: string;
  /** The owner and group of the file that is there. */
  readonly existing: { readonly uid: number; readonly gid: number } | undefined;
}

const useStdout = 'Use - as the file to write to standard output, and redirect that.';

/**
 * Looks at an export's target without touching it, so that a bad one is refused before anything is decrypted.
 * @throws SsmkitError `refused` for a symbolic link without `follow` and for anything that is no regular file;
 *   `input` when the folder is missing or the path cannot be looked at.
 */
export async function inspectExportTarget(path: string, follow: boolean): Promise<ExportTarget> {
  try {
    const found = await lstat(path).catch(absent);
    if (found === undefined) {
      await requireFolder(path);
      return { path, existing: undefined };
    }
    if (found.isSymbolicLink()) {
      if (!follow) {
        throw refused(path, 'is a symbolic link', 'Give --follow to replace the file it points to.');
      }
      return await inspectExportTarget(await realpath(path), false);
    }
    if (found.isDirectory()) throw refused(path, 'is a folder', 'Give the name of a file in it.');
    if (found.isFIFO()) throw refused(path, 'is a FIFO', useStdout);
    if (found.isSocket()) throw refused(path, 'is a socket', useStdout);
    if (!found.isFile()) throw refused(path, 'is a device', useStdout);
    return { path, existing: { uid: found.uid, gid: found.gid } };
  } catch (error) {
    if (error instanceof SsmkitError) throw error;
    throw new SsmkitError('input', `Writing ${shown(path)}: it ${systemReason(error)}.`, { cause: error });
  }
}

function absent(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
}

async function requireFolder(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await stat(folder).catch(absent);
  if (found?.isDirectory() && !/[/\\]$/.test(path)) return;
  const name = found?.isDirectory() ? path : folder;
  throw new SsmkitError('input', `Writing ${shown(path)}: there is no folder ${shown(name)}.`, {
    hint: 'Create the folder first.',
  });
}

function refused(path: string, what: string, hint: string): SsmkitError {
  return new SsmkitError('refused', `Writing ${shown(path)}: it ${what}.`, { hint });
}
