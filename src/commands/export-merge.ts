import { InputError, SsmkitError } from '../core/errors.ts';
import type { Secret } from '../core/secret/secret.ts';
import { readMergeBase } from '../render/dialect/merge-base.ts';
import type { Context, ExportTargetOptions, ReadTarget } from './context.ts';
import type { FormatChoice } from './export-format-options.ts';
import { switchOption } from './options.ts';

/** The file to merge into. */
export interface MergeInto extends Pick<ReadTarget, 'stamp'> {
  /** Undefined where there is no file yet: then the export is written as without --merge. */
  readonly text: Secret | undefined;
}

/**
 * The target as it is before anything is sent; undefined without --merge.
 * @throws SsmkitError `usage` for options that do not go with it, InputError for a file whose statements
 *   readers do not agree on, and as ExportTarget.read does.
 */
export async function mergeTarget(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  target: string,
  { format }: FormatChoice,
  { follow }: ExportTargetOptions,
): Promise<MergeInto | undefined> {
  if (!switchOption(options, 'merge')) return undefined;
  if (format !== 'dotenv') {
    throw new SsmkitError('usage', `--merge is for --format dotenv, not for ${format}.`);
  }
  if (target === '-') {
    throw new SsmkitError('usage', 'Standard output has nothing to merge into.', { hint: 'Name a file.' });
  }
  if (options.decrypt === false) {
    throw new SsmkitError('usage', '--merge and --no-decrypt contradict each other.', {
      hint: 'A file is ciphertext as a whole or not at all: seed must be able to tell.',
    });
  }
  const { bytes, stamp } = await context.exportTarget.read(target, { follow });
  if (bytes === undefined) return { text: undefined, stamp };
  const read = readMergeBase(bytes, target);
  if ('text' in read) return { text: read.text, stamp };
  throw new InputError(
    `${JSON.stringify(target)} cannot be merged into: its readers would not agree on it.`,
    read.findings,
    {
      hint: 'The file is as it was. Correct it, or export to another file.',
    },
  );
}
