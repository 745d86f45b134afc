import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { SsmkitError } from '../core/errors.ts';
import type { FileReader } from '../core/ports.ts';
import { inputProblem, shown, systemCode } from './file-problem.ts';

// As nearly every run reads a file: node:fs/promises takes 4 ms to load.
const [open, close, read, fstat, stat] = [
  promisify(fs.open),
  promisify(fs.close),
  promisify(fs.read),
  promisify(fs.fstat),
  promisify(fs.stat),
];

/** Far above any env file or tag layer; keeps a mistaken /dev/zero from filling the memory. */
export const largestInput = 64 * 1024 * 1024;

/**
 * The bytes of a regular file, or of a FIFO (`<(sops -d …)`), which can be read only once.
 * @throws SsmkitError `input`: missing, a folder, not permitted, or larger than 64 MiB.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      return await readWhole(file, path);
    } finally {
      await close(file);
    }
  } catch (error) {
    throw error instanceof SsmkitError ? error : inputProblem('Reading', path, error);
  }
}

async function readWhole(file: number, path: string): Promise<Uint8Array> {
  if ((await fstat(file)).isDirectory()) {
    throw new SsmkitError('input', `Reading ${shown(path)}: it is a folder.`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Not trusting the size that stat tells: a FIFO has none and a file can grow.
  while (length <= largestInput) {
    const chunk = new Uint8Array(64 * 1024);
    const { bytesRead } = await read(file, chunk, 0, chunk.length, null);
    if (bytesRead === 0) return joined(chunks, length);
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  throw new SsmkitError('input', `Reading ${shown(path)}: it is larger than 64 MiB.`);
}

/** False only when there surely is no such file; what may not be looked at is an error. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw inputProblem('Looking for', path, error);
  }
}

export const fileReader: FileReader = { read: readBytes, exists };

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
