import { SsmkitError } from '../../src/core/errors.ts';
import type { FileReader } from '../../src/core/ports.ts';

export interface FakeFiles extends FileReader {
  /** What was read, in order. */
  readonly reads: readonly string[];
}

/** Files in memory; whatever is not in `files` does not exist. */
export function fakeFiles(files: Readonly<Record<string, string | Uint8Array>>): FakeFiles {
  const reads: string[] = [];
  return {
    reads,
    async read(path) {
      reads.push(path);
      const content = files[path];
      if (content === undefined) throw new SsmkitError('input', `${path} does not exist.`);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    async exists(path) {
      return files[path] !== undefined;
    },
  };
}
