import { policyDocument, policySize } from '../core/iam/document.ts';
import type { Statement } from '../core/iam/policy.ts';
import type { ArnScope } from '../core/parameter/name.ts';
import { printable } from '../core/printable.ts';
import { renderTerraform } from './iam-terraform.ts';

export const policyFormats = ['json', 'terraform'] as const;
export type PolicyFormat = (typeof policyFormats)[number];

export interface PolicyView {
  /** Whom or what the policy is for: `application of prod`. */
  readonly title: string;
  /** Of Terraform's data source. */
  readonly name: string;
  readonly role: string | undefined;
  readonly command: string | undefined;
  /** Undefined where nothing is called, so that there is no policy. */
  readonly scope: ArnScope | undefined;
  readonly statements: readonly Statement[];
  readonly notes: readonly string[];
}

/** In text the policy alone, which is nothing where nothing is called. */
export function renderPolicy(
  view: PolicyView,
  format: PolicyFormat,
  output: 'text' | 'json' | 'markdown',
): string {
  const { statements, scope } = view;
  const text = format === 'json' ? renderJson(statements) : renderTerraform(view.name, statements);
  switch (output) {
    case 'text':
      return scope === undefined ? '' : text;
    case 'json':
      return `${JSON.stringify(
        {
          command: 'iam policy',
          role: view.role ?? null,
          line: view.command ?? null,
          partition: scope?.partition ?? null,
          region: scope?.region ?? null,
          account: scope?.account ?? null,
          characters: scope === undefined ? 0 : policySize(statements),
          policy: scope === undefined ? null : policyDocument(statements),
          notes: view.notes,
        },
        null,
        2,
      )}\n`;
    case 'markdown': {
      const fence =
        scope === undefined ? '' : `\n\`\`\`${format === 'json' ? 'json' : 'hcl'}\n${text}\`\`\`\n`;
      const notes = view.notes.map((note) => `- ${escaped(note)}\n`).join('');
      return `### Policy: ${escaped(view.title)}\n${fence}${notes === '' ? '' : `\n${notes}`}`;
    }
  }
}

function renderJson(statements: readonly Statement[]): string {
  return `${JSON.stringify(policyDocument(statements), null, 2)}\n`;
}

/** Text that cannot start markup. */
function escaped(text: string): string {
  return printable(text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s*\n\s*/g, ' '));
}
