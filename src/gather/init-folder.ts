import { isEnvironmentWord } from '../core/environment-words.ts';
import { fieldProblem } from '../core/parameter/template.ts';
import type { FileReader } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import type { Inference, KnownSettings } from './init-found.ts';
import { readLayer } from './tag-layers.ts';

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** What of a machine is looked at: names of files, and the tag layers themselves. */
export interface FolderReading {
  readonly files: FileReader;
  /** Undefined where there is no such folder. */
  readonly list: (folder: string) => Promise<readonly FolderEntry[] | undefined>;
}

/**
 * What a folder of the old toolkit (`aws/`) tells: tag layers by component, and which of them are
 * environments; the project, by the base layer's tag; environments, by the names of env files in it and in
 * the working directory. @throws SsmkitError `input` for a tag layer that cannot be read.
 */
export async function readOldFolder(
  reading: FolderReading,
  folder: string,
  known: KnownSettings,
): Promise<Inference> {
  const root = folder === '/' ? folder : folder.replace(/\/+$/, '');
  const tagsDir = `${root}/tags`;
  const entries = await reading.list(tagsDir);
  const nothing = (why: string): Inference => ({
    kind: 'none',
    why,
    hint: 'Name the folder that holds tags/<component>/base.json: --from-folder aws.',
  });
  if (entries === undefined) return nothing(`There is no folder ${tagsDir}.`);
  const components: string[] = [];
  for (const { name, kind } of entries) {
    if (kind === 'folder' && (await reading.files.exists(`${tagsDir}/${name}/base.json`)))
      components.push(name);
  }
  const [only] = components;
  const component = known.component ?? (components.length === 1 ? only : undefined);
  if (component === undefined) {
    if (components.length === 0) return nothing(`No component below ${tagsDir} has a base.json.`);
    const why = `${tagsDir} has layers of ${components.length} components.`;
    return { kind: 'open', open: { field: 'component', why, choices: components.toSorted() } };
  }
  if (!components.includes(component)) return nothing(`${tagsDir}/${component} has no base.json.`);
  const envFiles = await environmentsOfFiles(reading, [root, '.'], known);
  return await readComponent(reading, { tagsDir, component }, { ...known, environments: envFiles });
}

async function readComponent(
  { files, list }: FolderReading,
  { tagsDir, component }: { readonly tagsDir: string; readonly component: string },
  known: KnownSettings,
): Promise<Inference> {
  const folder = `${tagsDir}/${component}`;
  const services: string[] = [];
  const environments = new Set(known.environments);
  let project: string | undefined;
  for (const { name: file } of (await list(folder)) ?? []) {
    const name = file.match(/^(.+)\.json$/)?.[1];
    if (name === undefined || fieldProblem('service', name) !== undefined) continue;
    const { tags } = (await readLayer(files, `${folder}/${file}`)).layer;
    if (name === 'base') project = level(tagOf(tags, 'project'));
    else if (isEnvironmentLayer(name, tags, known)) environments.add(name);
    else services.push(name);
  }
  const words = (all: Iterable<string>) => [...all].toSorted().join(', ') || 'none';
  return {
    kind: 'found',
    found: {
      project,
      component,
      tagsDir,
      services: services.toSorted(),
      environments: [...environments].toSorted(),
      notes: [`${folder} was read as services ${words(services)} and environments ${words(environments)}.`],
    },
  };
}

/** By what its tags say of it, else by its name. */
function isEnvironmentLayer(name: string, tags: readonly Tag[], known: KnownSettings): boolean {
  if (tagOf(tags, 'service') === name) return false;
  const environment = tagOf(tags, 'environment') ?? tagOf(tags, 'env');
  return environment === name || known.environments.includes(name) || isEnvironmentWord(name);
}

function tagOf(tags: readonly Tag[], key: string): string | undefined {
  return tags.findLast(({ Key }) => Key.toLowerCase() === key)?.Value;
}

function level(text: string | undefined): string | undefined {
  return text === undefined || fieldProblem('project', text) !== undefined ? undefined : text;
}

/** `env.prod`, `.env.prod` and `prod.env`; their content is not looked at. */
async function environmentsOfFiles(
  { list }: FolderReading,
  folders: readonly string[],
  known: KnownSettings,
): Promise<readonly string[]> {
  const found = new Set(known.environments);
  for (const folder of folders) {
    for (const { name, kind } of (await list(folder)) ?? []) {
      const [, after, before] = name.match(/^\.?env\.([^.]+)$|^([^.]+)\.env$/) ?? [];
      const word = after ?? before;
      if (kind === 'file' && word !== undefined && isEnvironmentWord(word)) found.add(word);
    }
  }
  return [...found];
}
