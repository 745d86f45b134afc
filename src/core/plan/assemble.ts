import { missingKeyHint } from '../key/key-finding.ts';
import type { LiveParameter } from '../parameter/stored.ts';
import { defaultKeyId, type ParameterTier } from '../parameter/type.ts';
import { advancedLimit, valueLimit, valueProblem } from '../parameter/value.ts';
import { maxTags, tagChanges, tagCountAfter } from '../tag/tag.ts';
import { changesOf, resolvedType } from './changes.ts';
import type { Draft } from './draft.ts';
import { keyProblem } from './key-use.ts';
import { type LiveState, unreadReason } from './live-state.ts';
import type { Plan, PlanStep, PutRequest, TagEdit } from './step.ts';

export interface AssembleOptions {
  /** Remove live tags that the drafts do not have. */
  readonly pruneTags: boolean;
  /** The key of new SecureStrings that name none: the settings' keyId, else AWS's own default. */
  readonly defaultKeyId: string | undefined;
  /** What to do about a SecureString that would become plain; env files have their own words for it. */
  readonly plaintextHint?: string | undefined;
  /** How to name a key, and how to name a tier, likewise. */
  readonly keyHint?: string | undefined;
  readonly tierHint?: string | undefined;
}

/** From what exists to what should: one step per draft. Pure, and the only place where this is decided. */
export function assemblePlan(drafts: readonly Draft[], live: LiveState, options: AssembleOptions): Plan {
  const steps = drafts.map((draft): PlanStep => {
    const { name } = draft;
    if (live.unread?.has(name)) return { kind: 'refuse', name, reason: unreadReason };
    const found = live.parameters.get(draft.name);
    const step = found ? existing(draft, found, live, options) : create(draft, options);
    return unusableKey(step, live) ?? step;
  });
  const notes = [...live.notes];
  const blind = steps.filter(
    (step) => step.kind === 'update' && live.parameters.get(step.name)?.metadata === undefined,
  ).length;
  if (blind > 0) {
    const what = blind === 1 ? 'parameter' : 'parameters';
    notes.push(`Overwriting ${blind} ${what} without re-sending tier and description, which are not known.`);
  }
  return { steps, notes };
}

/** The plan of a preview that could not, or was told not to, read the live state. */
export function assembleUnknown(drafts: readonly Draft[], why: string, onPurpose: boolean): Plan {
  const steps = drafts.map((draft): PlanStep => ({ kind: 'unknown', name: draft.name, type: draft.type }));
  return { steps, notes: [], stateUnknown: { why, onPurpose } };
}

function create(draft: Draft, options: AssembleOptions): PlanStep {
  const type = draft.type ?? 'String';
  const put: PutRequest = {
    name: draft.name,
    value: draft.value,
    type,
    overwrite: false,
    keyId: type === 'SecureString' ? (draft.keyId ?? options.defaultKeyId) : undefined,
    tier: draft.tier,
    description: draft.description,
    allowedPattern: draft.allowedPattern,
    policies: draft.policies,
    dataType: draft.dataType,
    tags: draft.tags.length > 0 ? draft.tags.map(({ Key, Value }) => ({ Key, Value })) : undefined,
  };
  return tooLarge(draft, draft.tier, options) ?? { kind: 'create', name: draft.name, put };
}

