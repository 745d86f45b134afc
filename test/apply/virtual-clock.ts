import type { Clock } from '../../src/core/ports.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  fire: (() => void) | undefined;
}

export interface VirtualClock extends Clock {
  /** Runs until `work` settles, jumping from timer to timer. Throws when nothing is left to wait for. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Time that passes only when everything waits. Timers of one moment fire in the order they were set. */
export function createVirtualClock(start = 0): VirtualClock {
  const timers: Timer[] = [];
  let now = start;
  let orders = 0;

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer: Timer = { at: now + Math.max(0, ms), order: orders++, fire: undefined };
      const abort = () => {
        timer.fire = undefined;
        reject(signal?.reason);
      };
      timer.fire = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
      push(timers, timer);
    });
  }

  async function run<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const end = () => {
      settled = true;
    };
    work.then(end, end);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return work;
      let timer = pop(timers);
      while (timer && !timer.fire) timer = pop(timers);
      if (!timer?.fire) throw new Error('everything waits and no timer is set');
      now = timer.at;
      timer.fire();
    }
  }

  return { now: () => now, sleep, run };
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.length;
  heap.push(timer);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || before(above, timer)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    const left = heap[child];
    const right = heap[child + 1];
    if (!left) break;
    if (right && before(right, left)) child += 1;
    const smaller = heap[child];
    if (!smaller || before(last, smaller)) break;
    heap[index] = smaller;
    index = child;
  }
  heap[index] = last;
  return top;
}
