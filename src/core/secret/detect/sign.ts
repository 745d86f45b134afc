/** Why a value looks like a secret. It never holds any part of the value, so it may be shown and logged. */
export type SecretSign =
  /** In a known format, `of` naming who gives it out: `GitHub token`. */
  | { readonly kind: 'token'; readonly of: string }
  | { readonly kind: 'private-key' }
  | { readonly kind: 'password-hash' }
  | { readonly kind: 'url-password' }
  /** `password=…`, `AccountKey=…`, `?sig=…` somewhere in it. */
  | { readonly kind: 'assignment' }
  | { readonly kind: 'authorization' }
  | { readonly kind: 'json' }
  | { readonly kind: 'key-name' }
  | { readonly kind: 'entropy' };

/** What a sign says of a key, as the end of a sentence: `DB_URL is a URL with a password`. */
export function signWords(sign: SecretSign): string {
  switch (sign.kind) {
    case 'token':
      return `looks like ${/^(?:[AEIOaeio]|npm|xAI)/.test(sign.of) ? 'an' : 'a'} ${sign.of}`;
    case 'private-key':
      return 'holds a private key';
    case 'password-hash':
      return 'holds the hash of a password';
    case 'url-password':
      return 'is a URL with a password';
    case 'assignment':
      return 'has a password, key or token as one of its settings';
    case 'authorization':
      return 'looks like an Authorization header';
    case 'json':
      return 'is JSON with a secret in it';
    case 'key-name':
      return 'is named like a secret';
    case 'entropy':
      return 'looks like a random key or token';
  }
}
