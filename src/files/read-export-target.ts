import { type BigIntStats, constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { SsmkitError } from '../core/errors.ts';
import { inspectExportTarget } from './export-target.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';
import { strangerOf } from './planted-file.ts';
import { largestInput } from './read-bytes.ts';

/** A file that is to be written anew with some of its content kept. */
export interface ReadTarget {
  /** Undefined where there is no file yet. */
  readonly bytes: Uint8Array | undefined;
  /** Tells whether somebody has changed the file since; undefined where there was none. */
  readonly stamp: string | undefined;
}

/**
 * Reads an export's target under the rules for writing it.
 * @throws SsmkitError `refused` or `input` as inspectExportTarget does, and for a stranger's file in a folder
 *   open to everybody; `failed` when it is changed while it is read.
 */
export async function readExportTarget(path: string, follow: boolean): Promise<ReadTarget> {
  const target = await inspectExportTarget(path, follow);
  if (target.existing === undefined) return { bytes: undefined, stamp: undefined };
  if ((await strangerOf(target)) !== undefined) {
    throw new SsmkitError(
      'refused',
      `Merging into ${shown(path)}: it is the file of another user, in a folder open to everybody.`,
      { hint: 'Choose another folder.' },
    );
  }
  try {
    // The path may have changed since it was looked at: no link is followed, and no FIFO waited for.
    const guards = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    await using file = await open(target.path, constants.O_RDONLY | guards);
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) throw changed(path);
    if (before.size > largestInput) {
      throw new SsmkitError('input', `Merging into ${shown(path)}: it is larger than 64 MiB.`);
    }
    const bytes = await file.readFile();
    const stamp = stampOf(await file.stat({ bigint: true }));
    if (stamp !== stampOf(before)) throw changed(path);
    return { bytes, stamp };
  } catch (error) {
    if (error instanceof SsmkitError) throw error;
    throw new SsmkitError('input', `Merging into ${shown(path)}: it ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

/** @throws SsmkitError `failed` when the file is not the one that was read, or no longer as it was. */
export async function refuseChanged(path: string, stamp: string | undefined): Promise<void> {
  const found = await lstat(path, { bigint: true }).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error;
  });
  if ((found && stampOf(found)) !== stamp) throw changed(path);
}

/** Reading leaves all of these as they are; every write and every replacement changes one. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

function changed(path: string): SsmkitError {
  return new SsmkitError('failed', `Merging into ${shown(path)}: somebody else has changed it meanwhile.`, {
    hint: 'Their file is as they left it; run again.',
  });
}
