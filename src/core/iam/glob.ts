/** Does an IAM pattern match every text that another pattern matches? True only where that is certain. */
export function covers(pattern: string, other: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(other);
}

/** Patterns without those that another one covers, each once, sorted. */
export function fewest(patterns: Iterable<string>): readonly string[] {
  const distinct = [...new Set(patterns)].toSorted((a, b) => (a < b ? -1 : 1));
  const wide = distinct.filter((pattern) => pattern.includes('*'));
  return distinct.filter((one) => !wide.some((pattern) => pattern !== one && covers(pattern, one)));
}
