import type { Argument, Option } from 'commander';

/** What a value is, as far as something can be offered for it. */
export type ValueKind =
  | 'file'
  | 'folder'
  | 'environment'
  | 'profile'
  | 'region'
  | 'project'
  | 'component'
  | 'service'
  /** A parameter's full name. */
  | 'parameter'
  /** A level of the hierarchy with something below it. */
  | 'path'
  | 'unknown';

/**
 * By the name of the flag or of the argument, then by what its value is called: `--env-file <file>`. The first
 * that fits. --confirm is not among them: what it takes is to be spelled out.
 */
const kinds: readonly (readonly [RegExp, ValueKind])[] = [
  [/^env(ironment)?$/, 'environment'],
  [/^profile$/, 'profile'],
  [/^region$/, 'region'],
  [/^project$/, 'project'],
  [/^component$/, 'component'],
  [/^(default-)?service$/, 'service'],
  [/^allow-plaintext$|^ids?$/, 'parameter'],
  [/^(path-)?prefix$|^path$/, 'path'],
  [/(^|-)(dir|folder)$/, 'folder'],
  [/(^|-)file$|\.json$|^command$/, 'file'],
];
/** Names of parameters, unless the flag is about a name of something else: `--name-tag <name>`. */
const parameterNames = /^names?$/;

export function kindOf(of: Option | Argument): ValueKind {
  const name = 'flags' in of ? (of.long ?? '').replace(/^--/, '') : of.name();
  if (parameterNames.test(name)) return 'parameter';
  const placeholder = 'flags' in of ? of.flags.match(/[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/)?.[1] : undefined;
  for (const word of [name, placeholder]) {
    const kind = word === undefined ? undefined : kinds.find(([pattern]) => pattern.test(word))?.[1];
    if (kind !== undefined) return kind;
  }
  return 'unknown';
}
