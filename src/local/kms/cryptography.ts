import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Call } from '../operation.ts';
import { findKey, type KeyRecord, openMaterial } from '../store/keys.ts';
import { decryptBlob, type EncryptionContext, encryptBlob, keyIdOfBlob } from './ciphertext.ts';
import { keyArn, lookUpKey, requireState } from './key-lookup.ts';

export interface Encrypted {
  readonly keyArn: string;
  readonly blob: Uint8Array;
}

/** @throws AwsError with KMS's own codes and texts. */
export function encrypt(call: Call, keyId: string, plain: Uint8Array, context: EncryptionContext): Encrypted {
  return encryptUnder(call, usableKey(call, keyId, 'kms:Encrypt'), plain, context);
}

/** A fresh data key, plain and encrypted. @throws AwsError */
export function generateDataKey(
  call: Call,
  keyId: string,
  length: number,
  context: EncryptionContext,
): Encrypted & { readonly plain: Uint8Array } {
  const plain = randomBytes(length);
  return { ...encryptUnder(call, usableKey(call, keyId, 'kms:GenerateDataKey'), plain, context), plain };
}

/** @param expected the key the caller insists on, in any form. @throws AwsError */
export function decrypt(
  call: Call,
  blob: Uint8Array,
  context: EncryptionContext,
  expected?: string,
): { readonly keyArn: string; readonly plain: Uint8Array } {
  const id = keyIdOfBlob(blob);
  const key = findKey(call.database, call.scope, id);
  if (expected !== undefined && lookUpKey(call, expected).id !== id) {
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  if (!key) {
    throw new AwsError(
      'AccessDeniedException',
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, ' +
        'or you are not allowed to access.',
    );
  }
  authorizeUse(call, key, 'kms:Decrypt');
  requireState(call, key, ['Enabled']);
  const plain = decryptBlob(id, openMaterial(call.sealer, call.scope, key), blob, context);
  return { keyArn: keyArn(call.scope, id), plain };
}

function encryptUnder(call: Call, key: KeyRecord, plain: Uint8Array, context: EncryptionContext): Encrypted {
  const material = openMaterial(call.sealer, call.scope, key);
  return { keyArn: keyArn(call.scope, key.id), blob: encryptBlob(key.id, material, plain, context) };
}

function usableKey(call: Call, keyId: string, action: string): KeyRecord {
  const key = lookUpKey(call, keyId);
  authorizeUse(call, key, action);
  requireState(call, key, ['Enabled']);
  return key;
}

/** The key policy of `alias/aws/ssm` lets the whole account use it through SSM (aws-facts section 5). */
function authorizeUse(call: Call, key: KeyRecord, action: string): void {
  if (key.manager === 'CUSTOMER') call.authorize(action, keyArn(call.scope, key.id));
}
