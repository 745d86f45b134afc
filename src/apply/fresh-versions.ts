import type { Clock } from '../core/ports.ts';
import type { LiveReader, LiveVersion } from './live-reader.ts';

interface Read {
  readonly versions: ReadonlyMap<string, LiveVersion>;
  readonly at: number;
}

/** Versions of the names that are about to be written, read in tens and never long before the write. */
export interface FreshVersions {
  /** Undefined when the parameter does not exist. Rejects with CallError. */
  of(name: string): Promise<number | undefined>;
}

const namesPerRead = 10;
const staleMs = 5_000;

/** `names` in the order in which they will be asked for, each once. */
export function createFreshVersions(names: readonly string[], live: LiveReader, clock: Clock): FreshVersions {
  const position = new Map(names.map((name, index) => [name, index]));
  const reads = new Map<string, Promise<Read>>();

  function read(name: string): Promise<Read> {
    const from = position.get(name) ?? 0;
    const batch = names.slice(from, from + namesPerRead);
    const answer = live.versions(batch).then((versions) => ({ versions, at: clock.now() }));
    for (const each of batch) reads.set(each, answer);
    return answer;
  }

  return {
    async of(name) {
      const known = reads.get(name);
      // A batch whose read failed is tried again by each of its names: the error may be about one of them.
      let { versions, at } = await (known?.catch(() => read(name)) ?? read(name));
      if (clock.now() - at > staleMs) ({ versions, at } = await read(name));
      reads.delete(name);
      return versions.get(name)?.version;
    },
  };
}
