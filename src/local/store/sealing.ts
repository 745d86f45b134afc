import { openWith, sealWith } from './cipher.ts';

/**
 * What lies in the database is sealed under the folder's key. `binding` says where the bytes belong and is
 * authenticated, so that a row copied over another one is noticed.
 */
export interface Sealer {
  seal(plain: Uint8Array, binding: string): Uint8Array;
  /** @throws Error when the key, the binding or the bytes are wrong. */
  open(sealed: Uint8Array, binding: string): Uint8Array;
}

/** @param key 32 bytes. */
export function createSealer(key: Uint8Array): Sealer {
  if (key.length !== 32) throw new RangeError(`A folder key has 32 bytes, this one ${key.length}.`);
  return {
    seal: (plain, binding) => sealWith(key, plain, binding),
    open: (sealed, binding) => openWith(key, sealed, binding),
  };
}
