import type { ParameterMetadata, StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterStore } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';

/** A parameter with everything that deleting it loses, except its history and labels. */
export interface BackedUpParameter {
  readonly stored: StoredParameter;
  readonly metadata: ParameterMetadata | undefined;
  readonly tags: readonly Tag[];
}

/** Reads parameters whole, decrypted. @throws CallError when any part of them may not be read. */
export async function readBackup(
  store: ParameterStore,
  names: readonly string[],
): Promise<readonly BackedUpParameter[]> {
  const [{ found }, metadata, tags] = await Promise.all([
    store.getParameters(names, { decrypt: true }),
    store.describeParameters(names),
    Promise.all(names.map(async (name) => [name, await store.listTags(name)] as const)),
  ]);
  const tagsOf = new Map(tags);
  return found.map((stored) => ({
    stored,
    metadata: metadata.get(stored.name),
    tags: tagsOf.get(stored.name) ?? [],
  }));
}
