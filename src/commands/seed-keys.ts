import type { EnvEntry, EnvFile } from '../core/envfile/env-file.ts';
import { type Finding, SsmkitError } from '../core/errors.ts';
import type { TemplateFields } from '../core/parameter/template.ts';
import { couldBeMapped, readLiveKeys } from '../gather/open-keys.ts';
import type { CommandSettings, Session } from './context.ts';

export interface NamedKeys {
  readonly envFile: EnvFile;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Keys that the settings name; `# key=` in the file comes first. */
export function withSettingsKeys(envFile: EnvFile, settings: CommandSettings): EnvFile {
  const named = <T extends { readonly key: string | undefined; readonly name: string }>(one: T): T => ({
    ...one,
    key: one.key ?? settings.keys.get(one.name),
  });
  return { ...envFile, entries: envFile.entries.map(named), skippedEmpty: envFile.skippedEmpty.map(named) };
}

/** Entries whose key is not named and cannot be their env name without a look at the live state. */
export function openEntries(envFile: EnvFile, settings: CommandSettings): readonly EnvEntry[] {
  return envFile.entries.filter(
    ({ key, name }) => key === undefined && (settings.newKeysNamed || couldBeMapped(name)),
  );
}

/**
 * Gives open entries the key of the one live parameter that exports to their env name. Nothing is guessed:
 * several are an error, and so is none where new keys must be named.
 */
export async function withLiveKeys(
  session: Session,
  settings: CommandSettings,
  fields: TemplateFields,
  file: string,
  envFile: EnvFile,
  open: readonly EnvEntry[],
): Promise<NamedKeys> {
  if (open.length === 0) return { envFile, findings: [], notes: [] };
  const live = await readLiveKeys(session.store, settings.template, fields, open);
  const findings: Finding[] = [];
  const found = new Map<EnvEntry, string>();
  for (const entry of open) {
    const keys = live.keysOf(entry);
    const [key] = keys;
    if (keys.length > 1) {
      const message = `stands for several live parameters: ${keys.join(', ')}`;
      findings.push({
        ...at(file, entry),
        message,
        hint: `Write "# key=${key}", or another of them, above it.`,
      });
    } else if (key !== undefined) {
      found.set(entry, key);
    } else if (settings.newKeysNamed) {
      const why = live.isUnknown(entry)
        ? 'has no named parameter key, and the live ones may not be read'
        : 'is new, and its parameter key is not named';
      findings.push(unnamed(file, entry, why));
    }
  }
  const entries = envFile.entries.map((entry) => ({ ...entry, key: entry.key ?? found.get(entry) }));
  return { envFile: { ...envFile, entries }, findings, notes: live.notes };
}

/** With --offline, where a key with levels cannot be told from its env name. */
export function unnamedKeys(file: string, open: readonly EnvEntry[]): readonly Finding[] {
  const why = 'has no named parameter key, and the live ones were not read (--offline)';
  return open.map((entry) => unnamed(file, entry, why));
}

/** Where the live state was to be read and could not: the drafts of these entries have no names to show. */
export function namelessError(open: readonly EnvEntry[], why: string): SsmkitError {
  const shown = open.slice(0, 3).map(({ name }) => name);
  const rest = open.length > shown.length ? ` and ${open.length - shown.length} more` : '';
  return new SsmkitError(
    'denied',
    `The parameter keys of ${shown.join(', ')}${rest} cannot be told. ${why}`,
    {
      hint: 'Keys that are named, by "# key=" or by "keys" in ssmkit.json, need no look at the live ones.',
    },
  );
}

function at(file: string, { line, name }: EnvEntry): Pick<Finding, 'severity' | 'file' | 'line' | 'key'> {
  return { severity: 'error', file, line, key: name };
}

function unnamed(file: string, entry: EnvEntry, message: string): Finding {
  // Levels go where the first underscore stands between two letters; it is a proposal, so it must be legal.
  const example = entry.name.toLowerCase().replace(/(?<=[a-z0-9])_(?=[a-z0-9])/, '/');
  const hint = `Write "# key=${example}" (or the key you mean) above it, or add it to "keys" in ssmkit.json.`;
  return { ...at(file, entry), message, hint };
}
