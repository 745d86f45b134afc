import type { Tag } from '../tag/tag.ts';
import type { Complaint } from './complaint.ts';
import { type Directive, type DirectiveName, directiveLabel } from './directive-table.ts';

export interface PlacedDirective {
  readonly directive: Directive;
  /** 1-based. */
  readonly line: number;
}

/** What was said about one key, or one section, by label: each label has one value. Grows while reading. */
export type DirectiveSet = Map<string, PlacedDirective>;

/** Adds a directive. The same one twice is harmless; two different values for one label are a complaint. */
export function addDirective(said: DirectiveSet, placed: PlacedDirective): Complaint | undefined {
  const { directive, line } = placed;
  const label = directiveLabel(directive);
  const before = said.get(label);
  if (!before) said.set(label, placed);
  if (!before || before.directive.value === directive.value) return undefined;
  return {
    line,
    message: `the directive "${directive.name}" says something else than on line ${before.line}`,
    hint: 'Keep one of the two.',
  };
}

export function saidValue(said: DirectiveSet, name: DirectiveName): string | undefined {
  return said.get(name)?.directive.value;
}

/** In file order. */
export function saidTags(said: DirectiveSet, name: 'tag' | 'section-tag'): readonly Tag[] {
  return [...said.values()].flatMap(({ directive }) =>
    directive.name === name ? [{ Key: directive.tagKey ?? '', Value: directive.value }] : [],
  );
}
