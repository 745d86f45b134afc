import { type Finding, InputError } from '../core/errors.ts';
import { renderFinding } from '../render/finding-text.ts';
import type { Context } from './context.ts';

/**
 * Shows warnings and stops at errors, with all of them at once.
 * @throws InputError when there is an error, or, with `strict`, a warning.
 */
export function settleFindings(context: Context, findings: readonly Finding[], strict: boolean): void {
  const judged = strict ? findings.map((finding): Finding => ({ ...finding, severity: 'error' })) : findings;
  const errors = judged.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const count = errors.length === 1 ? 'One error' : `${errors.length} errors`;
    throw new InputError(`${count} in the input; nothing was sent.`, judged);
  }
  if (context.quiet) return;
  const { terminal } = context;
  for (const finding of judged) terminal.err(`${renderFinding(finding, terminal.errStyle)}\n`);
}
