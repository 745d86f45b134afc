import type { Draft } from '../core/plan/draft.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';

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
    const tags = draft.tags.map((tag) => printable(`${tag.Key}=${tag.Value}`));
    const width = Math.max(0, ...tags.map((tag) => tag.length));
    for (const [index, tag] of tags.entries()) {
      const origin = printable(draft.tags[index]?.origin ?? '');
      lines.push(`    ${tag.padEnd(width)}  ${style.dim(`from ${origin}`)}`);
    }
    if (draft.tags.length === 0) lines.push('    no tags');
  }
  return `${lines.join('\n')}\n`;
}
