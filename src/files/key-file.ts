import { link, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SsmkitError } from '../core/errors.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';
import { requirePrivate } from './private-folder.ts';
import { readBytes } from './read-bytes.ts';
import { createTemporary, discard } from './temporary.ts';

/**
 * The bytes of a key file (0600), made by `makeKey` when there is none. Processes that race all get the
 * bytes of the one that came first: a link to a complete file either is there or is not.
 * @throws SsmkitError `refused` when the file is not ours alone, `failed` when it cannot be made.
 */
export async function readOrCreateKeyFile(
  path: string,
  makeKey: () => Uint8Array,
  pid: number = process.pid,
): Promise<Uint8Array> {
  try {
    return (await existing(path)) ?? (await created(path, makeKey(), pid));
  } catch (error) {
    if (error instanceof SsmkitError) throw error;
    throw new SsmkitError('failed', `Making the key file ${shown(path)}: it ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

async function existing(path: string): Promise<Uint8Array | undefined> {
  try {
    await requirePrivate(path, 'file');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return await readBytes(path);
}

async function created(path: string, key: Uint8Array, pid: number): Promise<Uint8Array> {
  const temporary = await createTemporary(path, pid);
  try {
    await temporary.handle.writeFile(key);
    await temporary.handle.chmod(0o600);
    await temporary.handle.sync();
    await link(temporary.path, path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const winner = await existing(path);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await discard(temporary);
  }
  await using folder = await open(dirname(path), 'r');
  await folder.sync().catch(() => undefined);
  return key;
}
