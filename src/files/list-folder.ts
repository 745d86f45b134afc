import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputProblem, systemCode } from './file-problem.ts';

export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * Regular files and folders in a folder, links followed, in the order of their names; undefined where there is
 * no such folder. @throws SsmkitError `input` where it may not be looked into.
 */
export async function listFolder(path: string): Promise<readonly ListedEntry[] | undefined> {
  try {
    const names = await readdir(path);
    const entries: ListedEntry[] = [];
    for (const name of names.toSorted()) {
      // A link that leads nowhere is neither.
      const found = await stat(join(path, name)).catch(() => undefined);
      if (found?.isDirectory()) entries.push({ name, kind: 'folder' });
      else if (found?.isFile()) entries.push({ name, kind: 'file' });
    }
    return entries;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw inputProblem('Reading', path, error);
  }
}
