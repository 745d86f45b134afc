import type { ListRange, ParameterRecord, ParameterView } from './store/parameters.ts';

interface Ghost {
  /** Milliseconds: when the truth becomes visible. */
  readonly until: number;
  /** What was there before the write; undefined for nothing. */
  readonly before: ParameterRecord | undefined;
}

/** AWS's eventual consistency: for a while after a write, reads see what was there before it. */
export interface VisibilityLag {
  /** @param before what readers saw until now, which may itself be a ghost. */
  remember(name: string, before: ParameterRecord | undefined, until: number): void;
  view(current: ParameterView, now: number): ParameterView;
}

export function createVisibilityLag(): VisibilityLag {
  const ghosts = new Map<string, Ghost>();
  const alive = (name: string, now: number): Ghost | undefined => {
    const ghost = ghosts.get(name);
    if (ghost && ghost.until <= now) ghosts.delete(name);
    return ghost && ghost.until > now ? ghost : undefined;
  };
  return {
    remember(name, before, until) {
      ghosts.set(name, { until, before });
    },
    view(current, now) {
      const see = (record: ParameterRecord): readonly ParameterRecord[] => {
        const ghost = alive(record.name, now);
        if (!ghost) return [record];
        return ghost.before ? [ghost.before] : [];
      };
      const missing = () =>
        [...ghosts.keys()].flatMap((name) => {
          const before = alive(name, now)?.before;
          return before && !current.find(name) ? [before] : [];
        });
      return {
        find(name) {
          const ghost = alive(name, now);
          return ghost ? ghost.before : current.find(name);
        },
        below: (path, recursive, range) =>
          collect(
            range,
            (part) => current.below(path, recursive, part),
            see,
            () => missing().filter((record) => isBelow(record.name, path, recursive)),
          ),
        all: (range) => collect(range, current.all, see, missing),
      };
    },
  };
}

/** Reads on where rows are hidden, so that a short page never looks like the last one. */
function collect(
  range: ListRange,
  fetch: (range: ListRange) => readonly ParameterRecord[],
  see: (record: ParameterRecord) => readonly ParameterRecord[],
  missing: () => readonly ParameterRecord[],
): readonly ParameterRecord[] {
  const seen: ParameterRecord[] = [];
  let after = range.after;
  let exhausted = false;
  while (!exhausted && seen.length < range.limit) {
    const rows = fetch({ after, limit: range.limit });
    seen.push(...rows.flatMap(see));
    after = rows.at(-1)?.name ?? after;
    exhausted = rows.length < range.limit;
  }
  const gone = missing().filter(({ name }) => name > range.after && (exhausted || name <= after));
  return [...seen, ...gone].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, range.limit);
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path === '/' ? '/' : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}
