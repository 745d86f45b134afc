import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const folder = '/proc/self/fd';
/** Node marks the files 3 to 15 it was started with to be closed in other programs; those above it leaves alone. */
const lastMarked = 15;

interface OpenFile {
  readonly fd: number;
  readonly target: string;
  /** `r`, `w` or both. */
  readonly way: string;
}

/**
 * The open files 3 to 15 that came from whoever started us, as `3<file` does it; to be asked before anything of our
 * own is opened. Linux only: elsewhere nothing tells ours from theirs, and the answer is empty.
 */
export function inheritedFiles(): readonly number[] {
  const files = openFiles();
  return files
    .filter(({ fd, target }) => fd > 2 && fd <= lastMarked && isNobodysOwn(target))
    .filter((file) => !files.some((other) => isOtherEnd(file, other)))
    .map(({ fd }) => fd);
}

/** Node's own: event queues, /dev/null, the folder being read. */
function isNobodysOwn(target: string): boolean {
  return !target.startsWith('anon_inode:') && target !== '/dev/null' && !target.startsWith('/proc/');
}

/** A pipe with both ends here is one of Node's. */
function isOtherEnd(file: OpenFile, other: OpenFile): boolean {
  return (
    other.fd > 2 && file.target.startsWith('pipe:') && file.target === other.target && file.way !== other.way
  );
}

function openFiles(): readonly OpenFile[] {
  try {
    return readdirSync(folder).flatMap((name): readonly OpenFile[] => {
      try {
        const { mode } = lstatSync(`${folder}/${name}`);
        const way = `${mode & 0o400 ? 'r' : ''}${mode & 0o200 ? 'w' : ''}`;
        return [{ fd: Number(name), target: readlinkSync(`${folder}/${name}`), way }];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** The text of /proc/self/limits; undefined where there is none. */
export function processLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return undefined;
  }
}
