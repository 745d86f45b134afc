import { CallError } from '../core/call-error.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterType } from '../core/parameter/type.ts';
import type { ParameterStore } from '../core/ports.ts';
import type { Secret } from '../core/secret/secret.ts';

export interface LiveValue {
  readonly type: ParameterType;
  readonly version: number;
  /** Undefined when only the ciphertext could be read. */
  readonly value: Secret | undefined;
}

export interface LiveVersion {
  readonly version: number;
  readonly lastModified: Date | undefined;
}

/** Re-reads parameters while a plan is applied, by whichever of the three calls the role may make. */
export interface LiveReader {
  /** Versions of up to ten names; names that do not exist are absent. */
  versions(names: readonly string[]): Promise<ReadonlyMap<string, LiveVersion>>;
  /** One parameter with its value; the name may carry a selector (`:3`). */
  one(name: string): Promise<LiveValue | undefined>;
}

type Read = (names: readonly string[], decrypt: boolean) => Promise<readonly StoredParameter[]>;

/** Cheapest first for a handful of names; once one is denied it is not tried again. */
export function createLiveReader(store: ParameterStore): LiveReader {
  const ways: Read[] = [
    async (names, decrypt) => (await store.getParameters(names, { decrypt })).found,
    async (names, decrypt) => {
      const all = await Promise.all(names.map((name) => store.getParameter(name, { decrypt })));
      return all.filter((found) => found !== undefined);
    },
    (names, decrypt) => readByPath(store, names, decrypt),
  ];
  let usable = 0;

  async function read(names: readonly string[], decrypt: boolean): Promise<readonly StoredParameter[]> {
    let denial: unknown;
    for (let index = usable; index < ways.length; index += 1) {
      try {
        const found = await ways[index]?.(names, decrypt);
        usable = Math.max(usable, index);
        return found ?? [];
      } catch (error) {
        if (!isDenied(error)) throw error;
        denial ??= error;
      }
    }
    throw denial;
  }

  return {
    async versions(names) {
      const found = await read(names, false);
      return new Map(found.map((parameter) => [parameter.name, parameter]));
    },
    async one(name) {
      try {
        const [found] = await read([name], true);
        return found;
      } catch (error) {
        if (!isKeyTrouble(error)) throw error;
        const [found] = await read([name], false);
        return found && { ...found, value: found.type === 'SecureString' ? undefined : found.value };
      }
    },
  };
}

async function readByPath(
  store: ParameterStore,
  names: readonly string[],
  decrypt: boolean,
): Promise<readonly StoredParameter[]> {
  const wanted = new Set(names);
  const parents = new Set(names.map((name) => name.slice(0, Math.max(1, name.lastIndexOf('/')))));
  const found: StoredParameter[] = [];
  for (const parent of parents) {
    for await (const page of store.getParametersByPath(parent, { recursive: false, decrypt })) {
      found.push(...page.filter(({ name }) => wanted.has(name)));
    }
  }
  return found;
}

function isDenied(error: unknown): boolean {
  return error instanceof CallError && error.kind === 'denied' && !isKeyTrouble(error);
}

/** Trouble with the key behind a value, not with Parameter Store itself. */
function isKeyTrouble(error: unknown): boolean {
  if (!(error instanceof CallError)) return false;
  return error.kind === 'key' || (error.kind === 'denied' && error.action?.startsWith('kms:') === true);
}
