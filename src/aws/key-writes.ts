import {
  CreateAliasCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  PutKeyPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { CallError } from '../core/call-error.ts';
import type { KeyAdmin } from '../core/key/key-admin.ts';
import type { CallRunner, RetryRule } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import type { Surroundings } from './call-context.ts';
import { toDetail } from './key-reads.ts';
import type { Operation } from './operation.ts';
import { send } from './send.ts';

type Writes = Pick<
  KeyAdmin,
  'createKey' | 'createAlias' | 'putPolicy' | 'setDescription' | 'setTags' | 'removeTags' | 'enableRotation'
>;

export function createKeyWrites(client: KMSClient, runner: CallRunner, around: () => Surroundings): Writes {
  const write = <T>(
    operation: Operation,
    rule: RetryRule,
    about: { readonly keyId?: string; readonly subject: string },
    call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ) => {
    const { keyId, subject } = about;
    return send(
      runner,
      'kms',
      rule,
      () => ({ operation, subjects: [subject], keyId, around: around() }),
      call,
    );
  };

  return {
    async createKey({ description, tags, policy }) {
      const { KeyMetadata } = await write('CreateKey', 'write', { subject: 'a key' }, (options) =>
        client.send(
          new CreateKeyCommand({
            Description: description,
            Tags: spelled(tags),
            ...(policy !== undefined && { Policy: policy }),
          }),
          options,
        ),
      );
      // Carried out or not: `server` makes the caller look for the key.
      if (KeyMetadata?.KeyId === undefined) throw new CallError('server', 'AWS answered no key.');
      return toDetail(KeyMetadata);
    },

    async createAlias(alias, keyId) {
      await write('CreateAlias', 'write', { keyId, subject: alias }, (options) =>
        client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: keyId }), options),
      );
    },

    async putPolicy(keyId, policy) {
      await write('PutKeyPolicy', 'write', { keyId, subject: keyId }, (options) =>
        client.send(
          new PutKeyPolicyCommand({ KeyId: keyId, PolicyName: 'default', Policy: policy }),
          options,
        ),
      );
    },

    async setDescription(keyId, description) {
      await write('UpdateKeyDescription', 'idempotent', { keyId, subject: keyId }, (options) =>
        client.send(new UpdateKeyDescriptionCommand({ KeyId: keyId, Description: description }), options),
      );
    },

    async setTags(keyId, tags) {
      await write('TagResource', 'idempotent', { keyId, subject: keyId }, (options) =>
        client.send(new TagResourceCommand({ KeyId: keyId, Tags: spelled(tags) }), options),
      );
    },

    async removeTags(keyId, keys) {
      await write('UntagResource', 'idempotent', { keyId, subject: keyId }, (options) =>
        client.send(new UntagResourceCommand({ KeyId: keyId, TagKeys: [...keys] }), options),
      );
    },

    async enableRotation(keyId, days) {
      await write('EnableKeyRotation', 'idempotent', { keyId, subject: keyId }, (options) =>
        client.send(
          new EnableKeyRotationCommand({
            KeyId: keyId,
            ...(days !== undefined && { RotationPeriodInDays: days }),
          }),
          options,
        ),
      );
    },
  };
}

/** KMS has its own spelling of a tag. */
function spelled(tags: readonly Tag[]): { TagKey: string; TagValue: string }[] {
  return tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
}
