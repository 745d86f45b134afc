import { AwsError } from '../aws-error.ts';
import { openWith, sealOverhead, sealWith } from '../store/cipher.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

/** KMS's own blobs begin so, which makes the base64 begin with `AQICAH`. */
const header = Buffer.from([0x01, 0x02, 0x02, 0x00, 0x78]);
const bodyStart = header.length + 16;

/** Header, key id, nonce, tag, ciphertext. The context is authenticated but not inside, as with KMS. */
export function encryptBlob(
  keyId: string,
  material: Uint8Array,
  plain: Uint8Array,
  context: EncryptionContext,
): Uint8Array {
  const idBytes = Buffer.from(keyId.replaceAll('-', ''), 'hex');
  return Buffer.concat([header, idBytes, sealWith(material, plain, `${keyId} ${canonicalContext(context)}`)]);
}

/** @throws AwsError InvalidCiphertextException when the bytes are no blob of ours. */
export function keyIdOfBlob(blob: Uint8Array): string {
  const bytes = Buffer.from(blob);
  if (bytes.length < bodyStart + sealOverhead || !bytes.subarray(0, header.length).equals(header))
    throw badCiphertext();
  const hex = bytes.subarray(header.length, bodyStart).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @throws AwsError InvalidCiphertextException, with no message, for another context or damaged bytes. */
export function decryptBlob(
  keyId: string,
  material: Uint8Array,
  blob: Uint8Array,
  context: EncryptionContext,
): Uint8Array {
  try {
    return openWith(material, blob.subarray(bodyStart), `${keyId} ${canonicalContext(context)}`);
  } catch {
    throw badCiphertext();
  }
}

/** The order of the pairs means nothing to KMS. */
export function canonicalContext(context: EncryptionContext): string {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify(pairs);
}

export function badCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException');
}
