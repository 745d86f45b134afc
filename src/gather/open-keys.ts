import { CallError } from '../core/call-error.ts';
import { envNameOf } from '../core/parameter/env-name.ts';
import { type PathTemplate, parseName, pathOf, type TemplateFields } from '../core/parameter/template.ts';
import type { ParameterStore } from '../core/ports.ts';
import { readPath } from './read-path.ts';

/** An env name for which neither the file nor the settings name a key. */
export interface OpenKey {
  readonly service: string | undefined;
  readonly name: string;
}

export interface LiveKeys {
  /** The keys below a section's path that export to an env name, or are it; none, one, or several. */
  readonly keysOf: (open: OpenKey) => readonly string[];
  /** The path of this key may not be read, so `keysOf` says nothing about it. */
  readonly isUnknown: (open: OpenKey) => boolean;
  /** Paths that may not be read. */
  readonly notes: readonly string[];
}

/** Could a key that is no env name be exported to this one? Such names are upper case with separators as `_`. */
export function couldBeMapped(name: string): boolean {
  return name === name.toUpperCase() && name.includes('_');
}

/** Looks below the path of each section, without decryption, for the keys that export to env names. */
export async function readLiveKeys(
  store: ParameterStore,
  template: PathTemplate,
  fields: TemplateFields,
  open: readonly OpenKey[],
): Promise<LiveKeys> {
  const byName = new Map<string, string[]>();
  const notes: string[] = [];
  const unknown = new Set<string | undefined>();
  const slot = (service: string | undefined, name: string) => `${service ?? ''}\n${name}`;
  for (const service of new Set(open.map((one) => one.service))) {
    const path = pathOf(template, { ...fields, service });
    try {
      for (const stored of await readPath(store, path, false)) {
        const key = parseName(template, stored.name)?.key;
        if (key === undefined) continue;
        for (const name of new Set([envNameOf(key), key])) {
          const at = slot(service, name);
          byName.set(at, [...(byName.get(at) ?? []), key]);
        }
      }
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
      unknown.add(service);
      notes.push(
        `Keys below ${path} could not be looked up: ssm:GetParametersByPath is denied. Env names that nothing else names are taken as keys.`,
      );
    }
  }
  return {
    keysOf: ({ service, name }) => byName.get(slot(service, name)) ?? [],
    isUnknown: ({ service }) => unknown.has(service),
    notes,
  };
}
