import { lstat, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrivateFolder, requirePrivate } from './private-folder.ts';
import { readBytes } from './read-bytes.ts';
import { createTemporary, discard } from './temporary.ts';

/**
 * The text of a file in a folder of ours; undefined where there is none, or where it or the folder is somebody
 * else's or open to others. Never rejects: a cache that cannot be used is none.
 */
export async function readCacheFile(folder: string, name: string): Promise<string | undefined> {
  try {
    await requirePrivate(folder, 'folder');
    await requirePrivate(join(folder, name), 'file');
    return new TextDecoder().decode(await readBytes(join(folder, name)));
  } catch {
    return undefined;
  }
}

/**
 * Replaces a file (0600) in a folder that is made where there is none (0700), and removes the folder's other
 * files once they are older than `keptFor` milliseconds. Never rejects.
 */
export async function writeCacheFile(
  folder: string,
  name: string,
  text: string,
  options: { readonly pid: number; readonly keptFor: number },
): Promise<void> {
  try {
    await createPrivateFolder(folder);
    const path = join(folder, name);
    const temporary = await createTemporary(path, options.pid);
    try {
      await temporary.handle.writeFile(text);
      const { mtimeMs: now } = await temporary.handle.stat();
      await rename(temporary.path, path);
      await removeOld(folder, now - options.keptFor);
    } finally {
      await discard(temporary);
    }
  } catch {
    // The next one asks again.
  }
}

/** Temporaries of writers that were killed, too. */
async function removeOld(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/\.(json|tmp)$/.test(name)) continue;
    const path = join(folder, name);
    const found = await lstat(path);
    if (found.isFile() && found.mtimeMs < before) await unlink(path);
  }
}
