import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  type KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { CallError } from '../core/call-error.ts';
import type { KeyAdmin, KeyAlias, KeyDetail } from '../core/key/key-admin.ts';
import type { CallRunner } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import type { Surroundings } from './call-context.ts';
import type { Operation } from './operation.ts';
import { send } from './send.ts';

/** The most that a page of each listing holds. Source: the KMS API reference. */
const pageSize = { aliases: 100, keys: 1000, tags: 50 };
/** Of calls that are about no single key. */
const everything = ['this account and Region'];

type Reads = Pick<KeyAdmin, 'describe' | 'listAliases' | 'listKeys' | 'listTags' | 'rotation' | 'policy'>;

export function createKeyReads(
  client: KMSClient,
  runner: CallRunner,
  around: () => Surroundings,
  onArn: (arn: string) => void,
): Reads {
  const read = <T>(
    operation: Operation,
    keyId: string | undefined,
    call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ) => {
    const subjects = keyId === undefined ? everything : [keyId];
    return send(runner, 'kms', 'idempotent', () => ({ operation, subjects, keyId, around: around() }), call);
  };

  return {
    async describe(keyId) {
      if (/^(?:arn:[^:]*:kms:[^:]*:\d*:)?alias\/aws\//.test(keyId)) {
        throw new Error(`${keyId} must not be described: KMS would create it`);
      }
      try {
        const { KeyMetadata } = await read('DescribeKey', keyId, (options) =>
          client.send(new DescribeKeyCommand({ KeyId: keyId }), options),
        );
        return KeyMetadata && toDetail(KeyMetadata);
      } catch (error) {
        if (error instanceof CallError && error.awsCode === 'NotFoundException') return undefined;
        throw error;
      }
    },

    listAliases: () =>
      allPages(async (Marker) => {
        const page = await read('ListAliases', undefined, (options) =>
          client.send(new ListAliasesCommand({ Limit: pageSize.aliases, ...Marker }), options),
        );
        const items = (page.Aliases ?? []).map(
          ({ AliasName = '', AliasArn = '', TargetKeyId }): KeyAlias => ({
            name: AliasName,
            arn: AliasArn,
            keyId: TargetKeyId,
          }),
        );
        for (const { arn } of items) onArn(arn);
        return { items, next: page.NextMarker };
      }),

    listKeys: () =>
      allPages(async (Marker) => {
        const page = await read('ListKeys', undefined, (options) =>
          client.send(new ListKeysCommand({ Limit: pageSize.keys, ...Marker }), options),
        );
        const items = (page.Keys ?? []).map(({ KeyArn = '' }) => KeyArn);
        for (const arn of items) onArn(arn);
        return { items, next: page.NextMarker };
      }),

    listTags: (keyId) =>
      allPages(async (Marker) => {
        const page = await read('ListResourceTags', keyId, (options) =>
          client.send(
            new ListResourceTagsCommand({ KeyId: keyId, Limit: pageSize.tags, ...Marker }),
            options,
          ),
        );
        const items = (page.Tags ?? []).map(
          ({ TagKey = '', TagValue = '' }): Tag => ({ Key: TagKey, Value: TagValue }),
        );
        return { items, next: page.NextMarker };
      }),

    async rotation(keyId) {
      const answer = await read('GetKeyRotationStatus', keyId, (options) =>
        client.send(new GetKeyRotationStatusCommand({ KeyId: keyId }), options),
      );
      return { enabled: answer.KeyRotationEnabled === true, days: answer.RotationPeriodInDays };
    },

    async policy(keyId) {
      const { Policy } = await read('GetKeyPolicy', keyId, (options) =>
        client.send(new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: 'default' }), options),
      );
      return Policy ?? '';
    },
  };
}

export function toDetail(key: KeyMetadata): KeyDetail {
  const { Arn = '', MultiRegionConfiguration: regions } = key;
  return {
    arn: Arn,
    keyId: key.KeyId ?? Arn,
    state: key.KeyState ?? 'Unavailable',
    spec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
    usage: key.KeyUsage ?? 'ENCRYPT_DECRYPT',
    account: key.AWSAccountId ?? Arn.split(':')[4] ?? '',
    manager: key.KeyManager === 'AWS' ? 'AWS' : 'CUSTOMER',
    origin: key.Origin ?? 'AWS_KMS',
    description: key.Description ?? '',
    deletionDate: key.DeletionDate,
    primaryArn: regions?.MultiRegionKeyType === 'REPLICA' ? regions.PrimaryKey?.Arn : undefined,
  };
}

/** Loops on the marker alone, since pages can be empty. */
async function allPages<T>(
  page: (marker: {
    readonly Marker?: string;
  }) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  do {
    const { items, next } = await page(marker === undefined ? {} : { Marker: marker });
    all.push(...items);
    marker = next || undefined;
  } while (marker !== undefined);
  return all;
}
