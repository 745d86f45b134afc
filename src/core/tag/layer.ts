import type { Tag } from './tag.ts';

/** Tags from one place, with the place's name as the user would look for it: a file, or a flag. */
export interface TagLayer {
  readonly origin: string;
  readonly tags: readonly Tag[];
}

export interface MergedTag extends Tag {
  /** The origin of the layer that set the value. */
  readonly origin: string;
}

/** Last wins per key. The result is sorted by key, so that requests and previews are reproducible. */
export function mergeLayers(layers: readonly TagLayer[]): readonly MergedTag[] {
  const merged = new Map<string, MergedTag>();
  for (const layer of layers) {
    for (const tag of layer.tags)
      merged.set(tag.Key, { Key: tag.Key, Value: tag.Value, origin: layer.origin });
  }
  return [...merged.values()].sort((a, b) => (a.Key < b.Key ? -1 : a.Key > b.Key ? 1 : 0));
}
