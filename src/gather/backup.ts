import type { ParameterMetadata, StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterStore } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import { sideBySide } from './side-by-side.ts';

/** A parameter with everything that deleting it loses, except its history and labels. */
export interface BackedUpParameter {
  readonly stored: StoredParameter;
  readonly metadata: ParameterMetadata;
  readonly tags: readonly Tag[];
}

/**
 * Reads parameters whole, decrypted; those of which any part is not there are left out.
 * @throws CallError when any part of them may not be read.
 */
export async function readBackup(
  store: ParameterStore,
  names: readonly string[],
): Promise<readonly BackedUpParameter[]> {
  const [{ found }, metadata, tags] = await Promise.all([
    store.getParameters(names, { decrypt: true }),
    store.describeParameters(names),
    sideBySide(names, async (name) => [name, await store.listTags(name)] as const),
  ]);
  const tagsOf = new Map(tags);
  return found.flatMap((stored) => {
    const [described, itsTags] = [metadata.get(stored.name), tagsOf.get(stored.name)];
    // DescribeParameters can lag behind; without it the tier, the key and more would be lost.
    return described && itsTags ? [{ stored, metadata: described, tags: itsTags }] : [];
  });
}
