import type { Finding } from '../errors.ts';
import { quoted } from '../parameter/name.ts';
import { maxTags, type Tag, tagProblem } from './tag.ts';

/** Tags from one place, with the place's name as the user would look for it: a file, a line, or a flag. */
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

/** Everything AWS would refuse about a merged set, located by the layer that brought each tag. */
export function mergedProblems(tags: readonly MergedTag[], what: string): readonly Finding[] {
  const findings: Finding[] = tags.flatMap((tag) => {
    const problem = tagProblem(tag);
    return problem
      ? [
          {
            severity: 'error',
            file: tag.origin,
            line: 0,
            message: `tag ${quoted(tag.Key)} ${problem}`,
          },
        ]
      : [];
  });
  if (tags.length > maxTags) {
    const origins = [...new Set(tags.map((tag) => tag.origin))].join(', ');
    findings.push({
      severity: 'error',
      file: origins,
      line: 0,
      message: `${what} would have ${tags.length} tags; AWS allows ${maxTags}`,
    });
  }
  return findings;
}

/** The keys that stand twice in one layer: the last one wins, which is worth a warning. */
export function repeatedKeys(layer: TagLayer): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { Key } of layer.tags) (seen.has(Key) ? twice : seen).add(Key);
  return [...twice];
}
