import type { ExportedParameter } from '../core/parameter/exported.ts';
import type { Identity } from '../core/ports.ts';
import { plain } from '../core/style.ts';
import { renderMarkdownTable, renderTable } from './table.ts';

interface NamedParameter {
  readonly name: string;
  readonly parameter: ExportedParameter;
}

/** The variables a program would be given, without their values. */
export function renderExecPreview(
  variables: readonly NamedParameter[],
  output: 'text' | 'json' | 'markdown',
  identity: Identity,
): string {
  if (output === 'json') {
    const document = {
      command: 'exec',
      mode: 'preview',
      account: identity.account ?? null,
      region: identity.region,
      profile: identity.profile ?? null,
      endpoint: identity.endpoint ?? null,
      variables: variables.map(({ name, parameter: { stored } }) => ({
        name,
        parameter: stored.name,
        type: stored.type,
        version: stored.version,
      })),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
  const header = ['VARIABLE', 'PARAMETER', 'TYPE'];
  const rows = variables.map(({ name, parameter: { stored } }) => [name, stored.name, stored.type]);
  return output === 'markdown' ? renderMarkdownTable(header, rows) : renderTable(header, rows, plain);
}
