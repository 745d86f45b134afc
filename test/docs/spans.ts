import type { Page } from './page.ts';

/** A piece of code in a line of text. */
export interface Span {
  readonly place: string;
  readonly code: string;
}

/** Inline code of a page; a line end in it counts as a blank, and `\|` is how a table writes a bar. */
export function spansOf({ name, prose }: Pick<Page, 'name' | 'prose'>): readonly Span[] {
  return [...prose.matchAll(/(?<!`)(`+)(?!`)((?:(?!\n\n)[\s\S])*?[^`])\1(?!`)/g)].map((match) => {
    const line = prose.slice(0, match.index).split('\n').length;
    const code = (match[2] ?? '').replaceAll(/\s+/g, ' ').replaceAll('\\|', '|').trim();
    return { place: `${name}:${line}`, code };
  });
}
