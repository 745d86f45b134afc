import type { Finding } from '../core/errors.ts';
import type { FileReader } from '../core/ports.ts';
import type { TagLayer } from '../core/tag/layer.ts';
import { parseTagFlag, readLayer } from './tag-layers.ts';

export interface LayerFolder {
  /** `--tags-dir` or the settings' tagsDir; undefined means: look in the usual places. */
  readonly tagsDir: string | undefined;
  /** Undefined where the path template has no {component}: the layers then stand in tagsDir itself. */
  readonly component: string | undefined;
  readonly environment: string;
  readonly services: readonly (string | undefined)[];
}

export interface LayerStack {
  /** base, service, environment: lowest first. */
  readonly below: (service: string | undefined) => readonly TagLayer[];
  readonly findings: readonly Finding[];
}

const usualFolders = ['tags', 'aws/tags'];

/** The checked-in layers of some services: base.json, service.json and environment.json, each may be absent. */
export async function readLayerStack(files: FileReader, where: LayerFolder): Promise<LayerStack> {
  const inFolder = (root: string, file: string) =>
    where.component === undefined ? `${root}/${file}` : `${root}/${where.component}/${file}`;
  const roots = where.tagsDir === undefined ? usualFolders : [where.tagsDir];
  let root: string | undefined;
  for (const candidate of roots) {
    if (root === undefined && (await files.exists(inFolder(candidate, 'base.json')))) root = candidate;
  }
  if (root === undefined)
    return { below: () => [], findings: [notFound(roots.map((r) => inFolder(r, 'base.json')))] };

  const folder = root;
  const findings: Finding[] = [];
  const read = async (name: string): Promise<readonly TagLayer[]> => {
    const path = inFolder(folder, `${name}.json`);
    if (!(await files.exists(path))) return [];
    const { layer, findings: found } = await readLayer(files, path);
    findings.push(...found);
    return [layer];
  };
  const base = await read('base');
  const environment = await read(where.environment);
  const services = new Map<string | undefined, readonly TagLayer[]>([[undefined, []]]);
  for (const service of where.services) {
    if (service !== undefined && !services.has(service)) services.set(service, await read(service));
  }
  return { below: (service) => [...base, ...(services.get(service) ?? []), ...environment], findings };
}

function notFound(looked: readonly string[]): Finding {
  return {
    severity: 'warning',
    file: looked.join(', '),
    line: 0,
    message: 'no tag layers there, so none are applied',
    hint: 'Name the folder with --tags-dir, or "tagsDir" in ssmkit.json.',
  };
}

export interface TagFlags {
  /** `-f`, `--extra-tag-file`: must exist. */
  readonly files: readonly string[];
  readonly tags: readonly string[];
  readonly nameTag: string | undefined;
}

/** Layers from the command line, in the order that counts: files, --tag, --name-tag. */
export async function layersFromFlags(
  files: FileReader,
  flags: TagFlags,
): Promise<{ readonly layers: readonly TagLayer[]; readonly findings: readonly Finding[] }> {
  const read = [];
  for (const path of flags.files) read.push(await readLayer(files, path));
  const layers: TagLayer[] = read.map(({ layer }) => layer);
  if (flags.tags.length > 0) layers.push({ origin: '--tag', tags: flags.tags.map(parseTagFlag) });
  if (flags.nameTag !== undefined) {
    layers.push({ origin: '--name-tag', tags: [{ Key: 'Name', Value: flags.nameTag }] });
  }
  return { layers, findings: read.flatMap(({ findings }) => findings) };
}
