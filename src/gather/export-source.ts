import { CallError } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import {
  formatName,
  type PathTemplate,
  parseName,
  pathOf,
  placeholders,
  type TemplateFields,
  templateHas,
} from '../core/parameter/template.ts';
import type { ParameterStore } from '../core/ports.ts';
import { readPath } from './read-path.ts';
import { sideBySide } from './side-by-side.ts';

export interface ExportQuery {
  readonly template: PathTemplate;
  /** Project, component and environment. */
  readonly fields: TemplateFields;
  /** Named services need no discovery; none means: find them. */
  readonly services: readonly string[];
  readonly decrypt: boolean;
}

/** One environment's parameters, sorted by service and key. Other environments' are never decrypted. */
export async function gatherExport(
  store: ParameterStore,
  query: ExportQuery,
): Promise<readonly ExportedParameter[]> {
  const reads = createServiceReads(store, query);
  return await reads.of(await servicesOf(store, query, reads.begin));
}

/** Reads of single services, begun while others are still being found. */
export interface ServiceReads {
  begin(service: string): void;
  /** The parameters of these services, sorted by service and key; `undefined` where the template has none. */
  of(services: readonly (string | undefined)[]): Promise<readonly ExportedParameter[]>;
}

export function createServiceReads(
  store: ParameterStore,
  query: Omit<ExportQuery, 'services'>,
): ServiceReads {
  const reads = new Map<string | undefined, Promise<readonly ExportedParameter[]>>();
  const read = (service: string | undefined) => {
    const begun = reads.get(service) ?? readService(store, query, service);
    // Whoever waits for it hears of its failure; nobody may be waiting yet.
    begun.catch(() => undefined);
    reads.set(service, begun);
    return begun;
  };
  return {
    begin: (service) => void read(service),
    async of(services) {
      const parts = await Promise.all([...new Set(services)].map(read));
      return parts.flat().sort((a, b) => compare(a.service ?? '', b.service ?? '') || compare(a.key, b.key));
    },
  };
}

async function servicesOf(
  store: ParameterStore,
  query: ExportQuery,
  onService: (service: string) => void,
): Promise<readonly (string | undefined)[]> {
  if (!templateHas(query.template, 'service')) return [undefined];
  if (query.services.length > 0) return [...new Set(query.services)];
  return await discoverServices(store, query, onService);
}

/**
 * The services that have parameters of this environment, sorted; decrypts nothing. `onService` hears of each
 * as soon as it is found.
 * @throws SsmkitError `denied` when the path above them may not be read.
 */
export async function discoverServices(
  store: ParameterStore,
  query: Pick<ExportQuery, 'template' | 'fields'>,
  onService?: (service: string) => void,
): Promise<readonly string[]> {
  const path = pathOf(query.template, query.fields);
  const found = new Set<string>();
  try {
    await readPath(store, path, false, ({ name }) => {
      const service = serviceOf(query, name);
      if (service === undefined || found.has(service)) return;
      found.add(service);
      onService?.(service);
    });
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
    throw new SsmkitError('denied', `The services cannot be found: ${error.message}`, {
      hint: 'Name them with --service, which needs no discovery.',
      cause: error,
    });
  }
  return [...found].sort(compare);
}

function serviceOf(
  { template, fields }: Pick<ExportQuery, 'template' | 'fields'>,
  name: string,
): string | undefined {
  const parsed = parseName(template, name);
  return parsed && isOurs(parsed, fields) ? parsed.service : undefined;
}

async function readService(
  store: ParameterStore,
  query: Omit<ExportQuery, 'services'>,
  service: string | undefined,
): Promise<readonly ExportedParameter[]> {
  const wanted = { ...query.fields, service };
  // Throws when a field is missing: a path that stops above the environment would decrypt the others' secrets.
  const path = formatName(query.template, { ...wanted, key: '' });
  const parameters = await readPath(store, path, query.decrypt);
  return parameters.flatMap((stored) => {
    const fields = parseName(query.template, stored.name);
    return fields?.key !== undefined && isOurs(fields, wanted) ? [{ service, key: fields.key, stored }] : [];
  });
}

function isOurs(fields: TemplateFields, wanted: TemplateFields): boolean {
  return placeholders.every((name) => wanted[name] === undefined || wanted[name] === fields[name]);
}

/** Adds what only DescribeParameters and ListTagsForResource tell. @throws CallError when either is denied. */
export async function gatherDetails(
  store: ParameterStore,
  parameters: readonly ExportedParameter[],
): Promise<readonly ExportedParameter[]> {
  const names = parameters.map(({ stored }) => stored.name);
  const [metadata, tags] = await Promise.all([
    store.describeParameters(names),
    sideBySide(names, (name) => store.listTags(name)),
  ]);
  return parameters.map((parameter, index) => ({
    ...parameter,
    metadata: metadata.get(parameter.stored.name),
    tags: tags[index],
  }));
}

/** By code unit, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
