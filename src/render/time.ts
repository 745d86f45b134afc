/** `2026-11-22 12:00:00Z`: to the second, in UTC, the same on every machine. */
export function timeWords(time: Date | undefined): string {
  return time === undefined
    ? '-'
    : time
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d{3}Z$/, 'Z');
}
