import type { ExportedParameter } from '../core/parameter/exported.ts';
import type { Identity } from '../core/ports.ts';
import type { MergeCounts } from './dialect/merge-dotenv.ts';
import { identityWords } from './identity.ts';
import { plural } from './step-line.ts';

type Output = 'text' | 'json' | 'markdown';

export interface ExportSummary {
  readonly target: string;
  readonly parameters: readonly ExportedParameter[];
  readonly warnings: readonly string[];
  readonly identity: Identity;
  /** Undefined for a file that was added to. */
  readonly mode: number | undefined;
  /** What became of the lines of a file that was merged into. */
  readonly merged?: MergeCounts | undefined;
}

/** What an export wrote; names, never values. */
export function renderExportSummary(summary: ExportSummary, output: Output): string {
  const { target, parameters, identity } = summary;
  const services = new Set(parameters.map(({ service }) => service)).size;
  const secrets = parameters.filter(({ stored }) => stored.type === 'SecureString').length;
  if (output === 'json')
    return runDocument('apply', summary.parameters, identity, {
      ...{ target, warnings: summary.warnings },
      ...(summary.merged && { merged: summary.merged }),
    });
  const file = summary.mode === undefined ? target : `${target} (mode ${summary.mode.toString(8)})`;
  const where = target === '-' ? 'standard output' : file;
  const words = `Wrote ${plural(parameters.length, 'parameter')} of ${plural(services, 'service')}, ${plural(secrets, 'secret')}, to ${where}.${mergedWords(summary.merged)}`;
  if (output === 'markdown') return `### export\n\n${words}\n${parameterList(parameters, '- `', '`')}`;
  return `${words}\n${identityWords(identity)}\n`;
}

function mergedWords(counts: MergeCounts | undefined): string {
  if (counts === undefined) return '';
  const { replaced, added, unchanged, kept } = counts;
  return ` Merged: ${replaced} replaced, ${added} added, ${unchanged} unchanged; ${kept} of the file's own kept.`;
}

/** What an export would write. */
export function renderExportPreview(
  parameters: readonly ExportedParameter[],
  output: Output,
  identity: Identity,
): string {
  if (output === 'json') return runDocument('preview', parameters, identity, {});
  if (output === 'markdown') return `### export (dry run)\n\n${parameterList(parameters, '- `', '`')}`;
  return `${identityWords(identity)}\n\n${parameterList(parameters, '  ', '')}\n${plural(parameters.length, 'parameter')} to export.\n`;
}

function parameterList(parameters: readonly ExportedParameter[], before: string, after: string): string {
  return parameters.map(({ stored }) => `${before}${stored.name}${after}  ${stored.type}\n`).join('');
}

function runDocument(
  mode: 'preview' | 'apply',
  parameters: readonly ExportedParameter[],
  identity: Identity,
  more: object,
): string {
  const document = {
    command: 'export',
    mode,
    account: identity.account ?? null,
    region: identity.region,
    profile: identity.profile ?? null,
    endpoint: identity.endpoint ?? null,
    parameters: parameters.map(({ service, key, stored }) => ({
      name: stored.name,
      service: service ?? null,
      key,
      type: stored.type,
      version: stored.version,
    })),
    ...more,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
