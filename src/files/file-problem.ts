import { SsmkitError } from '../core/errors.ts';

/** The `code` of a Node.js system error: `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What a system error means to somebody who named a file; the rest is shown by its code. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'EISDIR':
      return 'is a folder';
    case 'ENOTDIR':
      return 'has a part that is no folder';
    case 'EACCES':
    case 'EPERM':
      return 'is not permitted';
    case 'ELOOP':
      return 'is a chain of symbolic links';
    case 'ENAMETOOLONG':
      return 'is too long a name';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'does not fit: the disk is full';
    case 'EROFS':
      return 'is on a read-only file system';
    case 'EBUSY':
    case 'EXDEV':
      return 'is mounted by itself (a bind mount), so it cannot be replaced';
    case 'ENXIO':
      return 'is a socket or device that cannot be read';
    default:
      return `failed (${code ?? 'unknown error'})`;
  }
}

/** A path in a message: control characters escaped. */
export function shown(path: string): string {
  return JSON.stringify(path);
}

/** A file that cannot be used as input; `what` begins the sentence: `Reading`. */
export function inputProblem(what: string, path: string, error: unknown): SsmkitError {
  return new SsmkitError('input', `${what} ${shown(path)}: it ${systemReason(error)}.`, { cause: error });
}
