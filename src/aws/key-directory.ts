import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { CallError } from '../core/call-error.ts';
import { defaultKeyId } from '../core/parameter/type.ts';
import type { CallRunner, KeyDirectory } from '../core/ports.ts';
import type { Surroundings } from './call-context.ts';
import { send } from './send.ts';

/** KMS as far as ssmkit asks it. */
export function createKeyDirectory(
  client: KMSClient,
  runner: CallRunner,
  around: () => Surroundings = () => ({}),
): KeyDirectory {
  return {
    async describeKey(keyId) {
      if (keyId === defaultKeyId || keyId.endsWith(`:${defaultKeyId}`)) {
        throw new Error(`${defaultKeyId} must not be described: KMS would create it`);
      }
      try {
        const { KeyMetadata: key } = await send(
          runner,
          'kms',
          'idempotent',
          () => ({ operation: 'DescribeKey', subjects: [keyId], keyId, around: around() }),
          (options) => client.send(new DescribeKeyCommand({ KeyId: keyId }), options),
        );
        if (key === undefined) return undefined;
        return {
          arn: key.Arn ?? '',
          keyId: key.KeyId ?? keyId,
          state: key.KeyState ?? 'Unavailable',
          spec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
          usage: key.KeyUsage ?? 'ENCRYPT_DECRYPT',
          ...(key.DeletionDate !== undefined && { deletionDate: key.DeletionDate }),
        };
      } catch (error) {
        if (error instanceof CallError && error.awsCode === 'NotFoundException') return undefined;
        throw error;
      }
    },
  };
}
