import { readComment } from './comment.ts';
import { directiveLabel } from './directive-table.ts';

/**
 * The comment line that says `name=value` (`secret`, `key`, `tag:Owner`, …), without a line end; or nothing
 * when a value cannot stand in one line, or would not be read back exactly.
 */
export function formatDirective(name: string, value: string): string | undefined {
  const text = `${name}=${value}`;
  // A lone surrogate would be lost when the line is encoded.
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()) return undefined;
  const read = readComment(` ${text}`);
  const same =
    read.kind === 'directive' && directiveLabel(read.directive) === name && read.directive.value === value;
  return same ? `# ${text}` : undefined;
}
