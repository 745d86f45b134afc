/** Two texts line by line, as `diff` shows them: `- ` gone, `+ ` new, two blanks for what stays. */
export function lineDifference(before: readonly string[], after: readonly string[]): readonly string[] {
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [old, next] = [before[at], after[to]];
    if (old !== undefined && old === next) {
      lines.push(`  ${old}`);
      at += 1;
      to += 1;
    } else if (
      old !== undefined &&
      (next === undefined || rest(common, at + 1, to) >= rest(common, at, to + 1))
    ) {
      lines.push(`- ${old}`);
      at += 1;
    } else {
      lines.push(`+ ${next}`);
      to += 1;
    }
  }
  return lines;
}

/** How many lines the rests from each pair of places have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    for (let to = after.length - 1; to >= 0; to -= 1) {
      row[to] =
        before[at] === after[to]
          ? rest(table, at + 1, to + 1) + 1
          : Math.max(rest(table, at + 1, to), rest(table, at, to + 1));
    }
  }
  return table;
}

function rest(table: readonly (readonly number[])[], at: number, to: number): number {
  return table[at]?.[to] ?? 0;
}
