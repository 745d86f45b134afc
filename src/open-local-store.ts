import { readOrCreateKeyFile } from './files/key-file.ts';
import { createPrivateFolder } from './files/private-folder.ts';
import { narrowFiles } from './files/store-files.ts';
import type { EmbeddedStore, EmbeddedStoreOptions } from './local/embedded-store.ts';

const database = 'store.sqlite';
const key = 'key';
const databaseFiles = [database, `${database}-wal`, `${database}-shm`, `${database}-journal`] as const;

/** What the store puts into its folder. */
export const storeFiles = { database, key, all: [...databaseFiles, key] } as const;

/** Opens or makes the embedded store in a folder: the folder 0700, every file 0600. @throws SsmkitError */
export async function openLocalStore(
  folder: string,
  options: Omit<EmbeddedStoreOptions, 'folder'>,
): Promise<EmbeddedStore> {
  await createPrivateFolder(folder);
  await narrowFiles(folder, databaseFiles);
  const bytes = await readOrCreateKeyFile(`${folder}/${key}`, () =>
    crypto.getRandomValues(new Uint8Array(32)),
  );
  // Loaded here: most runs go to AWS.
  const { openEmbeddedStore } = await import('./local/embedded-store.ts');
  return openEmbeddedStore({
    ...options,
    folder: { path: folder, databasePath: `${folder}/${database}`, key: bytes },
  });
}
