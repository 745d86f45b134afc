/** What became of the calls of one family lately: when those that got through and those throttled were sent. */
export interface Traffic {
  through(sentAt: number): void;
  throttled(sentAt: number): void;
  /** How many calls sent after `from`, up to and including `to`, got through. */
  between(from: number, to: number): number;
  /** When calls that were throttled had been sent, oldest first; only those before `before`. */
  throttlesBefore(before: number): readonly number[];
  /** Calls a second that got through in the last five seconds; undefined when there were none. */
  measured(now: number): number | undefined;
}

const memoryMs = 30_000;
const measureMs = 5_000;

export function createTraffic(): Traffic {
  const passed: number[] = [];
  const refused: number[] = [];
  let first: number | undefined;

  return {
    through(sentAt) {
      first ??= sentAt;
      insert(passed, sentAt);
    },
    throttled(sentAt) {
      first ??= sentAt;
      insert(refused, sentAt);
    },
    between: (from, to) => indexAfter(passed, to) - indexAfter(passed, from),
    throttlesBefore: (before) => refused.filter((at) => at < before),
    measured(now) {
      if (first === undefined) return undefined;
      const window = Math.min(measureMs, Math.max(now - first, 1000));
      const count = passed.length - indexAfter(passed, now - window);
      return count === 0 ? undefined : (count * 1000) / window;
    },
  };
}

/** Answers arrive almost in the order of sending, so the place is at or near the end. */
function insert(times: number[], at: number): void {
  const index = indexAfter(times, at);
  if (index === times.length) times.push(at);
  else times.splice(index, 0, at);
  const oldest = at - memoryMs;
  // Forget in large pieces: dropping one at a time from the front would be quadratic.
  const stale = indexAfter(times, oldest);
  if (stale > 256 && stale > times.length / 2) times.splice(0, stale);
}

/** The index of the first time later than `at`. */
function indexAfter(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
