import type { Secret } from '../secret.ts';
import { holdsAssignment, isAuthorization } from './assignment.ts';
import { textInBase64 } from './decode-base64.ts';
import { jsonMembers } from './json-members.ts';
import { isNamedSecret } from './key-name.ts';
import { isIdentityName, isPublicName, keyWords } from './key-words.ts';
import { looksRandom } from './opaque.ts';
import { holdsPasswordHash } from './password-hash.ts';
import { isFilePath, isReference, isUrl } from './placeholder.ts';
import { holdsPrivateKey } from './private-key.ts';
import type { SecretSign } from './sign.ts';
import { tokenIn } from './token.ts';
import { holdsUrlPassword } from './url-password.ts';

/**
 * Does a value look like a secret, by what it is or by what its key is called? A guess that warns, never one
 * that decides: passwords in words under harmless names pass. Takes any text, in time linear in its length.
 * @param name an env name, a key with levels, or a full parameter name.
 */
export function looksSecret(name: string, value: Secret): SecretSign | undefined {
  const text = value.reveal().trim();
  const words = keyWords(name);
  const sign = signOfValue(text, isPublicName(words));
  if (sign !== undefined) return sign;
  const members = jsonMembers(text);
  if (members && hasSecretMember(members)) return { kind: 'json' };
  if (isNamedSecret(words, text)) return { kind: 'key-name' };
  if (members !== undefined || isPublicName(words) || isIdentityName(words)) return undefined;
  return isRandomValue(text, words.includes('key')) ? { kind: 'entropy' } : undefined;
}

/** What the value says by itself, whatever its key is called. */
function signOfValue(text: string, isPublic: boolean): SecretSign | undefined {
  if (holdsPrivateKey(text)) return { kind: 'private-key' };
  if (holdsUrlPassword(text)) return { kind: 'url-password' };
  const token = tokenIn(text, isPublic);
  if (token !== undefined) return { kind: 'token', of: token };
  if (holdsPasswordHash(text)) return { kind: 'password-hash' };
  if (isAuthorization(text)) return { kind: 'authorization' };
  if (holdsAssignment(text)) return { kind: 'assignment' };
  const decoded = textInBase64(text);
  return decoded === undefined ? undefined : signOfDecoded(decoded);
}

/** Base64 is packing: what is in it counts, and once unpacked it is not unpacked again. */
function signOfDecoded(text: string): SecretSign | undefined {
  if (holdsPrivateKey(text)) return { kind: 'private-key' };
  const members = jsonMembers(text);
  if (members && hasSecretMember(members)) return { kind: 'json' };
  return holdsUrlPassword(text) || holdsAssignment(text) ? { kind: 'assignment' } : undefined;
}

function hasSecretMember(members: readonly (readonly [string, string])[]): boolean {
  // A list's texts share one name, and there may be thousands.
  const words = new Map<string, readonly string[]>();
  return members.some(([name, member]) => {
    const known = words.get(name) ?? keyWords(name);
    words.set(name, known);
    return isNamedSecret(known, member) || holdsPrivateKey(member) || holdsUrlPassword(member);
  });
}

function isRandomValue(text: string, named: boolean): boolean {
  if (isReference(text) || isFilePath(text) || isUrl(text) || textInBase64(text) !== undefined) return false;
  return looksRandom(text, named);
}
