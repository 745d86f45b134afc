import { type Claim, claimOf, claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { hierarchyWords, type TemplateFields, templateHas } from '../core/parameter/template.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { gatherExport } from '../gather/export-source.ts';
import { readPath } from '../gather/read-path.ts';
import { chooseServices } from './choose-services.ts';
import type { Context, Session } from './context.ts';
import {
  checkField,
  listOption,
  requiredField,
  switchOption,
  templateFields,
  textOption,
} from './options.ts';

/** Where the variables come from: one environment, or paths in layers. */
export type Sources = { readonly claim: Claim } & (
  | { readonly kind: 'environment'; readonly fields: TemplateFields; readonly services: readonly string[] }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
);

interface Reading {
  readonly decrypt: boolean;
  readonly allowEmpty: boolean;
}

/** @throws SsmkitError `usage` when the flags name no source, or two kinds of them. */
export function sourcesOf({ settings }: Context, options: Readonly<Record<string, unknown>>): Sources {
  const paths = listOption(options, 'path').map(parsePrefix);
  const services = listOption(options, 'service');
  const environment = textOption(options, 'environment');
  if (paths.length > 0) {
    if (environment !== undefined || services.length > 0 || switchOption(options, 'prefixKeys')) {
      throw new SsmkitError(
        'usage',
        '--path names a source by itself; --env, --service and --prefix-keys go without it.',
        {
          hint: 'Several paths are layered: --path /mow/backend/shared/prod --path /mow/backend/django/prod',
        },
      );
    }
    return { kind: 'paths', paths, claim: claimOfPaths(settings, paths) };
  }
  const known = requiredField('environment', environment, 'Give --env, or --path.');
  const fields = templateFields(settings, known);
  for (const service of services) checkField('service', service);
  if (services.length > 0 && !templateHas(settings.template, 'service')) {
    throw new SsmkitError(
      'usage',
      `--service says nothing under the path template ${settings.template.text}.`,
    );
  }
  return { kind: 'environment', fields, services, claim: claimOf(settings.environments, known) };
}

function claimOfPaths({ environments, template }: Context['settings'], paths: readonly string[]): Claim {
  const [first, ...others] = paths.map((path) => claimOfPath(environments, template, path));
  if (first === undefined) throw new SsmkitError('usage', 'No path was given.');
  const same = (other: Claim) =>
    other.profile === first.profile && other.accounts.join() === first.accounts.join();
  if (!others.every(same)) {
    throw new SsmkitError('usage', 'The paths belong to environments that differ in account or profile.', {
      hint: 'One run has one set of credentials.',
    });
  }
  return first;
}

/** The parameters of every source, each layer by itself. @throws SsmkitError `failed` when a layer is empty. */
export async function gatherSources(
  context: Context,
  session: Session,
  sources: Sources,
  reading: Reading,
): Promise<readonly (readonly ExportedParameter[])[]> {
  if (sources.kind === 'environment') return [await environmentLayer(context, session, sources, reading)];
  return await Promise.all(sources.paths.map((path) => pathLayer(session, path, reading)));
}

async function environmentLayer(
  { settings }: Context,
  { store, identity }: Session,
  { fields, services }: Sources & { readonly kind: 'environment' },
  { decrypt, allowEmpty }: Reading,
): Promise<readonly ExportedParameter[]> {
  const { template } = settings;
  const chosen = await chooseServices(settings, store, fields, services);
  const found =
    templateHas(template, 'service') && chosen.services.length === 0
      ? []
      : await gatherExport(store, { template, fields, services: chosen.services, decrypt });
  if (found.length === 0 && !allowEmpty)
    throw nothingFound(hierarchyWords(template, fields), identity().region);
  return found;
}

async function pathLayer(
  { store, identity }: Session,
  path: string,
  { decrypt, allowEmpty }: Reading,
): Promise<readonly ExportedParameter[]> {
  const start = path === '/' ? path : `${path}/`;
  const found = (await readPath(store, start, decrypt)).map((stored) => ({
    service: undefined,
    // A root parameter may be answered without its slash.
    key: stored.name.startsWith(start) ? stored.name.slice(start.length) : stored.name,
    stored,
  }));
  if (found.length === 0 && !allowEmpty) throw nothingFound(path, identity().region);
  return found;
}

function nothingFound(where: string, region: string): SsmkitError {
  return new SsmkitError('failed', `Nothing was found under ${where} in ${region}.`, {
    hint: 'Nothing was started. Check project, environment, path and Region; --allow-empty starts it anyway.',
  });
}
