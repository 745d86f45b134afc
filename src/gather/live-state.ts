import { CallError } from '../core/call-error.ts';
import type { LiveParameter, ParameterMetadata } from '../core/parameter/stored.ts';
import { type AssembleOptions, assemblePlan } from '../core/plan/assemble.ts';
import { changesOf, needsMetadata, resolvedType } from '../core/plan/changes.ts';
import type { Draft } from '../core/plan/draft.ts';
import { keysToDescribe } from '../core/plan/key-use.ts';
import type { LiveState } from '../core/plan/live-state.ts';
import type { KeyDescription, KeyDirectory, ParameterStore } from '../core/ports.ts';
import type { Tag } from '../core/tag/tag.ts';
import { sideBySide } from './side-by-side.ts';
import { type ReadValues, readValues } from './values.ts';

export interface LivePorts {
  readonly store: ParameterStore;
  readonly keys: KeyDirectory;
}

/**
 * Reads what a plan needs to know and no more: values of all drafts, metadata of those that differ, tags of
 * those that have drafted tags, and each distinct customer key once.
 * @throws CallError when the parameters cannot be read at all.
 */
export async function gatherLive(
  ports: LivePorts,
  drafts: readonly Draft[],
  options: AssembleOptions,
): Promise<LiveState> {
  const names = drafts.map(({ name }) => name);
  const { found, unread: denied, notes } = await readValues(ports.store, names);
  const unread = new Set(denied.keys());
  const present = drafts.filter(({ name }) => found.has(name));
  const differing = present.filter((draft) => {
    const live = found.get(draft.name);
    if (!live) return false;
    const probe = { ...live, metadata: undefined, tags: undefined };
    return (
      needsMetadata(draft) ||
      changesOf(draft, resolvedType(draft, live.stored.type), probe, new Map()).length > 0
    );
  });
  const [metadata, tags] = await Promise.all([
    readMetadata(
      ports.store,
      differing.map(({ name }) => name),
    ),
    readTags(
      ports.store,
      present.filter((draft) => draft.tags.length > 0).map(({ name }) => name),
    ),
  ]);
  const parameters = new Map<string, LiveParameter>();
  for (const [name, { stored, valueKnown }] of found) {
    parameters.set(name, {
      stored,
      valueKnown,
      metadata: metadata.found.get(name),
      tags: tags.found.get(name),
    });
  }
  const state: LiveState = {
    parameters,
    unread,
    keys: new Map(),
    notes: [...unreadNotes(denied), ...notes, ...metadata.notes, ...tags.notes],
  };
  // Which keys matter is the plan's own answer, so it is asked once without them.
  const wanted = keysToDescribe(assemblePlan(drafts, state, options), drafts, state);
  const keys = await describeKeys(ports.keys, wanted);
  return { parameters, unread, keys: keys.found, notes: [...state.notes, ...keys.notes] };
}

/** What would allow it is said of the first, since policies are written by path. */
function unreadNotes(denied: ReadValues['unread']): readonly string[] {
  const [first] = denied.values();
  if (!first) return [];
  const what = denied.size === 1 ? '1 name may not be read' : `${denied.size} names may not be read`;
  return [`${what}. ${first.hint ?? first.message}`];
}

interface Part<T> {
  readonly found: ReadonlyMap<string, T>;
  readonly notes: readonly string[];
}

async function readMetadata(
  store: ParameterStore,
  names: readonly string[],
): Promise<Part<ParameterMetadata>> {
  if (names.length === 0) return { found: new Map(), notes: [] };
  try {
    return { found: await store.describeParameters(names), notes: [] };
  } catch (error) {
    if (!isDenial(error)) throw error;
    return {
      found: new Map(),
      notes: ['Keys, tiers and descriptions are unknown, not compared: ssm:DescribeParameters is denied.'],
    };
  }
}

async function readTags(store: ParameterStore, names: readonly string[]): Promise<Part<readonly Tag[]>> {
  const found = new Map<string, readonly Tag[]>();
  let denied = false;
  const read = async (name: string): Promise<void> => {
    if (denied) return;
    try {
      found.set(name, await store.listTags(name));
    } catch (error) {
      if (!isDenial(error)) throw error;
      denied = true;
    }
  };
  const [first, ...rest] = names;
  if (first !== undefined) await read(first);
  await sideBySide(rest, read);
  const notes = denied
    ? ['Live tags are unknown: ssm:ListTagsForResource is denied. They are written whole.']
    : [];
  return { found, notes };
}

async function describeKeys(
  directory: KeyDirectory,
  ids: readonly string[],
): Promise<Part<KeyDescription | 'missing'>> {
  const found = new Map<string, KeyDescription | 'missing'>();
  let denied = false;
  await Promise.all(
    ids.map(async (id) => {
      try {
        found.set(id, (await directory.describeKey(id)) ?? 'missing');
      } catch (error) {
        if (!isDenial(error)) throw error;
        denied = true;
      }
    }),
  );
  return { found, notes: denied ? ['The state of the KMS key is unknown: kms:DescribeKey is denied.'] : [] };
}

function isDenial(error: unknown): boolean {
  return error instanceof CallError && error.kind === 'denied';
}
