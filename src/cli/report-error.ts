import { InputError, SsmkitError } from '../core/errors.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { exitCode, exitCodeOf } from './exit-code.ts';

export interface ErrorReport {
  readonly text: string;
  readonly exitCode: number;
}

/** An error as text for stderr, once, and the exit code it means. Stacks only with --debug; values never. */
export function reportError(
  error: unknown,
  style: Style,
  debug: boolean,
  renderFinding: (finding: InputError['findings'][number], style: Style) => string,
): ErrorReport {
  if (error instanceof SsmkitError) {
    const findings =
      error instanceof InputError ? error.findings.map((finding) => renderFinding(finding, style)) : [];
    const lines = [...findings, `${style.red('ssmkit:')} ${printable(error.message)}`];
    if (error.hint) lines.push(`  ${printable(error.hint)}`);
    if (debug && error.stack) lines.push(style.dim(framesOf(error)));
    return { text: `${lines.join('\n')}\n`, exitCode: exitCodeOf(error.code) };
  }
  // Not one of ours: a defect. Its message may hold anything, so only its kind and frames are shown.
  const name = error instanceof Error ? error.name : typeof error;
  const frames = debug && error instanceof Error ? `\n${style.dim(framesOf(error))}` : '';
  const text = `${style.red('ssmkit:')} internal error (${name}).${frames}\n  Please report it; --debug shows where it happened.\n`;
  return { text, exitCode: exitCode.failed };
}

/** The stack without its first lines, which repeat the message; that can hold lines that look like frames. */
function framesOf(error: Error): string {
  const stack = error.stack ?? '';
  const message = stack.indexOf(error.message);
  return stack
    .slice(message < 0 ? stack.length : message + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
