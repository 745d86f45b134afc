import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { FoundProgram } from '../core/program.ts';
import { shown, systemCode, systemReason } from './file-problem.ts';

/** What glibc takes where PATH is not set. */
const defaultPath = '/bin:/usr/bin';
const headLength = 256;

/**
 * Where a command is, as execvp(3) looks: along `path`, unless the name holds a slash; the first file that may be
 * executed. Whether it can be started is found out beforehand, since Node aborts where execve fails.
 */
export async function findProgram(command: string, path: string | undefined): Promise<FoundProgram> {
  if (command === '') return { kind: 'missing' };
  if (command.includes('/')) return await examined(resolve(command));
  let unusable: FoundProgram | undefined;
  for (const folder of (path ?? defaultPath).split(delimiter)) {
    const found = await examined(resolve(join(folder === '' ? '.' : folder, command)));
    if (found.kind === 'found') return found;
    if (found.kind === 'unusable') unusable ??= found;
  }
  return unusable ?? { kind: 'missing' };
}

async function examined(file: string): Promise<FoundProgram> {
  const unusable = (reason: string): FoundProgram => ({ kind: 'unusable', file, reason });
  try {
    if (!(await stat(file)).isFile()) return unusable('is no file');
    await access(file, constants.X_OK);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return unusable(code === 'EACCES' ? 'may not be executed' : systemReason(error));
  }
  const head = await headOf(file);
  const interpreter = /^#![ \t]*([^ \t\n]+)/.exec(head)?.[1];
  if (interpreter !== undefined && (await isMissing(interpreter))) {
    return unusable(`asks for the interpreter ${shown(interpreter)}, which does not exist`);
  }
  return { kind: 'found', file, text: interpreter === undefined && head !== '' && !head.includes('\0') };
}

/** Byte for byte. Empty where the file may be executed and not read, as a few system programs are. */
async function headOf(file: string): Promise<string> {
  try {
    await using handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } catch {
    return '';
  }
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await stat(path);
    return false;
  } catch (error) {
    return systemCode(error) === 'ENOENT';
  }
}
