/** A tag as AWS writes it in its JSON. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const maxTags = 50;
const maxKeyLength = 128;
const maxValueLength = 256;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Says why AWS would refuse a tag, or nothing. Source: the Tag type in the SSM API reference. */
export function tagProblem(tag: Tag): string | undefined {
  if (tag.Key === '') return 'has an empty key';
  if (tag.Key.length > maxKeyLength)
    return `has a key of ${tag.Key.length} characters; AWS allows ${maxKeyLength}`;
  if (tag.Value.length > maxValueLength) {
    return `has a value of ${tag.Value.length} characters; AWS allows ${maxValueLength}`;
  }
  if (/^aws:/i.test(tag.Key) || /^aws:/i.test(tag.Value)) return 'uses the prefix "aws:", which AWS reserves';
  if (!allowed.test(tag.Key))
    return 'has a key with characters AWS refuses (letters, digits, spaces, _ . : / = + - @)';
  if (!allowed.test(tag.Value)) {
    return 'has a value with characters AWS refuses (letters, digits, spaces, _ . : / = + - @)';
  }
  return undefined;
}

export interface TagChanges {
  /** Missing or different tags, to be written. */
  readonly set: readonly Tag[];
  /** Keys to be removed; empty unless pruning. */
  readonly remove: readonly string[];
}

/** What takes `live` to `wanted`; tags that only `live` has are removed when `prune` is set. */
export function tagChanges(wanted: readonly Tag[], live: readonly Tag[], prune: boolean): TagChanges {
  const before = new Map(live.map((tag) => [tag.Key, tag.Value]));
  const after = new Set(wanted.map((tag) => tag.Key));
  return {
    set: wanted.filter((tag) => before.get(tag.Key) !== tag.Value),
    remove: prune ? live.map((tag) => tag.Key).filter((key) => !after.has(key) && !/^aws:/i.test(key)) : [],
  };
}

/** How many tags count against AWS's limit once the changes are made; AWS's own (`aws:`) never do. */
export function tagCountAfter(live: readonly Tag[], { set, remove }: TagChanges): number {
  const keys = new Set([...live, ...set].map((tag) => tag.Key).filter((key) => !/^aws:/i.test(key)));
  return keys.size - remove.filter((key) => keys.has(key)).length;
}
