/** The text that a trimmed value spells in base64; undefined when it is not base64, or of bytes that are no text. */
export function textInBase64(text: string): string | undefined {
  if (text.length < 12 || !/^[A-Za-z0-9+/\r\n]+={0,2}$/.test(text)) return undefined;
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
    );
    return /^[\t\n\r\u0020-\u007e\u00a1-\uffff]*$/u.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
