import { SsmkitError } from '../core/errors.ts';
import type { ExportTargetOptions } from './context.ts';
import { switchOption, textOption } from './options.ts';

/** How the exported file is to stand in its folder. @throws SsmkitError `usage` for a mode that is not octal. */
export function fileOptions(options: Readonly<Record<string, unknown>>): ExportTargetOptions {
  const mode = textOption(options, 'mode');
  if (mode !== undefined && !/^0?[0-7]{3}$/.test(mode)) {
    throw new SsmkitError(
      'usage',
      `--mode takes three octal digits such as 600, not ${JSON.stringify(mode)}.`,
    );
  }
  return {
    mode: mode === undefined ? undefined : Number.parseInt(mode, 8),
    owner: textOption(options, 'owner'),
    group: textOption(options, 'group'),
    follow: switchOption(options, 'follow'),
  };
}
