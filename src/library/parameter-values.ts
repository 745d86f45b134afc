import { nearest } from '../core/nearest.ts';
import type { Secret } from '../core/secret/secret.ts';
import { ParameterNotFoundError } from './errors.ts';

/** Values by key, as they were read. */
export type Read = ReadonlyMap<string, Secret>;

/** Where values leave as plain strings: into the application's hands, which is what they are for. */
export function valuesOf(read: Read): Readonly<Record<string, string>> {
  const values: Record<string, string> = Object.create(null);
  for (const [key, value] of read) values[key] = value.reveal();
  return Object.freeze(values);
}

export function valueAt(read: Read, key: string): string | undefined {
  return read.get(key)?.reveal();
}

/** @throws ParameterNotFoundError */
export function requiredValue(read: Read, key: string, path: string): string {
  const value = read.get(key);
  if (value === undefined) throw notFound(read, key, path, 'There is no parameter');
  return value.reveal();
}

/** @throws ParameterNotFoundError */
export function valueBySuffix(read: Read, suffix: string, path: string): string {
  const end = suffix.replace(/^\//, '');
  const keys = [...read.keys()].filter((key) => key === end || (end !== '' && key.endsWith(`/${end}`)));
  const [only, ...others] = keys;
  if (only === undefined) throw notFound(read, suffix, path, 'No parameter ends with');
  if (others.length > 0) {
    const message = `${keys.length} parameters below ${path} end with ${JSON.stringify(suffix)}: ${keys.join(', ')}.`;
    throw new ParameterNotFoundError('ambiguous', suffix, message, { hint: 'Name more of the key.' });
  }
  return requiredValue(read, only, path);
}

function notFound(read: Read, key: string, path: string, what: string): ParameterNotFoundError {
  const close = nearest(key, [...read.keys()]);
  return new ParameterNotFoundError('not-found', key, `${what} ${JSON.stringify(key)} below ${path}.`, {
    hint: close === undefined ? undefined : `Did you mean ${JSON.stringify(close)}?`,
  });
}
