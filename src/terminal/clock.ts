import type { Clock } from '../core/ports.ts';

/**
 * The machine's clock and timers. Monotonic, since a wall clock set back would stall the pacing; it counts from the
 * wall clock's time when it is made. (`performance` would do, but takes 2.5 ms to load.)
 */
export function createSystemClock(): Clock {
  const monotonic = () => Number(process.hrtime.bigint()) / 1e6;
  const origin = Date.now() - monotonic();
  return { now: () => origin + monotonic(), sleep };
}

const sleep: Clock['sleep'] = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
