import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExportTarget } from './export-target.ts';

/**
 * The stranger whose file lies where we are to write, in a folder like /tmp where anybody can put one:
 * keeping it would hand our content over. Undefined where the file is ours, or the folder's owner's.
 */
export async function strangerOf({ path, existing }: ExportTarget): Promise<number | undefined> {
  if (existing === undefined || existing.uid === process.getuid?.()) return undefined;
  const folder = await stat(dirname(path));
  return (folder.mode & 0o002) === 0 || existing.uid === folder.uid ? undefined : existing.uid;
}
