import type { Candidate, Wanted } from '../cli/complete-candidates.ts';
import type { Place } from '../cli/complete-place.ts';
import type { Reply } from '../cli/complete-reply.ts';
import { type Claim, claimOf, claimOfPath } from '../core/environment.ts';
import { selectorProblem } from '../core/parameter/name.ts';
import { type Placeholder, parseName, pathOf, type TemplateFields } from '../core/parameter/template.ts';
import { kindOf, type ValueKind } from './completion-kinds.ts';
import { levelsAt, pathsOfTemplate } from './completion-levels.ts';
import type { CommandSettings } from './context.ts';
import type { KnownProfile } from './init-port.ts';

/** What completion asks for values. Nothing of it rejects: what cannot be had is empty. */
export interface CompletionSources {
  readonly settings: CommandSettings;
  readonly profiles: () => Promise<readonly KnownProfile[]>;
  /** Names of parameters below a path that ends with a slash, as far as they could be read in time. */
  readonly namesBelow: (path: string, claim: Claim) => Promise<readonly string[]>;
}

type Value = Extract<Wanted, { readonly kind: 'value' }>;

/** The sources are asked for only where a value needs them. */
export async function completeValue(
  { of, before, typed }: Value,
  place: Place,
  sources: () => Promise<CompletionSources>,
): Promise<Reply> {
  const kind = kindOf(of);
  if (kind === 'file') return { kind: 'files' };
  if (kind === 'folder') return { kind: 'folders' };
  const found = kind === 'unknown' ? [] : await valuesOf(kind, typed, place, await sources());
  const candidates = found
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, says }) => ({ word: `${before}${word}`, says }));
  return { kind: 'words', candidates };
}

async function valuesOf(
  kind: Exclude<ValueKind, 'file' | 'folder' | 'unknown'>,
  typed: string,
  place: Place,
  sources: CompletionSources,
): Promise<readonly Candidate[]> {
  const { settings } = sources;
  switch (kind) {
    case 'profile':
      return (await sources.profiles()).map(({ name, region }) => ({ word: name, says: region }));
    case 'region':
      return wordsOf([settings.settingsRegion, ...(await sources.profiles()).map(({ region }) => region)]);
    case 'environment':
      return settings.environments.size > 0
        ? environments(settings)
        : wordsOf(await fieldValues(kind, place, sources));
    case 'service':
      return wordsOf(
        settings.services.length > 0 ? settings.services : await fieldValues(kind, place, sources),
      );
    case 'project':
    case 'component':
      return wordsOf([settings[kind], ...(await fieldValues(kind, place, sources))]);
    case 'path':
    case 'parameter': {
      if (last(place, 'resourceType') !== undefined && last(place, 'resourceType') !== 'Parameter') return [];
      return await levels(kind, typed, place, sources);
    }
  }
}

function wordsOf(words: readonly (string | undefined)[]): readonly Candidate[] {
  return [...new Set(words)].filter((word) => word !== undefined).map((word) => ({ word }));
}

function environments({ environments: all }: CommandSettings): readonly Candidate[] {
  return [...all].map(([word, { account, protected: guarded }]) => ({
    word,
    says: [account === undefined ? '' : `account ${account}`, guarded ? 'protected' : '']
      .filter((text) => text !== '')
      .join(', '),
  }));
}

async function levels(
  kind: 'path' | 'parameter',
  typed: string,
  place: Place,
  sources: CompletionSources,
): Promise<readonly Candidate[]> {
  const { settings } = sources;
  const path = typed.slice(0, typed.lastIndexOf('/') + 1);
  if (typed !== '' && path === '' && kind === 'path') return [];
  const names = await sources.namesBelow(path === '' ? '/' : path, claimAt(place, settings, path));
  // A store that is not AWS's may answer anything.
  const sound = names.filter((name) => !name.includes(':') && selectorProblem(name) === undefined);
  const found = levelsAt(typed, [...pathsOfTemplate(settings), ...sound]);
  return wordsOf(kind === 'path' ? found.filter((word) => word.endsWith('/')) : found);
}

/** Projects, components, services or environments that names of the hierarchy have where the template says so. */
async function fieldValues(
  field: Placeholder,
  place: Place,
  sources: CompletionSources,
): Promise<readonly string[]> {
  const { settings } = sources;
  const { template, project, component } = settings;
  const known: TemplateFields = {
    project,
    component,
    service: last(place, 'service'),
    environment: last(place, 'environment'),
  };
  const path = pathOf(template, upTo(field, known));
  const names = await sources.namesBelow(path, claimAt(place, settings, path));
  return names.map((name) => parseName(template, name)?.[field]).filter((value) => value !== undefined);
}

/** What is asked for is not known, and a service of the one before may be another's now. */
function upTo(field: Placeholder, fields: TemplateFields): TemplateFields {
  return { ...fields, [field]: undefined };
}

function claimAt(place: Place, { environments: all, template }: CommandSettings, path: string): Claim {
  const environment = last(place, 'environment');
  return environment === undefined ? claimOfPath(all, template, path) : claimOf(all, environment);
}

/** The value of an option that stands on the line. */
function last(place: Place, name: string): string | undefined {
  return place.given.get(name)?.at(-1);
}
