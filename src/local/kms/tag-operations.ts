import { maxTags, type Tag } from '../../core/tag/tag.ts';
import { AwsError } from '../aws-error.ts';
import { type Operation, operation } from '../operation.ts';
import { cutPage } from '../page.ts';
import { list, structure } from '../shape/composite.ts';
import { integer, text } from '../shape/scalar.ts';
import { keyTags, removeKeyTags, setKeyTags } from '../store/keys.ts';
import { keyIdText } from './crypto-operations.ts';
import { customerKey } from './customer-key.ts';
import { keyArn, lookUpKeyById, requireState } from './key-lookup.ts';
import { openMarker } from './markers.ts';

const tagKey = text({ min: 1, max: 128 });
export const keyTagList = list(structure({ TagKey: tagKey, TagValue: text({ max: 256 }) }, {}), 0, 1000);
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

type KeyTag = { readonly TagKey: string; readonly TagValue: string };

/** KMS's spelling of a tag, checked. @throws AwsError TagException */
export function checkKeyTags(tags: readonly KeyTag[]): readonly Tag[] {
  const checked = tags.map((tag) => ({ Key: tag.TagKey, Value: tag.TagValue }));
  for (const tag of checked) {
    if (/^aws:/i.test(tag.Key))
      throw new AwsError('TagException', 'Tag keys starting with aws: are reserved.');
    if (!allowed.test(tag.Key) || !allowed.test(tag.Value)) {
      throw new AwsError('TagException', 'A tag key or tag value has a character that is not allowed.');
    }
  }
  if (new Set(checked.map((tag) => tag.Key)).size < checked.length) {
    throw new AwsError('TagException', 'Duplicate tag keys');
  }
  if (checked.length > maxTags) throw new AwsError('TagException', 'Too many tags');
  return checked;
}

const listInput = structure(
  { KeyId: keyIdText },
  { Limit: integer(1, 50), Marker: text({ min: 1, max: 1024 }) },
);

export const keyTagOperations: Readonly<Record<string, Operation>> = {
  TagResource: operation('write', structure({ KeyId: keyIdText, Tags: keyTagList }, {}), (input, call) => {
    const key = customerKey(call, input.KeyId, 'kms:TagResource');
    requireState(call, key, ['Enabled', 'Disabled']);
    const tags = checkKeyTags(input.Tags);
    const before = keyTags(call.database, call.scope, key.id);
    if (new Set([...before, ...tags].map((tag) => tag.Key)).size > maxTags) {
      throw new AwsError('TagException', 'Too many tags');
    }
    setKeyTags(call.database, call.scope, key.id, tags);
    return {};
  }),

  UntagResource: operation(
    'write',
    structure({ KeyId: keyIdText, TagKeys: list(tagKey, 0, 1000) }, {}),
    (input, call) => {
      const key = customerKey(call, input.KeyId, 'kms:UntagResource');
      requireState(call, key, ['Enabled', 'Disabled']);
      removeKeyTags(call.database, call.scope, key.id, input.TagKeys);
      return {};
    },
  ),

  ListResourceTags: operation('read', listInput, (input, call) => {
    const key = lookUpKeyById(call, input.KeyId);
    call.authorize('kms:ListResourceTags', keyArn(call.scope, key.id));
    const listing = `ListResourceTags ${key.id}`;
    const paging = openMarker(call, listing, input.Marker, input.Limit ?? 50);
    const tags = keyTags(call.database, call.scope, key.id).filter((tag) => tag.Key > paging.after);
    const { page, NextToken } = cutPage(call, listing, paging, tags, (tag) => tag.Key);
    return {
      Tags: page.map((tag) => ({ TagKey: tag.Key, TagValue: tag.Value })),
      Truncated: NextToken !== undefined,
      NextMarker: NextToken,
    };
  }),
};
