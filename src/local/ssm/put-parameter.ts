import { parameterArn } from '../../core/parameter/name.ts';
import {
  defaultKeyId,
  type ParameterType,
  parameterTiers,
  parameterTypes,
} from '../../core/parameter/type.ts';
import { AwsError, validationError } from '../aws-error.ts';
import { type Call, operation } from '../operation.ts';
import { taggedArn } from '../rules/denied.ts';
import { nameForPut } from '../rules/name.ts';
import { checkPolicyTier, parsePolicies } from '../rules/policies.ts';
import { checkReserved, checkTagCount, tagList } from '../rules/tags.ts';
import { checkQuota, resolveTier } from '../rules/tier.ts';
import { checkDataType, checkPattern, checkValue } from '../rules/value.ts';
import { structure } from '../shape/composite.ts';
import { boolean, oneOf, text } from '../shape/scalar.ts';
import type { Read } from '../shape/shape.ts';
import { setTags } from '../store/parameter-tags.ts';
import { countByTier, currentView, type ParameterRecord } from '../store/parameters.ts';
import { addVersion } from '../store/versions.ts';
import { makeRoomForVersion } from './make-room.ts';
import { encryptValue } from './secure-value.ts';
import { defaultTier } from './service-settings.ts';

const input = structure(
  { Name: text({ min: 1, max: 2048 }), Value: text({ min: 1, max: 32_768, sensitive: true }) },
  {
    Description: text({ max: 1024 }),
    Type: oneOf(parameterTypes),
    KeyId: text({ min: 1, max: 256, pattern: '[a-zA-Z0-9:/_-]+' }),
    Overwrite: boolean,
    AllowedPattern: text({ max: 1024 }),
    Tags: tagList,
    Tier: oneOf(parameterTiers),
    Policies: text({ max: 4096 }),
    DataType: text({ max: 128 }),
  },
);
type Input = Read<typeof input>;

const existsText =
  'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
const tagsText =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove " +
  'overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or ' +
  'RemoveTagsFromResource.';

export const putParameter = operation('write', input, (put, call) => {
  const { name, given } = nameForPut(put.Name, call.scope);
  const arn = parameterArn(name, call.scope);
  const tags = put.Tags ?? [];
  call.authorize('ssm:PutParameter', arn);
  if (tags.length > 0) call.authorize('ssm:AddTagsToResource', taggedArn(name, call.scope));
  if (tags.length > 0 && put.Overwrite === true) throw validationError(tagsText);
  checkReserved(tags);
  checkTagCount([], tags);
  const existing = currentView(call.database, call.scope).find(name);
  if (existing && put.Overwrite !== true) throw new AwsError('ParameterAlreadyExists', existsText);

  const next = resolveVersion(put, call, name, existing);
  if (existing) makeRoomForVersion(call.database, existing.id, given);
  const stored = next.type === 'SecureString' ? encryptValue(call, { ...next, name }) : next.value;
  const id = addVersion(call.database, call.sealer, call.scope, existing?.id, {
    ...next,
    name,
    given: existing?.given ?? given,
    version: (existing?.latest ?? 0) + 1,
    value: stored,
    keyId: next.type === 'SecureString' ? next.keyId : null,
    modifiedAt: call.now,
    modifiedBy: call.caller,
  });
  setTags(call.database, id, tags);
  return { Version: (existing?.latest ?? 0) + 1, Tier: next.tier };
});

/** What an overwrite leaves out is kept; except the key, which falls back to the account's default. */
function resolveVersion(put: Input, call: Call, name: string, existing: ParameterRecord | undefined) {
  const type = resolveType(put, existing);
  const policies = parsePolicies(put.Policies ?? existing?.policies ?? '');
  const tier = resolveTier({
    asked: put.Tier,
    preset: defaultTier(call),
    existing: existing?.tier,
    value: put.Value,
    hasPolicies: policies.text !== null,
    standardCount: () => countByTier(call.database, call.scope, 'Standard'),
  });
  checkPolicyTier(policies, tier);
  checkValue(put.Value, tier);
  const allowedPattern = kept(put.AllowedPattern, existing?.allowedPattern);
  checkPattern(put.Value, allowedPattern);
  const dataType = put.DataType ?? existing?.dataType ?? 'text';
  checkDataType(dataType, type);
  if (!existing) checkQuota(tier, countByTier(call.database, call.scope, tier));
  return {
    name,
    value: put.Value,
    type,
    tier,
    policies: policies.text,
    expiresAt: policies.expiresAt,
    allowedPattern,
    dataType,
    description: kept(put.Description, existing?.description),
    keyId: put.KeyId ?? defaultKeyId,
  };
}

function resolveType(put: Input, existing: ParameterRecord | undefined): ParameterType {
  const type = put.Type ?? existing?.type;
  if (type === undefined) throw validationError('A parameter type is required when you create a parameter.');
  if (put.KeyId !== undefined && type !== 'SecureString') {
    throw validationError('KeyId is required for SecureString type parameter only.');
  }
  return type;
}

/** Left out keeps what was there; an empty text clears it. */
function kept(given: string | undefined, before: string | null | undefined): string | null {
  const value = given ?? before ?? '';
  return value === '' ? null : value;
}
