import { SsmkitError } from '../core/errors.ts';
import type { Dialect } from '../render/dialect/dialect.ts';
import { dialects } from '../render/dialect/dialect-table.ts';
import { type ExportFormat, exportFormats } from '../render/dialect/format.ts';
import { secretNameProblem } from '../render/dialect/secret-name.ts';
import type { Context } from './context.ts';
import { textOption } from './options.ts';

/** The format of an export, with what it alone needs. */
export interface FormatChoice extends Pick<Dialect, 'needsValues' | 'placement'> {
  readonly format: ExportFormat;
  readonly secretName: string | undefined;
}

/** @throws SsmkitError `usage` for options that do not go together with the format. */
export function formatChoice(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  target: string,
): FormatChoice {
  const format = exportFormats.find((known) => known === options.format) ?? 'dotenv';
  const { needsValues, placement } = dialects[format];
  if (placement === 'append') checkAppended(context, options, target, format);
  return { format, needsValues, placement, secretName: secretNameOption(options, format) };
}

function checkAppended(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  target: string,
  format: ExportFormat,
): void {
  if (target === '-' || (context.output !== 'text' && context.mode !== 'preview')) {
    throw new SsmkitError('usage', `With --format ${format} standard output is for the masks alone.`, {
      hint: 'Name "$GITHUB_ENV" as the file, and leave out --output.',
    });
  }
  const given = ['mode', 'owner', 'group'].find((name) => textOption(options, name) !== undefined);
  if (given === undefined) return;
  throw new SsmkitError('usage', `--format ${format} adds to a file, which keeps its ${given}.`, {
    hint: `Leave out --${given}.`,
  });
}

function secretNameOption(
  options: Readonly<Record<string, unknown>>,
  format: ExportFormat,
): string | undefined {
  const name = textOption(options, 'secretName');
  if (format !== 'k8s-secret') {
    if (name === undefined) return undefined;
    throw new SsmkitError('usage', '--secret-name says nothing without --format k8s-secret.');
  }
  if (name === undefined) {
    throw new SsmkitError('usage', 'The name of the Secret is not known.', { hint: 'Give --secret-name.' });
  }
  const problem = secretNameProblem(name);
  if (problem === undefined) return name;
  throw new SsmkitError('usage', `--secret-name ${JSON.stringify(name)} ${problem}.`);
}
