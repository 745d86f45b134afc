import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { SsmkitError } from '../core/errors.ts';
import { inspectExportTarget } from './export-target.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';
import { strangerOf } from './planted-file.ts';

/** The steps that a disk can refuse; a seam for tests. */
export interface AppendSteps {
  write(file: FileHandle, bytes: Uint8Array): Promise<number>;
  sync(file: FileHandle): Promise<void>;
}

const newline = 0x0a;

const realSteps: AppendSteps = {
  write: async (file, bytes) => (await file.write(bytes)).bytesWritten,
  sync: (file) => file.sync(),
};

/**
 * Adds bytes at the end of a regular file in one write, on a line of their own; makes the file, 0600, where
 * there is none. Its owner and permissions stay. What a failed write left behind is taken away again.
 * @throws SsmkitError `refused` or `input` for a target that will not do (see inspectExportTarget), and for
 *   a file with a second name; `failed` when the system says no.
 */
export async function appendToFile(
  path: string,
  bytes: Uint8Array,
  options: { readonly follow: boolean },
  steps: AppendSteps = realSteps,
): Promise<void> {
  const target = await inspectExportTarget(path, options.follow);
  if ((await strangerOf(target)) !== undefined) {
    throw refused(path, 'is the file of another user, in a folder open to everybody');
  }
  try {
    // The path may have changed since it was looked at: no link is followed, and no FIFO waited for.
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;
    const guards = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    await using file = await open(target.path, flags | guards, 0o600);
    const found = await file.stat();
    refuseOther(path, found);
    const separate = found.size > 0 && !(await endsLine(file, found.size));
    await write(file, found.size, separate ? onNewLine(bytes) : bytes, steps);
    await steps.sync(file);
  } catch (error) {
    if (error instanceof SsmkitError) throw error;
    if (systemCode(error) === 'ELOOP') throw refused(path, 'has become a symbolic link');
    throw new SsmkitError('failed', `Adding to ${shown(path)}: it ${systemReason(error)}.`, {
      hint: 'What was in the file is as it was.',
      cause: error,
    });
  }
}

/** In one write, so that nobody else's lines get in between. */
async function write(file: FileHandle, size: number, bytes: Uint8Array, steps: AppendSteps): Promise<void> {
  const written = await steps.write(file, bytes);
  if (written === bytes.length) return;
  // Only as long as nobody has added to it since: their lines are not ours to cut off.
  if ((await file.stat()).size === size + written) await file.truncate(size);
  throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
}

function onNewLine(bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + 1);
  all[0] = newline;
  all.set(bytes, 1);
  return all;
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  const last = new Uint8Array(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === newline;
}

function refuseOther(path: string, found: Stats): void {
  if (!found.isFile()) throw refused(path, 'is not a regular file');
  // A hard link lets a stranger have us write into a file that lies elsewhere.
  if (found.nlink > 1) throw refused(path, 'has more than one name (a hard link)');
}

function refused(path: string, what: string): SsmkitError {
  return new SsmkitError('refused', `Adding to ${shown(path)}: it ${what}.`, {
    hint: 'Name the file itself; in GitHub Actions that is "$GITHUB_ENV".',
  });
}
