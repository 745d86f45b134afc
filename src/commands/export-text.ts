import { exampleNames } from '../core/envfile/example-names.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { problemText } from '../render/dialect/dialect.ts';
import { renderExport } from '../render/dialect/dialects.ts';
import { encoded } from '../render/dialect/encoded.ts';
import {
  type BuiltDocument,
  buildExportDocument,
  type MarkerLevel,
  markerLevels,
} from '../render/export-document.ts';
import { exportHeader, type HeaderFacts } from '../render/export-header.ts';
import type { Context } from './context.ts';
import type { FormatChoice } from './export-format-options.ts';
import { listOption, switchOption, textOption } from './options.ts';

type Options = Readonly<Record<string, unknown>>;
type Facts = Omit<HeaderFacts, 'time' | 'hasSecrets'>;

interface ExportedText {
  readonly text: Uint8Array;
  readonly warnings: string[];
  /** To be printed before the text is put in place. */
  readonly maskCommands: Uint8Array | undefined;
}

/** The bytes of an export, proved by reading them back. @throws SsmkitError `failed` with everything in the way. */
export async function exportText(
  context: Context,
  options: Options,
  { format, secretName }: FormatChoice,
  parameters: readonly ExportedParameter[],
  facts: Facts,
): Promise<ExportedText> {
  const strict = switchOption(options, 'strict');
  const header = exportHeader({
    ...facts,
    time: options.timestamp === false ? undefined : headerTime(context),
    hasSecrets: parameters.some(({ stored }) => stored.type === 'SecureString'),
  });
  const built = buildExportDocument(parameters, {
    header,
    markers: markerLevels.find((level) => level === options.markers) ?? ('types' satisfies MarkerLevel),
    prefixKeys: switchOption(options, 'prefixKeys'),
    allowNames: new Set(listOption(options, 'allowName')),
  });
  refuse(built.problems.map(({ parameter, reason, hint }) => `${parameter} ${reason}. ${hint}`));
  refuse(await missingNames(context, options, built));
  const random = crypto.randomUUID().replaceAll('-', '');
  const result = renderExport(format, built.document, { strict, secretName, random });
  if ('errors' in result) {
    refuse(result.errors.map(problemText));
    throw new SsmkitError('failed', 'The export could not be rendered; nothing was written.');
  }
  if (strict) refuse(built.warnings);
  return {
    text: encoded(result.text),
    warnings: [...built.warnings, ...result.warnings.map(problemText)],
    maskCommands: result.maskCommands && encoded(result.maskCommands),
  };
}

/** SOURCE_DATE_EPOCH makes files reproducible. See https://reproducible-builds.org/specs/source-date-epoch/ */
function headerTime(context: Context): Date {
  const epoch = context.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return new Date(context.clock.now());
  if (!/^\d{1,12}$/.test(epoch)) {
    throw new SsmkitError('usage', 'SOURCE_DATE_EPOCH is not a number of seconds.', {
      hint: 'Set it to seconds since 1970, or unset it.',
    });
  }
  return new Date(Number(epoch) * 1000);
}

async function missingNames(
  context: Context,
  options: Options,
  built: BuiltDocument,
): Promise<readonly string[]> {
  const wanted = new Map<string, string>();
  for (const list of listOption(options, 'require')) {
    for (const name of list.split(',')) if (name.trim() !== '') wanted.set(name.trim(), '--require');
  }
  const example = textOption(options, 'example');
  if (example !== undefined) {
    for (const name of exampleNames(await context.files.read(example))) wanted.set(name, example);
  }
  const present = new Set(built.document.sections.flatMap(({ entries }) => entries.map(({ name }) => name)));
  return [...wanted]
    .filter(([name]) => !present.has(name))
    .map(([name, by]) => `${name} is missing; ${by} asks for it.`);
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const [first] = problems;
  const message =
    problems.length === 1
      ? `${first}`
      : `${problems.length} problems:\n${problems.map((text) => `  ${text}`).join('\n')}`;
  throw new SsmkitError('failed', `${message}`, {
    hint: 'Nothing was written; the old file, if any, is as it was.',
  });
}
