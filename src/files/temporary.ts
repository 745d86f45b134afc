import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode } from './file-problem.ts';

/** A file being written beside its target. */
export interface Temporary {
  readonly path: string;
  readonly handle: FileHandle;
}

const pattern = /^\..+\.ssmkit-([0-9]+)-[0-9A-Za-z]+\.tmp$/;
/** An old one of our own pid is a former process's; a young one may be ours, or another container's. */
const ownPidAge = 10 * 60_000;

/**
 * Creates `.<name>.ssmkit-<pid>-<random>.tmp` in the target's folder: 0600 from its first byte, never an
 * existing file, never through a link. Rejects with the system's error.
 */
export async function createTemporary(target: string, pid: number): Promise<Temporary> {
  const random = [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const path = join(dirname(target), `.${shortened(basename(target))}.ssmkit-${pid}-${random}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
  return { path, handle: await open(path, flags, 0o600) };
}

/** Closes a temporary and removes it where it still is; for after a rename as well as after a failure. */
export async function discard(temporary: Temporary): Promise<void> {
  await temporary.handle.close().catch(() => undefined);
  await unlink(temporary.path).catch(() => undefined);
}

/** Removes what killed exports left in the target's folder. Never fails: a leftover is no reason not to write. */
export async function removeLeftovers(
  target: string,
  pid: number,
  isAlive: (pid: number) => boolean,
  current: Temporary,
): Promise<void> {
  const folder = dirname(target);
  const names = await readdir(folder).catch(() => []);
  // The file system's own time, as of the temporary just made: its clock need not be ours.
  const now = (await current.handle.stat()).mtimeMs;
  for (const name of names) {
    const writer = Number(pattern.exec(name)?.[1] ?? Number.NaN);
    const path = join(folder, name);
    if (Number.isNaN(writer)) continue;
    if (writer !== pid && isAlive(writer)) continue;
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (writer === pid && now - found.mtimeMs < ownPidAge) continue;
    await unlink(path).catch(() => undefined);
  }
}

/** Is there a process of this number? One that we may not signal is there. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** Keeps a temporary's name within the 255 bytes of a file name. */
function shortened(name: string): string {
  let short = name;
  while (new TextEncoder().encode(short).length > 180) short = [...short].slice(0, -1).join('');
  return short;
}
