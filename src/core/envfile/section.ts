import { type DirectiveSet, saidTags } from './directive-set.ts';
import type { EnvFileOptions, EnvSection } from './env-file.ts';

/** A service's part of the file while it is read; it goes on where a later header names the service again. */
export interface OpenSection {
  readonly kind: 'section' | 'nowhere' | 'misnamed';
  readonly service: string | undefined;
  readonly line: number;
  readonly said: DirectiveSet;
  /** Its env names, with the line of each. */
  readonly names: Map<string, number>;
}

export function openSection(service: string | undefined, line: number): OpenSection {
  return { kind: 'section', service, line, said: new Map(), names: new Map() };
}

/** Behind a header that cannot be read: its keys have a section, only not one that is known. */
export function misnamedSection(line: number): OpenSection {
  return { ...openSection(undefined, line), kind: 'misnamed' };
}

/** Where a file begins: in the default section, in the only one, or in none. */
export function firstSection({ sections, defaultService }: EnvFileOptions): OpenSection {
  if (!sections) return openSection(undefined, 1);
  const section = openSection(defaultService, 1);
  return defaultService === undefined ? { ...section, kind: 'nowhere' } : section;
}

export function asEnvSection({ service, line, said }: OpenSection): EnvSection {
  return { service, tags: saidTags(said, 'section-tag'), line };
}
