/**
 * `X` and `/X` are one root parameter, and an answer may come in either form, so answers are matched by
 * this form: the leading slash of a name with one level taken off. A selector (`:3`, `:label`) stays.
 */
export function canonicalForm(name: string): string {
  return /^\/[^/]+$/.test(name) ? name.slice(1) : name;
}

export interface SelectedName {
  readonly name: string;
  /** `:3` or `:label`, or nothing. */
  readonly selector: string;
}

/** Splits a selector off. In an ARN only a colon after the resource is one. */
export function splitSelector(asked: string): SelectedName {
  const from = asked.startsWith('arn:') ? asked.indexOf('/') : 0;
  const colon = asked.indexOf(':', Math.max(from, 0));
  return colon === -1
    ? { name: asked, selector: '' }
    : { name: asked.slice(0, colon), selector: asked.slice(colon) };
}

export function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
