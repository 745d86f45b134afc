import { exampleNames } from '../core/envfile/example-names.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import type { Secret } from '../core/secret/secret.ts';
import { type DialectResult, problemText } from '../render/dialect/dialect.ts';
import { renderExport } from '../render/dialect/dialects.ts';
import { encoded } from '../render/dialect/encoded.ts';
import { type MergeCounts, type MergeResult, mergeDotenv } from '../render/dialect/merge-dotenv.ts';
import {
  type BuiltDocument,
  buildExportDocument,
  type MarkerLevel,
  managedDirectives,
  markerLevels,
} from '../render/export-document.ts';
import { exportHeader, type HeaderFacts } from '../render/export-header.ts';
import type { Context } from './context.ts';
import type { FormatChoice } from './export-format-options.ts';
import { listOption, switchOption, textOption } from './options.ts';

type Options = Readonly<Record<string, unknown>>;
type Facts = Omit<HeaderFacts, 'time' | 'hasSecrets'>;

const discoveryDeniedWarning = 'Finding the services was denied: those of ssmkit.json were exported.';

interface ExportedText {
  readonly text: Uint8Array;
  readonly warnings: string[];
  /** To be printed before the text is put in place. */
  readonly maskCommands: Uint8Array | undefined;
  /** What became of the lines of a file that was merged into. */
  readonly merged: MergeCounts | undefined;
}

/** The bytes of an export, alone or in the lines of `mergeInto`, proved by reading them back. @throws SsmkitError `failed` with everything in the way. */
export async function exportText(
  context: Context,
  options: Options,
  { format, secretName }: FormatChoice,
  parameters: readonly ExportedParameter[],
  facts: Facts,
  mergeInto?: Secret | undefined,
): Promise<ExportedText> {
  const strict = switchOption(options, 'strict');
  const header = exportHeader({
    ...facts,
    time: options.timestamp === false ? undefined : headerTime(context),
    hasSecrets: parameters.some(({ stored }) => stored.type === 'SecureString'),
  });
  const markers = markerLevels.find((level) => level === options.markers) ?? ('types' satisfies MarkerLevel);
  const built = buildExportDocument(parameters, {
    header,
    markers,
    prefixKeys: switchOption(options, 'prefixKeys'),
    allowNames: new Set(listOption(options, 'allowName')),
  });
  refuse(built.problems.map(({ parameter, reason, hint }) => `${parameter} ${reason}. ${hint}`));
  refuse(await missingNames(context, options, built));
  const random = crypto.randomUUID().replaceAll('-', '');
  const narrowed = listOption(options, 'service').length > 0 || facts.discoveryDenied === true;
  const result: DialectResult | MergeResult =
    mergeInto === undefined
      ? renderExport(format, built.document, { strict, secretName, random })
      : mergeDotenv(mergeInto, built.document, { strict, managed: managedDirectives[markers], narrowed });
  if ('errors' in result) {
    refuse(result.errors.map(problemText));
    throw new SsmkitError('failed', 'The export could not be rendered; nothing was written.');
  }
  if (strict) refuse(built.warnings);
  // The header would say so, and a file that is merged into need not have one.
  const denied = mergeInto !== undefined && facts.discoveryDenied === true ? [discoveryDeniedWarning] : [];
  return {
    text: encoded(result.text),
    warnings: [...denied, ...built.warnings, ...result.warnings.map(problemText)],
    maskCommands: 'maskCommands' in result && result.maskCommands ? encoded(result.maskCommands) : undefined,
    merged: 'counts' in result ? result.counts : undefined,
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
