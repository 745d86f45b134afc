import { validationError } from '../aws-error.ts';
import { type Operation, operation } from '../operation.ts';
import { structure, textMap } from '../shape/composite.ts';
import { blob, integer, oneOf, text } from '../shape/scalar.ts';
import { decrypt, encrypt, generateDataKey } from './cryptography.ts';

export const keyIdText = text({ min: 1, max: 2048 });
const context = textMap(text());
const symmetric = 'SYMMETRIC_DEFAULT';
const algorithm = oneOf([symmetric, 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE']);

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

// All three may meet alias/aws/ssm before it exists, and then create it.
export const cryptoOperations: Readonly<Record<string, Operation>> = {
  Encrypt: operation(
    'write',
    structure(
      { KeyId: keyIdText, Plaintext: blob(4096) },
      { EncryptionContext: context, EncryptionAlgorithm: algorithm },
    ),
    (input, call) => {
      const made = encrypt(call, input.KeyId, input.Plaintext, input.EncryptionContext ?? {});
      return { CiphertextBlob: base64(made.blob), KeyId: made.keyArn, EncryptionAlgorithm: symmetric };
    },
  ),
  Decrypt: operation(
    'write',
    structure(
      { CiphertextBlob: blob(6144) },
      { EncryptionContext: context, KeyId: keyIdText, EncryptionAlgorithm: algorithm },
    ),
    (input, call) => {
      const opened = decrypt(call, input.CiphertextBlob, input.EncryptionContext ?? {}, input.KeyId);
      return { Plaintext: base64(opened.plain), KeyId: opened.keyArn, EncryptionAlgorithm: symmetric };
    },
  ),
  GenerateDataKey: operation(
    'write',
    structure(
      { KeyId: keyIdText },
      { EncryptionContext: context, KeySpec: oneOf(['AES_256', 'AES_128']), NumberOfBytes: integer(1, 1024) },
    ),
    (input, call) => {
      if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
        throw validationError('Please specify either number of bytes or key spec.');
      }
      const length = input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32);
      const made = generateDataKey(call, input.KeyId, length, input.EncryptionContext ?? {});
      return { CiphertextBlob: base64(made.blob), Plaintext: base64(made.plain), KeyId: made.keyArn };
    },
  ),
};
