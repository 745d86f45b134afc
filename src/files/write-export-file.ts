import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SsmkitError } from '../core/errors.ts';
import { type ExportTarget, inspectExportTarget } from './export-target.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';
import { accountNumber } from './owner.ts';
import { strangerOf } from './planted-file.ts';
import { refuseChanged } from './read-export-target.ts';
import { createTemporary, discard, isProcessAlive, removeLeftovers } from './temporary.ts';

export interface ExportFileOptions {
  /** Permission bits, 0 to 0o777; 0600 when not given, however wide the old file was. */
  readonly mode?: number | undefined;
  /** Name or number; when not given, those of the file that is replaced are kept. */
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  /** Replace the file that a symbolic link points to. */
  readonly follow: boolean;
  /** What readExportTarget said of the file: one that has changed since is not replaced. */
  readonly unchangedSince?: { readonly stamp: string | undefined } | undefined;
  /** Ours; it goes into the temporary's name, so that a later export knows whether its writer is gone. */
  readonly pid: number;
  readonly isAlive?: ((pid: number) => boolean) | undefined;
}

/** The steps that a disk or a mount can refuse; a seam for tests. */
export interface WriteSteps {
  write(file: FileHandle, bytes: Uint8Array): Promise<void>;
  sync(file: FileHandle): Promise<void>;
  chown(file: FileHandle, uid: number, gid: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

const realSteps: WriteSteps = {
  write: (file, bytes) => file.writeFile(bytes),
  sync: (file) => file.sync(),
  chown: (file, uid, gid) => file.chown(uid, gid),
  // Looked up when it is used: with node:fs/promises comes node:os, which the snapshot must not hold.
  rename: (from, to) => rename(from, to),
};

/**
 * Writes or replaces a file in one step: whoever reads it sees the old content or the new, whole, also when
 * this process is killed or the power fails. Answers the path really written.
 * @throws SsmkitError `refused` or `input` for a target or account that will not do (see
 *   inspectExportTarget), `failed` when the system says no; the old file is then as it was, and the
 *   temporary is gone.
 */
export async function writeExportFile(
  path: string,
  bytes: Uint8Array,
  options: ExportFileOptions,
  steps: WriteSteps = realSteps,
): Promise<{ readonly path: string; readonly created: boolean }> {
  const mode = options.mode ?? 0o600;
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o777) {
    throw new SsmkitError('input', `File mode ${mode.toString(8)} is not between 0 and 777.`);
  }
  const owner = options.owner === undefined ? undefined : await accountNumber('owner', options.owner);
  const group = options.group === undefined ? undefined : await accountNumber('group', options.group);
  const target = await inspectExportTarget(path, options.follow);
  if (owner === undefined) await refuseStranger(path, target);
  const temporary = await createTemporary(target.path, options.pid).catch((error: unknown) => {
    throw failure(
      path,
      error,
      'Its folder must be writable: the new file is made there before it replaces the old.',
    );
  });
  try {
    await removeLeftovers(target.path, options.pid, options.isAlive ?? isProcessAlive, temporary);
    await steps.write(temporary.handle, bytes);
    await setOwner(temporary.handle, target, owner, group, path, steps);
    // After chown, which may clear bits; explicit, since the umask may have taken some.
    await temporary.handle.chmod(mode);
    await steps.sync(temporary.handle);
    await temporary.handle.close();
    if (options.unchangedSince) await refuseChanged(target.path, options.unchangedSince.stamp);
    await steps.rename(temporary.path, target.path);
  } catch (error) {
    throw error instanceof SsmkitError ? error : failure(path, error, hintFor(error));
  } finally {
    await discard(temporary);
  }
  await syncFolder(target.path, steps);
  return { path: target.path, created: target.existing === undefined };
}

async function refuseStranger(path: string, target: ExportTarget): Promise<void> {
  const stranger = await strangerOf(target);
  if (stranger === undefined) return;
  throw new SsmkitError(
    'refused',
    `Writing ${shown(path)}: its folder is open to everybody, and the file there belongs to user ${stranger}.`,
    { hint: 'Give --owner to say whose the new file is to be, or choose another folder.' },
  );
}

async function setOwner(
  file: FileHandle,
  target: ExportTarget,
  owner: number | undefined,
  group: number | undefined,
  path: string,
  steps: WriteSteps,
): Promise<void> {
  const made = await file.stat();
  const uid = owner ?? target.existing?.uid ?? made.uid;
  const gid = group ?? target.existing?.gid ?? made.gid;
  if (uid === made.uid && gid === made.gid) return;
  try {
    await steps.chown(file, uid, gid);
  } catch (error) {
    // Going on would lock out whoever reads the file today, so it is not a warning.
    const whose =
      owner === undefined && group === undefined ? 'that of the file it replaces' : 'what was asked for';
    throw new SsmkitError(
      'refused',
      `Writing ${shown(path)}: its owner and group cannot be set to ${uid}:${gid}, ${whose}.`,
      { hint: 'Run as root, or give --owner and --group that you may set.', cause: error },
    );
  }
}

/** Makes the rename last; a folder that cannot be opened or synced (some file systems) is left to the system. */
async function syncFolder(target: string, steps: WriteSteps): Promise<void> {
  try {
    await using folder = await open(dirname(target), 'r');
    await steps.sync(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'EIO' && code !== 'ENOSPC' && code !== 'EDQUOT') return;
    throw new SsmkitError(
      'failed',
      `Writing ${shown(target)}: the new file is there, but the disk reports an error.`,
      {
        hint: 'Check the disk, then export again.',
        cause: error,
      },
    );
  }
}

function hintFor(error: unknown): string {
  const code = systemCode(error);
  if (code === 'EBUSY' || code === 'EXDEV') {
    return 'Use - as the file to write to standard output, and redirect that: ssmkit export … - > file.';
  }
  return 'The old file, if there was one, is as it was.';
}

function failure(path: string, error: unknown, hint: string): SsmkitError {
  return new SsmkitError('failed', `Writing ${shown(path)}: it ${systemReason(error)}.`, {
    hint,
    cause: error,
  });
}
