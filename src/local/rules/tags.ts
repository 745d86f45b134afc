import { maxTags, type Tag } from '../../core/tag/tag.ts';
import { AwsError, validationError } from '../aws-error.ts';
import { list, structure } from '../shape/composite.ts';
import { text } from '../shape/scalar.ts';

const pattern = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';
export const tagKey = text({ min: 1, max: 128, pattern });
export const tagList = list(
  structure({ Key: tagKey, Value: text({ min: 0, max: 256, pattern }) }, {}),
  0,
  1000,
);

/** The reserved prefix, in any case, in keys and values. @throws AwsError */
export function checkReserved(tags: readonly Tag[]): void {
  for (const tag of tags) {
    if (/^aws:/i.test(tag.Key) || /^aws:/i.test(tag.Value)) {
      throw validationError('Tag keys and values starting with "aws:" are reserved for AWS use.');
    }
  }
}

/** What the resource has after the call; a key given twice counts once. @throws AwsError TooManyTagsError */
export function checkTagCount(existing: readonly Tag[], added: readonly Tag[]): void {
  const keys = new Set([...existing, ...added].map((tag) => tag.Key));
  if (keys.size > maxTags) throw new AwsError('TooManyTagsError');
}
