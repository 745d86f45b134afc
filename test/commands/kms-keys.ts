import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import type { Stage } from './stage.ts';

export const account = '000000000000';
export const arnOf = (id: string) => `arn:aws:kms:us-east-1:${account}:key/${id}`;

/** A key made past ssmkit. */
export async function makeKey(
  { kms }: Stage,
  input: CreateKeyCommandInput = {},
  alias?: string,
): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  const TargetKeyId = KeyMetadata?.KeyId ?? '';
  if (alias !== undefined) await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId }));
  return TargetKeyId;
}

/** As `kms ensure` marks a key from its first moment. */
export const ofProd: CreateKeyCommandInput = { Tags: [{ TagKey: 'ssmkit:environment', TagValue: 'prod' }] };

/** What KMS says of a key, seen past ssmkit. */
export async function lookAt({ kms }: Stage, KeyId: string) {
  const id = (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyId ?? '';
  const tags = await kms.send(new ListResourceTagsCommand({ KeyId: id }));
  const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: id }));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }));
  return {
    id,
    description: KeyMetadata?.Description,
    tags: Object.fromEntries((tags.Tags ?? []).map(({ TagKey = '', TagValue }) => [TagKey, TagValue])),
    rotation: rotation.KeyRotationEnabled ? rotation.RotationPeriodInDays : undefined,
  };
}

export async function keyIds({ kms }: Stage): Promise<readonly string[]> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  return Keys.map(({ KeyId = '' }) => KeyId);
}

export async function aliases({ kms }: Stage): Promise<Readonly<Record<string, string | undefined>>> {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  return Object.fromEntries(Aliases.map(({ AliasName = '', TargetKeyId }) => [AliasName, TargetKeyId]));
}

export async function policyOf(
  { kms }: Stage,
  KeyId: string,
): Promise<{ readonly Statement: readonly object[] }> {
  const { Policy = '{}' } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  return JSON.parse(Policy);
}
