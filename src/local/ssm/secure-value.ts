import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { badCiphertext, canonicalContext, type EncryptionContext } from '../kms/ciphertext.ts';
import { decrypt, encrypt, generateDataKey } from '../kms/cryptography.ts';
import type { Call } from '../operation.ts';
import { openWith, sealWith } from '../store/cipher.ts';
import type { StoredTier } from '../store/parameters.ts';

/** AWS Encryption SDK messages begin so: `AgV4` in base64. */
const envelopeHeader = Buffer.from([0x02, 0x05, 0x78]);
const lengthBytes = 2;

/**
 * A SecureString as it is stored: base64. Standard is one KMS ciphertext, Advanced an envelope around a data
 * key; both are bound to the parameter's ARN. Source: aws-facts section 5. @throws AwsError InvalidKeyId
 */
export function encryptValue(
  call: Call,
  parameter: {
    readonly name: string;
    readonly value: string;
    readonly keyId: string;
    readonly tier: StoredTier;
  },
): string {
  const context = contextOf(call, parameter.name);
  const plain = Buffer.from(parameter.value);
  return throughSsm(call, () => {
    const bytes =
      parameter.tier === 'Standard'
        ? encrypt(call, parameter.keyId, plain, context).blob
        : encryptEnvelope(call, parameter.keyId, plain, context);
    return Buffer.from(bytes).toString('base64');
  });
}

/** @throws AwsError InvalidKeyId, or AccessDeniedException. */
export function decryptValue(call: Call, name: string, stored: string): string {
  const context = contextOf(call, name);
  const bytes = Buffer.from(stored, 'base64');
  return throughSsm(call, () => {
    const isEnvelope = bytes.subarray(0, envelopeHeader.length).equals(envelopeHeader);
    const plain = isEnvelope ? decryptEnvelope(call, bytes, context) : decrypt(call, bytes, context).plain;
    return Buffer.from(plain).toString('utf8');
  });
}

function encryptEnvelope(
  call: Call,
  keyId: string,
  plain: Uint8Array,
  context: EncryptionContext,
): Uint8Array {
  const dataKey = generateDataKey(call, keyId, 32, context);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(dataKey.blob.length);
  const body = sealWith(dataKey.plain, plain, canonicalContext(context));
  return Buffer.concat([envelopeHeader, length, dataKey.blob, body]);
}

function decryptEnvelope(call: Call, bytes: Buffer, context: EncryptionContext): Uint8Array {
  const start = envelopeHeader.length + lengthBytes;
  const end = start + bytes.readUInt16BE(envelopeHeader.length);
  const dataKey = decrypt(call, bytes.subarray(start, end), context).plain;
  try {
    return openWith(dataKey, bytes.subarray(end), canonicalContext(context));
  } catch {
    throw badCiphertext();
  }
}

function contextOf(call: Call, name: string): EncryptionContext {
  return { PARAMETER_ARN: parameterArn(name, call.scope) };
}

/** SSM hands KMS's text on; only a denial keeps its code. Source: aws-facts section 3. */
function throughSsm<T>(call: Call, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const origin =
      `(Service: AWSKMS; Status Code: ${error.status}; Error Code: ${error.code}; ` +
      `Request ID: ${call.requestId}; Proxy: null)`;
    const code = error.code === 'AccessDeniedException' ? error.code : 'InvalidKeyId';
    throw new AwsError(code, `${error.message === '' ? 'null' : error.message} ${origin}`);
  }
}
