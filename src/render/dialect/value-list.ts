import type { StoredParameter } from '../../core/parameter/stored.ts';
import type { Identity } from '../../core/ports.ts';
import { printable } from '../../core/printable.ts';
import type { Style } from '../../core/style.ts';
import { renderMarkdownTable, renderTable } from '../table.ts';

export interface ValueList {
  readonly found: readonly { readonly name: string; readonly stored: StoredParameter }[];
  readonly missing: readonly string[];
  /** Without it the values of SecureStrings are left out. */
  readonly showValues: boolean;
  readonly identity: Identity;
}

const hidden = '[hidden]';

/** Many parameters with their values; those of SecureStrings only with `showValues`. */
export function renderValues(list: ValueList, output: 'text' | 'json' | 'markdown', style: Style): string {
  if (output === 'json') return renderJson(list);
  const header = ['NAME', 'TYPE', 'VERSION', 'VALUE'];
  const rows = list.found.map(({ name, stored }) => [
    name,
    stored.type,
    String(stored.version),
    isShown(list, stored) ? inOneLine(stored.value.reveal()) : hidden,
  ]);
  return output === 'markdown' ? renderMarkdownTable(header, rows) : renderTable(header, rows, style);
}

function renderJson(list: ValueList): string {
  const document = {
    command: 'get',
    account: list.identity.account ?? null,
    region: list.identity.region,
    profile: list.identity.profile ?? null,
    endpoint: list.identity.endpoint ?? null,
    parameters: list.found.map(({ name, stored }) => ({
      name,
      type: stored.type,
      version: stored.version,
      arn: stored.arn,
      lastModified: stored.lastModified?.toISOString() ?? null,
      value: isShown(list, stored) ? stored.value.reveal() : null,
    })),
    missing: list.missing,
  };
  // What JSON need not escape can still steer a terminal; escaped it is the same document.
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

/** A value with line ends could pass for further rows. */
function inOneLine(value: string): string {
  return printable(value).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function isShown({ showValues }: ValueList, stored: StoredParameter): boolean {
  return showValues || stored.type !== 'SecureString';
}
