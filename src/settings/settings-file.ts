import * as z from 'zod/mini';
import { type Finding, InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { quoted } from '../core/parameter/name.ts';
import type { FileReader } from '../core/ports.ts';
import { readJson } from '../core/read-json.ts';

const schema = z.strictObject({
  $schema: z.optional(z.string()),
  project: z.optional(z.string()),
  component: z.optional(z.string()),
  region: z.optional(z.string()),
  tagsDir: z.optional(z.string()),
});

const settingsFileName = 'ssmkit.json';

export type SettingsFileContent = z.infer<typeof schema>;

export interface SettingsFile {
  readonly path: string;
  readonly folder: string;
  readonly content: SettingsFileContent;
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
  const complain = (messages: readonly string[], line = 0): never => {
    const findings = messages.map((message): Finding => ({ severity: 'error', file: path, line, message }));
    throw new InputError('The settings file cannot be used.', findings);
  };
  const json = readJson(text);
  if (!('value' in json)) return complain([`is not JSON from column ${json.column} on`], json.line);
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) return complain(parsed.error.issues.flatMap(describeIssue));
  return { path, folder: parentOf(path), content: parsed.data };
}

function describeIssue(issue: z.core.$ZodIssue): readonly string[] {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const close = nearest(key, Object.keys(schema.shape));
      return `has the unknown setting ${quoted(key)}${close ? `; did you mean "${close}"?` : ''}`;
    });
  }
  if (issue.code === 'invalid_type') return [`${where || 'the whole'} must be of type ${issue.expected}`];
  return [`${where || 'the whole'} is not valid`];
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
