import { Secret } from './secret.ts';

/** Bytes as a value. @returns undefined when they are not UTF-8, which Parameter Store cannot hold. */
export function secretFromBytes(
  bytes: Uint8Array,
  options: { readonly dropNewline: boolean },
): Secret | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
  // Exactly one: `echo` and editors add one, and a value may well end with more.
  return new Secret(options.dropNewline ? text.replace(/\r?\n$/, '') : text);
}
