import type { Draft } from '../core/plan/draft.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import type { MergedTag } from '../core/tag/layer.ts';

/** Which layer set each tag, once per distinct set of tags, so that a hundred keys do not repeat it. */
export function renderExplanation(drafts: readonly Draft[], style: Style): string {
  const groups = new Map<string, { readonly names: string[]; readonly draft: Draft }>();
  for (const draft of drafts) {
    const key = JSON.stringify(draft.tags);
    const group = groups.get(key);
    if (group) group.names.push(draft.name);
    else groups.set(key, { names: [draft.name], draft });
  }
  const lines: string[] = [];
  for (const { names, draft } of groups.values()) {
    lines.push(...names.map((name) => style.bold(name)));
    lines.push(renderTagLayers(draft.tags, style).trimEnd());
  }
  return `${lines.join('\n')}\n`;
}

/** Each tag and the layer that set it. */
export function renderTagLayers(tags: readonly MergedTag[], style: Style): string {
  if (tags.length === 0) return '    no tags\n';
  const shown = tags.map(({ Key, Value }) => printable(`${Key}=${Value}`));
  const width = Math.max(...shown.map((text) => text.length));
  return tags
    .map(({ origin }, index) => {
      const from = style.dim(printable(`from ${origin}`));
      return `    ${shown[index]?.padEnd(width)}  ${from}\n`;
    })
    .join('');
}