function existing(draft: Draft, live: LiveParameter, state: LiveState, options: AssembleOptions): PlanStep {
  const { name } = draft;
  const type = resolvedType(draft, live.stored.type);
  if (live.stored.type === 'SecureString' && type !== 'SecureString' && !draft.plaintextAllowed) {
    return {
      kind: 'refuse',
      name,
      reason: `is a SecureString and would become a ${type}, in the clear`,
      hint:
        options.plaintextHint ??
        `Put "# secret=true" above it; or, if it is no secret, "# secret=false" or --allow-plaintext ${name}.`,
    };
  }
  const tags = tagsOf(draft, live, options.pruneTags);
  if (options.pruneTags && draft.tags.length > 0 && live.tags === undefined) {
    return {
      kind: 'refuse',
      name,
      reason: 'has tags that could not be read, so none can be pruned',
      hint: 'Allow ssm:ListTagsForResource, or leave out --prune-tags.',
    };
  }
  const tagCount = tags && live.tags ? tagCountAfter(live.tags, tags) : 0;
  if (tagCount > maxTags) {
    return {
      kind: 'refuse',
      name,
      reason: `would have ${tagCount} tags; AWS allows ${maxTags}`,
      hint: 'Remove some, or give --prune-tags.',
    };
  }
  const changes = changesOf(draft, type, live, state.keys);
  if (changes.length === 0) {
    if (tags) return { kind: 'retag', name, tags };
    return { kind: 'keep', name, version: live.stored.version, type: live.stored.type };
  }
  const { metadata } = live;
  if (draft.tier === 'Standard' && metadata?.tier === 'Advanced') {
    return {
      kind: 'refuse',
      name,
      reason: 'is an Advanced parameter, and AWS never takes one back to Standard',
      hint: 'Leave out the tier; or delete it and create it again.',
    };
  }
  if (
    type === 'SecureString' &&
    !metadata &&
    draft.keyId === undefined &&
    live.stored.type === 'SecureString'
  ) {
    return {
      kind: 'refuse',
      name,
      reason: 'is a SecureString whose key cannot be read, and an overwrite would move it to the default key',
      hint: `Allow ssm:DescribeParameters, or name its key with ${options.keyHint ?? '"# key-id=…"'}.`,
    };
  }
  const tier = draft.tier ?? metadata?.tier;
  const put: PutRequest = {
    name,
    value: draft.value,
    type,
    overwrite: true,
    keyId: type === 'SecureString' ? keyFor(draft, live, options) : undefined,
    tier,
    description: draft.description ?? metadata?.description,
    allowedPattern: draft.allowedPattern ?? metadata?.allowedPattern,
    policies: draft.policies,
    dataType: draft.dataType ?? live.stored.dataType,
  };
  const refused = tooLarge(draft, metadata ? tier : (tier ?? 'Advanced'), options);
  return refused ?? { kind: 'update', name, put, fromVersion: live.stored.version, changes, tags };
}

/** Always re-sent: AWS may fall back to the account's default key when an overwrite names none. */
function keyFor(draft: Draft, live: LiveParameter, options: AssembleOptions): string | undefined {
  if (draft.keyId !== undefined) return draft.keyId;
  if (live.stored.type !== 'SecureString') return options.defaultKeyId;
  return live.metadata?.keyId ?? defaultKeyId;
}

function tagsOf(draft: Draft, live: LiveParameter, prune: boolean): TagEdit | undefined {
  if (draft.tags.length === 0) return undefined;
  const wanted = draft.tags.map(({ Key, Value }) => ({ Key, Value }));
  if (live.tags === undefined) return { set: wanted, remove: [], unread: true };
  const edit = tagChanges(wanted, live.tags, prune);
  return edit.set.length > 0 || edit.remove.length > 0 ? edit : undefined;
}

/** A key that cannot encrypt is told before anything is written. */
function unusableKey(step: PlanStep, live: LiveState): PlanStep | undefined {
  if (step.kind !== 'create' && step.kind !== 'update') return undefined;
  const { keyId } = step.put;
  const key = keyId === undefined ? undefined : live.keys.get(keyId);
  const problem = key && keyProblem(key);
  if (!problem) return undefined;
  return {
    kind: 'refuse',
    name: step.name,
    reason: `would be encrypted under ${keyId}, which ${problem}`,
    hint: key === 'missing' && keyId !== undefined ? missingKeyHint(keyId) : undefined,
  };
}

/** The parser checked a value against the tier its file names; here the live tier counts. */
function tooLarge(
  draft: Draft,
  tier: ParameterTier | undefined,
  options: AssembleOptions,
): PlanStep | undefined {
  const problem = valueProblem(draft.value, tier ?? 'Standard');
  if (!problem) return undefined;
  const hint =
    valueLimit(tier) < advancedLimit
      ? `Name a tier with ${options.tierHint ?? '"# tier=Advanced"'}, or store it elsewhere.`
      : undefined;
  return { kind: 'refuse', name: draft.name, reason: `has a value that ${problem}`, hint };
}
