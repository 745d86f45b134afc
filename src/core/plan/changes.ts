import type { LiveParameter, ParameterMetadata } from '../parameter/stored.ts';
import { defaultKeyId, type ParameterType } from '../parameter/type.ts';
import type { Draft } from './draft.ts';
import type { LiveState } from './live-state.ts';
import { samePolicies } from './same-policies.ts';
import type { Change } from './step.ts';

/** Everything that an overwrite would change, in the order it is shown. Empty means: nothing to write. */
export function changesOf(
  draft: Draft,
  type: ParameterType,
  live: LiveParameter,
  keys: LiveState['keys'],
): readonly Change[] {
  const changes: Change[] = [];
  const { stored, metadata } = live;
  if (!live.valueKnown) changes.push({ field: 'value', because: 'unknown' });
  else if (!stored.value.equals(draft.value)) changes.push({ field: 'value', because: 'different' });
  if (stored.type !== type) changes.push({ field: 'type', from: stored.type, to: type });

  if (draft.dataType !== undefined && draft.dataType !== stored.dataType) {
    changes.push({ field: 'dataType', from: stored.dataType, to: draft.dataType });
  }
  // What DescribeParameters alone tells is compared only when it answered: an unread field is no difference.
  return metadata ? [...changes, ...metadataChanges(draft, type, stored.type, metadata, keys)] : changes;
}

function metadataChanges(
  draft: Draft,
  type: ParameterType,
  liveType: ParameterType,
  metadata: ParameterMetadata,
  keys: LiveState['keys'],
): readonly Change[] {
  const changes: Change[] = [];
  const liveKey = metadata.keyId ?? defaultKeyId;
  const bothSecure = type === 'SecureString' && liveType === 'SecureString';
  if (bothSecure && draft.keyId !== undefined && !isSameKey(draft.keyId, liveKey, keys)) {
    changes.push({ field: 'key', from: liveKey, to: draft.keyId });
  }
  // AWS resolves Intelligent-Tiering at each put and stores the answer, so asking for it again is no change.
  if (draft.tier !== undefined && draft.tier !== 'Intelligent-Tiering' && draft.tier !== metadata.tier) {
    changes.push({ field: 'tier', from: metadata.tier, to: draft.tier });
  }
  for (const field of ['description', 'allowedPattern'] as const) {
    if (draft[field] !== undefined && draft[field] !== (metadata[field] ?? '')) changes.push({ field });
  }
  if (draft.policies !== undefined && !samePolicies(draft.policies, metadata.policies ?? '')) {
    changes.push({ field: 'policies' });
  }
  return changes;
}

/** A draft without a type keeps a live StringList; on every other live type it means String. */
export function resolvedType(draft: Draft, live: ParameterType): ParameterType {
  return draft.type ?? (live === 'StringList' ? 'StringList' : 'String');
}

/** Does a comparison need DescribeParameters, because the draft speaks of what only that can tell? */
export function needsMetadata(draft: Draft): boolean {
  return [draft.keyId, draft.tier, draft.description, draft.allowedPattern, draft.policies].some(
    (field) => field !== undefined,
  );
}

/** Is it one key? An id, an alias, an ARN and an alias ARN of one key are equal. */
export function isSameKey(a: string, b: string, keys: LiveState['keys']): boolean {
  if (a === b) return true;
  const [first, second] = [canonical(a, keys), canonical(b, keys)];
  return first !== undefined && first === second;
}

function canonical(keyId: string, keys: LiveState['keys']): string | undefined {
  const described = keys.get(keyId);
  if (described !== undefined && described !== 'missing') return described.keyId;
  if (/^arn:[^:]*:kms:[^:]*:\d*:alias\/aws\/ssm$/.test(keyId) || keyId === defaultKeyId) return defaultKeyId;
  // An id is the end of its ARN, which can be told without asking KMS.
  return keyId.match(/^(?:arn:[^:]*:kms:[^:]*:\d*:key\/)?([0-9a-f-]{36}|mrk-[0-9a-f]{32})$/)?.[1];
}
