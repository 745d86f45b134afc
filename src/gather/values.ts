import { CallError } from '../core/call-error.ts';
import { canonicalName } from '../core/parameter/name.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterStore } from '../core/ports.ts';
import { sideBySide } from './side-by-side.ts';

export interface ReadValues {
  readonly found: Found;
  /** Names that the role may not read, by why; whether they exist is not known. */
  readonly unread: ReadonlyMap<string, CallError>;
  readonly notes: readonly string[];
}

export type Found = ReadonlyMap<string, { readonly stored: StoredParameter; readonly valueKnown: boolean }>;

const batch = 10;
const none: ReadonlyMap<string, CallError> = new Map();

/**
 * Reads parameters by what the role allows: GetParameters in tens, else GetParametersByPath of each parent,
 * else GetParameter. Values that cannot be decrypted are left unknown and said once.
 * @throws CallError when nothing can be read at all.
 */
export async function readValues(store: ParameterStore, names: readonly string[]): Promise<ReadValues> {
  if (names.length === 0) return { found: new Map(), unread: none, notes: [] };
  try {
    return await readByNames(store, names);
  } catch (error) {
    if (!isDenied(error, 'ssm:GetParameters')) throw error;
    const parts = await readByParents(store, names, error);
    const unread = new Map(parts.flatMap((part) => [...part.unread]));
    if (unread.size === new Set(names).size) throw error;
    return {
      found: new Map(parts.flatMap((part) => [...part.found])),
      unread,
      notes: [...new Set(parts.flatMap((part) => part.notes))],
    };
  }
}

async function readByNames(store: ParameterStore, names: readonly string[]): Promise<ReadValues> {
  try {
    const { found } = await store.getParameters(names, { decrypt: true });
    return { found: known(found), unread: none, notes: [] };
  } catch (error) {
    if (!isKeyTrouble(error)) throw error;
    const { found } = await store.getParameters(names, { decrypt: false });
    return await decryptWhatCanBe(store, found);
  }
}

/** One name that may not be read fails its whole ten, and policies are written by path: so each parent is on its own. */
async function readByParents(
  store: ParameterStore,
  names: readonly string[],
  denied: CallError,
): Promise<readonly ReadValues[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const parent = parentOf(name);
    groups.set(parent, [...(groups.get(parent) ?? []), name]);
  }
  return await sideBySide([...groups], async ([parent, group]) => {
    const ways = [
      ...(groups.size > 1 ? [() => readByNames(store, group)] : []),
      () => readByPath(store, parent, group),
    ];
    let first = groups.size > 1 ? undefined : denied;
    for (const way of ways) {
      try {
        return await way();
      } catch (error) {
        if (!isDenied(error)) throw error;
        first ??= error;
      }
    }
    return await readOneByOne(store, group, first ?? denied);
  });
}

async function readByPath(
  store: ParameterStore,
  parent: string,
  names: readonly string[],
): Promise<ReadValues> {
  const asked = new Map(names.map((name) => [canonicalName(name), name]));
  const read = async (decrypt: boolean): Promise<readonly StoredParameter[]> => {
    const all: StoredParameter[] = [];
    for await (const page of store.getParametersByPath(parent, { recursive: false, decrypt })) {
      for (const stored of page) {
        const name = asked.get(canonicalName(stored.name));
        if (name !== undefined) all.push({ ...stored, name });
      }
    }
    return all;
  };
  try {
    return { found: known(await read(true)), unread: none, notes: [] };
  } catch (error) {
    if (!isKeyTrouble(error)) throw error;
    const found = encryptedOnly(await read(false));
    const hidden = [...found.values()].some(({ valueKnown }) => !valueKnown);
    return { found, unread: none, notes: hidden ? notesOf([error]) : [] };
  }
}

/** The path whose own level holds a name; root names stand in `/`. */
function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/'))) || '/';
}

/** What is denied here as well is unread because of `denied`, the call that does for ten names at once. */
async function readOneByOne(
  store: ParameterStore,
  names: readonly string[],
  denied: CallError,
): Promise<ReadValues> {
  const found = new Map<string, { readonly stored: StoredParameter; readonly valueKnown: boolean }>();
  const unread = new Map<string, CallError>();
  const troubles: CallError[] = [];
  await sideBySide(names, async (name) => {
    try {
      const stored = await store.getParameter(name, { decrypt: true });
      if (stored) found.set(name, { stored, valueKnown: true });
    } catch (error) {
      if (isDenied(error)) unread.set(name, denied);
      else if (isKeyTrouble(error)) {
        const stored = await store.getParameter(name, { decrypt: false });
        if (stored) found.set(name, { stored, valueKnown: stored.type !== 'SecureString' });
        troubles.push(error);
      } else throw error;
    }
  });
  return { found, unread, notes: notesOf(troubles) };
}

/** One key that cannot be used fails a whole batch, so batches are taken apart until the readable ones are known. */
async function decryptWhatCanBe(
  store: ParameterStore,
  encrypted: readonly StoredParameter[],
): Promise<ReadValues> {
  const found = new Map(encryptedOnly(encrypted));
  const troubles: CallError[] = [];
  const secure = encrypted.filter(({ type }) => type === 'SecureString').map(({ name }) => name);
  const attempt = async (names: readonly string[]): Promise<void> => {
    try {
      const answer = await store.getParameters(names, { decrypt: true });
      for (const stored of answer.found) found.set(stored.name, { stored, valueKnown: true });
    } catch (error) {
      if (!isKeyTrouble(error)) throw error;
      if (names.length === 1) troubles.push(error);
      else await Promise.all(names.map((name) => attempt([name])));
    }
  };
  const batches: string[][] = [];
  for (let at = 0; at < secure.length; at += batch) batches.push(secure.slice(at, at + batch));
  await Promise.all(batches.map((names) => attempt(names)));
  return { found, unread: none, notes: notesOf(troubles) };
}

function known(parameters: readonly StoredParameter[]): Found {
  return new Map(parameters.map((stored) => [stored.name, { stored, valueKnown: true }]));
}

function encryptedOnly(parameters: readonly StoredParameter[]): Found {
  return new Map(
    parameters.map((stored) => [stored.name, { stored, valueKnown: stored.type !== 'SecureString' }]),
  );
}

/** Each reason once, however many parameters it holds for. */
function notesOf(troubles: readonly CallError[]): readonly string[] {
  const denied = new Set(
    troubles.filter(({ kind }) => kind === 'denied').map(({ action }) => action ?? 'kms:Decrypt'),
  );
  const notes = [...denied].map(
    (action) => `Live secret values are unknown: ${action} is denied. They count as different.`,
  );
  const [first, ...more] = troubles.filter(({ kind }) => kind !== 'denied');
  if (first) {
    const others = more.length > 0 ? ` (and ${more.length} more like it)` : '';
    notes.push(`Live secret values are unknown: ${first.message}${others} They count as different.`);
  }
  return notes;
}

function isDenied(error: unknown, action?: string): error is CallError {
  if (!(error instanceof CallError) || error.kind !== 'denied') return false;
  if (error.action?.startsWith('kms:')) return false;
  return action === undefined || error.action === undefined || error.action === action;
}

/** Trouble with the key behind a value, not with Parameter Store itself. */
function isKeyTrouble(error: unknown): error is CallError {
  if (!(error instanceof CallError)) return false;
  return error.kind === 'key' || (error.kind === 'denied' && error.action?.startsWith('kms:') === true);
}
