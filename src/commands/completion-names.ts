import { SsmkitError } from '../core/errors.ts';
import type { Clock, ParameterStore } from '../core/ports.ts';
import { readJson } from '../core/read-json.ts';
import { readPath } from '../gather/read-path.ts';

/** Names that were read below a path. */
interface Reading {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** False when there was no time for all of them. */
  readonly complete: boolean;
  readonly names: readonly string[];
}

/** A text that outlives the process, for one set of credentials and one Region. Nothing of it rejects. */
export interface NameCache {
  readonly read: () => Promise<string | undefined>;
  readonly write: (text: string) => Promise<void>;
}

export interface NameReading {
  readonly clock: Clock;
  readonly cache: NameCache | undefined;
  /** Rejects when there is no way to the store. */
  readonly store: () => Promise<Pick<ParameterStore, 'getParametersByPath'>>;
  /** Aborted when the time is over. */
  readonly over: AbortSignal;
}

/** Milliseconds: for the levels of one name, not for those of tomorrow. */
export const keptFor = 60_000;
/** What a slow answer left incomplete is only kept for whoever presses Tab twice. */
const incompleteKeptFor = 10_000;

/** Names below a path that ends with a slash, decrypting nothing; what came in time, and none on any failure. */
export async function readNames(path: string, reading: NameReading): Promise<readonly string[]> {
  const { clock, cache, over } = reading;
  const now = clock.now();
  const fresh = readingsOf(await cache?.read()).filter(
    ({ at, complete }) => at <= now && now - at < (complete ? keptFor : incompleteKeptFor),
  );
  const known = fresh.find((one) => one.path === path || (one.complete && path.startsWith(one.path)));
  if (known) return known.names.filter((name) => name.startsWith(path) || path === '/');
  const names: string[] = [];
  const complete = await Promise.race([collect(path, reading, names), aborted(over)]);
  if (complete === undefined) return [];
  const others = fresh.filter((one) => !one.path.startsWith(path));
  const found: Reading = { path, at: now, complete, names: [...names] };
  await cache?.write(JSON.stringify([...others, found]));
  return found.names;
}

/** True when all were read; undefined when none could be. */
async function collect(path: string, reading: NameReading, into: string[]): Promise<boolean | undefined> {
  try {
    await readPath(await reading.store(), path, false, ({ name }) => into.push(name));
    return true;
  } catch (error) {
    if (reading.over.aborted) return false;
    if (error instanceof SsmkitError) return undefined;
    throw error;
  }
}

async function aborted(signal: AbortSignal): Promise<false> {
  if (signal.aborted) return false;
  return await new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
}

/** What somebody else wrote there counts as nothing. */
function readingsOf(text: string | undefined): readonly Reading[] {
  const json = text === undefined ? undefined : readJson(text);
  if (!json || !('value' in json) || !Array.isArray(json.value)) return [];
  return json.value.filter(isReading);
}

function isReading(value: unknown): value is Reading {
  if (typeof value !== 'object' || value === null) return false;
  const { path, at, complete, names } = value as Readonly<Record<string, unknown>>;
  return (
    typeof path === 'string' &&
    typeof at === 'number' &&
    typeof complete === 'boolean' &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string')
  );
}
