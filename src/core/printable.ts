/**
 * Text that cannot steer a terminal: control characters (C0, DEL, C1), line separators and bidirectional
 * overrides become `\u001b`, as JSON writes them. Newlines and tabs stay. Names are checked, but file names,
 * profiles, key ids and what AWS says are not.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u${hex(character)}`,
  );
}

/** At least four hexadecimal digits of a character's code point. */
export function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
