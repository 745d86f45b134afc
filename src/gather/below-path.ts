import { SsmkitError } from '../core/errors.ts';
import { nameProblem, quoted } from '../core/parameter/name.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterStore } from '../core/ports.ts';
import { readPath } from './read-path.ts';

export interface BelowPath {
  /** Sorted by name, never decrypted. */
  readonly parameters: readonly StoredParameter[];
  /** A parameter that is named like the prefix itself, which is not below it. */
  readonly namesake: boolean;
}

/** `/mow/backend/` and `/mow/backend` are one prefix. @throws SsmkitError `usage` when it can be no path. */
export function parsePrefix(text: string): string {
  const prefix = text.length > 2 ? text.replace(/\/$/, '') : text;
  const problem = prefix === '/' ? undefined : nameProblem(prefix);
  if (problem) throw new SsmkitError('usage', `The path prefix ${quoted(text)} ${problem}.`);
  if (!prefix.startsWith('/')) {
    throw new SsmkitError('usage', `The path prefix ${quoted(text)} does not start with a slash.`);
  }
  return prefix;
}

/** How many levels a prefix has: `/` none, `/mow` one. */
export function prefixDepth(prefix: string): number {
  return prefix.split('/').filter((level) => level !== '').length;
}

/**
 * What is below a prefix, at a segment boundary: `/mow/back` has nothing of `/mow/backend`, and the parameter
 * `/mow/back` itself is not below it. `contains` is looked for in the full name, case-sensitively.
 */
export async function readBelow(
  store: ParameterStore,
  prefix: string,
  contains: string | undefined,
): Promise<BelowPath> {
  const start = prefix === '/' ? '/' : `${prefix}/`;
  const all = await readPath(store, prefix === '/' ? prefix : `${prefix}/`, false);
  const parameters = all
    // A root parameter may be answered without its slash.
    .filter(({ name }) => name.startsWith(start) || (prefix === '/' && !name.includes('/')))
    .filter(({ name }) => contains === undefined || name.includes(contains))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { parameters, namesake: prefix === '/' ? false : await exists(store, prefix) };
}

/** Only for a hint, so a denial is no trouble. */
async function exists(store: ParameterStore, name: string): Promise<boolean> {
  try {
    const { found } = await store.getParameters([name], { decrypt: false });
    return found.length > 0;
  } catch {
    return false;
  }
}
