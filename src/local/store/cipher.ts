import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;
const bodyStart = nonceLength + tagLength;

/** The least length of sealed bytes: nonce and tag. */
export const sealOverhead = bodyStart;

/** AES-256-GCM: nonce, tag, ciphertext. `binding` is authenticated, not contained. */
export function sealWith(key: Uint8Array, plain: Uint8Array, binding: string): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws Error when the key, the binding or the bytes are wrong. */
export function openWith(key: Uint8Array, sealed: Uint8Array, binding: string): Uint8Array {
  if (sealed.length < bodyStart) throw new Error('Sealed bytes are too short.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength));
  decipher.setAAD(Buffer.from(binding));
  decipher.setAuthTag(sealed.subarray(nonceLength, bodyStart));
  return Buffer.concat([decipher.update(sealed.subarray(bodyStart)), decipher.final()]);
}
