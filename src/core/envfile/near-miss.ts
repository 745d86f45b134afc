/** Is `word` one slip away from `known` (ASCII): a letter added, missing or wrong, or two neighbours swapped? */
export function isOneEditOff(word: string, known: string): boolean {
  if (word === known || word.length > known.length + 2 || word.length < known.length - 1) return false;
  let start = 0;
  while (start < known.length && word[start] === known[start]) start += 1;
  let end = 0;
  const least = Math.min(word.length, known.length) - start;
  while (end < least && word.at(-1 - end) === known.at(-1 - end)) end += 1;
  // By code points: a look-alike letter is one slip, whatever its encoding.
  const has = [...word.slice(start, word.length - end)];
  const wants = known.slice(start, known.length - end);
  if (has.length <= 1 && wants.length <= 1) return true;
  return has.length === 2 && wants.length === 2 && has[0] === wants[1] && has[1] === wants[0];
}
