import type { Secret } from '../../core/secret/secret.ts';

/** A rendered export as the bytes of its file. The dialects have refused what UTF-8 cannot carry. */
export function encoded(text: Secret): Uint8Array {
  return new TextEncoder().encode(text.reveal());
}
