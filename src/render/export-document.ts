import { formatDirective } from '../core/envfile/directive.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { defaultKeyId } from '../core/parameter/type.ts';
import type { ExportDocument, ExportEntry, ExportSection } from './dialect/document.ts';
import { nameKeys } from './dialect/env-name.ts';

export const markerLevels = ['none', 'types', 'full'] as const;
/** How much above each key is written, so that the file can be seeded back. */
export type MarkerLevel = (typeof markerLevels)[number];

/** The directives that each level writes; all others above a key are the user's. */
export const managedDirectives: Readonly<Record<MarkerLevel, ReadonlySet<string>>> = {
  none: new Set(),
  types: new Set(['secret', 'type', 'key']),
  full: new Set(['secret', 'type', 'key', 'tier', 'key-id', 'description', 'tag']),
};

export interface DocumentOptions {
  readonly header: readonly string[];
  readonly markers: MarkerLevel;
  readonly prefixKeys: boolean;
  /** Names that may be written although they steer loaders. */
  readonly allowNames: ReadonlySet<string> | 'all';
}

export interface DocumentProblem {
  readonly parameter: string;
  readonly reason: string;
  readonly hint: string;
}

export interface BuiltDocument {
  readonly document: ExportDocument;
  /** Keys that cannot be env names; the document must not be written. */
  readonly problems: readonly DocumentProblem[];
  /** Directives left out because a comment cannot carry them. */
  readonly warnings: readonly string[];
}

/** The parameters of an environment as a document of sections, with the directives that `markers` asks for. */
export function buildExportDocument(
  parameters: readonly ExportedParameter[],
  options: DocumentOptions,
): BuiltDocument {
  const problems: DocumentProblem[] = [];
  const warnings: string[] = [];
  const sections = new Map<string | undefined, ExportEntry[]>();
  const named = nameKeys(
    parameters.map(({ service, key, stored }) => ({ service, key, parameter: stored.name })),
    { prefix: options.prefixKeys, allow: options.allowNames },
  );
  for (const [index, naming] of named.entries()) {
    const parameter = parameters[index];
    if (!parameter) continue;
    if ('reason' in naming) {
      problems.push({ parameter: parameter.stored.name, reason: naming.reason, hint: naming.hint });
      continue;
    }
    const entries = sections.get(parameter.service) ?? [];
    sections.set(parameter.service, entries);
    entries.push({
      name: naming.name,
      parameter: parameter.stored.name,
      arn: parameter.stored.arn,
      value: parameter.stored.value,
      secret: parameter.stored.type === 'SecureString',
      comments: directivesOf(parameter, naming.name, options.markers, warnings),
    });
  }
  const list: ExportSection[] = [...sections].map(([service, entries]) => ({ service, entries }));
  return { document: { header: options.header, sections: list }, problems, warnings };
}

function directivesOf(
  parameter: ExportedParameter,
  name: string,
  markers: MarkerLevel,
  warnings: string[],
): readonly string[] {
  if (markers === 'none') return [];
  const lines: string[] = [];
  const add = (directive: string, value: string) => {
    const line = formatDirective(directive, value);
    if (line === undefined)
      warnings.push(`${parameter.stored.name}: its ${directive} cannot stand in a comment and is left out.`);
    else lines.push(line);
  };
  const { type } = parameter.stored;
  if (type === 'SecureString') add('secret', 'true');
  if (type === 'StringList') add('type', 'StringList');
  if (name !== parameter.key) add('key', parameter.key);
  if (markers === 'full') {
    const { metadata, tags } = parameter;
    if (metadata && metadata.tier !== 'Standard') add('tier', metadata.tier);
    if (metadata?.keyId !== undefined && metadata.keyId !== defaultKeyId && type === 'SecureString') {
      add('key-id', metadata.keyId);
    }
    if (metadata?.description) add('description', metadata.description);
    for (const tag of tags ?? []) add(`tag:${tag.Key}`, tag.Value);
  }
  return lines;
}
