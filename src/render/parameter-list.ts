import type { ParameterMetadata, StoredParameter } from '../core/parameter/stored.ts';
import type { Identity } from '../core/ports.ts';
import type { Style } from '../core/style.ts';
import { renderMarkdownTable, renderTable } from './table.ts';
import { timeWords } from './time.ts';

export interface ListedParameter {
  readonly stored: StoredParameter;
  /** Undefined when it was not asked for, or could not be read. */
  readonly metadata: ParameterMetadata | undefined;
}

export interface ParameterList {
  readonly parameters: readonly ListedParameter[];
  /** Tier and key as well. */
  readonly long: boolean;
  readonly identity: Identity;
}

/** Parameters without their values, as a table, JSON or Markdown. */
export function renderParameterList(
  list: ParameterList,
  output: 'text' | 'json' | 'markdown',
  style: Style,
): string {
  if (output === 'json') return renderJson(list);
  const header = ['NAME', 'TYPE', 'VERSION', 'MODIFIED', ...(list.long ? ['TIER', 'KEY'] : [])];
  const rows = list.parameters.map(({ stored, metadata }) => [
    stored.name,
    stored.type,
    String(stored.version),
    timeWords(stored.lastModified),
    ...(list.long ? [metadata?.tier ?? '?', metadata ? (metadata.keyId ?? '-') : '?'] : []),
  ]);
  return output === 'markdown' ? renderMarkdownTable(header, rows) : renderTable(header, rows, style);
}

function renderJson({ parameters, long, identity }: ParameterList): string {
  const document = {
    command: 'list',
    account: identity.account ?? null,
    region: identity.region,
    profile: identity.profile ?? null,
    endpoint: identity.endpoint ?? null,
    parameters: parameters.map(({ stored, metadata }) => ({
      name: stored.name,
      type: stored.type,
      version: stored.version,
      lastModified: stored.lastModified?.toISOString() ?? null,
      arn: stored.arn,
      dataType: stored.dataType,
      ...(long ? { tier: metadata?.tier ?? null, keyId: metadata?.keyId ?? null } : {}),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
