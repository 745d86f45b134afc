import type { Finding } from '../core/errors.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';

/** `env.prod:12: POSTGRES_DB: error: …` with the hint below, as compilers write it, so that editors can jump there. */
export function renderFinding(finding: Finding, style: Style): string {
  const where = printable(finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file);
  const kind = finding.severity === 'error' ? style.red('error') : style.yellow('warning');
  const key = finding.key === undefined ? '' : `${finding.key}: `;
  const line = `${style.bold(where)}: ${kind}: ${printable(`${key}${finding.message}`)}`;
  return finding.hint ? `${line}\n    ${style.dim(printable(finding.hint))}` : line;
}
