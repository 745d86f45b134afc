import type * as z from 'zod/mini';
import { type Finding, InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { quoted } from '../core/parameter/name.ts';
import type { FileReader } from '../core/ports.ts';
import { readJson } from '../core/read-json.ts';
import { type JsonKey, jsonKeys } from './json-keys.ts';
import { knownSettings, type SettingsContent, settingsSchema } from './schema.ts';

const settingsFileName = 'ssmkit.json';

export interface SettingsFile {
  readonly path: string;
  readonly folder: string;
  readonly content: SettingsContent;
}

/**
 * Looks for ssmkit.json from `cwd` upward to the repository root; outside a repository only in `cwd`.
 * A path given with --config must exist.
 */
export async function findSettingsFile(
  files: FileReader,
  cwd: string,
  given: string | undefined,
): Promise<SettingsFile | undefined> {
  if (given !== undefined) return await readSettingsFile(files, resolvePath(cwd, given));
  const folders = foldersUpward(cwd);
  let root = 0;
  for (const [index, folder] of folders.entries()) {
    if (await files.exists(join(folder, '.git'))) {
      root = index;
      break;
    }
  }
  for (const folder of folders.slice(0, root + 1)) {
    const path = join(folder, settingsFileName);
    if (await files.exists(path)) return await readSettingsFile(files, path);
  }
  return undefined;
}

async function readSettingsFile(files: FileReader, path: string): Promise<SettingsFile> {
  const text = new TextDecoder().decode(await files.read(path));
  return { path, folder: parentOf(path), content: checkSettingsText(text, path) };
}

/** What a settings file says. @throws InputError with everything that is wrong with it. */
export function checkSettingsText(text: string, path: string): SettingsContent {
  const complain = (messages: readonly (readonly [line: number, message: string])[]): never => {
    const findings = messages.map(
      ([line, message]): Finding => ({ severity: 'error', file: path, line, message }),
    );
    throw new InputError('The settings file cannot be used.', findings);
  };
  const json = readJson(text);
  if (!('value' in json)) return complain([[json.line, `is not JSON from column ${json.column} on`]]);
  const keys = [...jsonKeys(text)];
  const unusable = keys.flatMap(({ path: at, line, repeated }): [number, string][] => {
    const name = quoted(at.join('.'));
    if (repeated) return [[line, `${name} is there twice; only one of them would count`]];
    // zod leaves such a key out without a word.
    return at.at(-1) === '__proto__' ? [[line, `${name} is no name that can be used`]] : [];
  });
  const parsed = settingsSchema.safeParse(json.value);
  const wrong = parsed.success ? [] : parsed.error.issues.flatMap(describeIssue);
  if (!parsed.success || unusable.length > 0) {
    const located = wrong.map(([at, message]) => [lineOf(keys, at), message] as const);
    return complain([...unusable, ...located].toSorted(([a], [b]) => a - b));
  }
  return parsed.data;
}

/** The line of the innermost key on the way; 0, for the whole file, where there is none. */
function lineOf(keys: readonly JsonKey[], path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = keys.find(
      (key) => key.path.length === depth && key.path.every((step, index) => step === String(path[index])),
    );
    if (found) return found.line;
  }
  return 0;
}

type Complaint = readonly [path: readonly PropertyKey[], message: string];

function describeIssue(issue: z.core.$ZodIssue): readonly Complaint[] {
  const where = issue.path.map(String).join('.');
  const say = (message: string): readonly Complaint[] => [[issue.path, message]];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .filter((key) => key !== '__proto__')
        .map((key) => {
          const close = nearest(key, knownSettings(issue.path));
          const at = where ? ` in ${where}` : '';
          const hint = close ? `; did you mean "${close}"?` : '';
          return [[...issue.path, key], `has the unknown setting ${quoted(key)}${at}${hint}`];
        });
    case 'invalid_type': {
      const expected = issue.expected === 'record' ? 'object' : issue.expected;
      return say(`${where || 'the whole'} must be of type ${expected}`);
    }
    // The words of our own checks; zod's would be without the reason.
    case 'invalid_format':
    case 'custom':
      return say(`${quoted(where)} ${issue.message}`);
    case 'invalid_key':
      return say(`${quoted(where)} ${issue.issues[0]?.message ?? 'is not a valid name'}`);
    case 'invalid_value':
      return say(`${quoted(where)} must be one of ${issue.values.join(', ')}`);
    default:
      return say(`${where || 'the whole'} is not valid`);
  }
}

function foldersUpward(cwd: string): readonly string[] {
  const folders = [cwd];
  for (let at = cwd; parentOf(at) !== at; at = parentOf(at)) folders.push(parentOf(at));
  return folders;
}

function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

function join(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/** A path as the user wrote it, seen from a folder. */
export function resolvePath(folder: string, path: string): string {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return path;
  return join(folder, path.replace(/^\.\//, ''));
}
