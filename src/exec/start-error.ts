import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';

/** A shell's two answers: 127 where there is no such program, 126 where it cannot be started. */
export function startError(command: string, error: unknown): SsmkitError {
  const { code, errno } = error as { readonly code?: unknown; readonly errno?: unknown };
  // Node gives some of execve's errors no name.
  const name = typeof code === 'string' && code !== '' ? code : `error ${Math.abs(Number(errno))}`;
  const cause = { code: name };
  if (name === 'ENOENT') return missingProgram(command, cause);
  if (name === 'E2BIG' || name === 'error 7') {
    return new SsmkitError('program-unusable', 'The environment is too large for this system (E2BIG).', {
      hint: 'Nothing was started. Pass fewer: --only, --except, --service or --pristine.',
      cause,
    });
  }
  return unusableProgram(command, reasons[name] ?? `cannot be started (${name})`, cause);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be executed',
  EPERM: 'may not be executed',
  ENOEXEC: 'is not a program of this machine',
  ETXTBSY: 'is being written to',
};

function missingProgram(command: string, cause?: unknown): SsmkitError {
  return new SsmkitError('program-missing', `The program ${quoted(command)} was not found.`, {
    hint: 'Give its path, or check PATH.',
    cause,
  });
}

function unusableProgram(file: string, reason: string, cause?: unknown): SsmkitError {
  return new SsmkitError('program-unusable', `The program ${quoted(file)} ${reason}.`, { cause });
}
