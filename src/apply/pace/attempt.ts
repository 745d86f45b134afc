import { CallError } from '../../core/call-error.ts';
import type { Clock } from '../../core/ports.ts';
import { GaveUp } from './gave-up.ts';

export interface Attempts {
  /** Makes the call once. Rejects with CallError `timeout` after `timeoutMs`, with GaveUp when cut off. */
  make<T>(call: (signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T>;
}

/**
 * Attempts end by themselves, by their time limit or all at once by `hardSignal`. The limit and the cut do
 * not wait for the call to notice its signal: a hung connection may never.
 */
export function createAttempts(clock: Clock, hardSignal: AbortSignal | undefined): Attempts {
  const running = new Set<(error: CallError) => void>();
  // One listener for all calls: one each would make Node warn of a leak.
  hardSignal?.addEventListener(
    'abort',
    () => {
      for (const cut of [...running]) cut(cutOff());
    },
    { once: true },
  );

  return {
    make(call, timeoutMs) {
      const sending = new AbortController();
      const timing = new AbortController();
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          if (!running.delete(cut)) return;
          timing.abort(over);
          settle();
        };
        const cut = (error: CallError) =>
          end(() => {
            sending.abort(error);
            reject(error);
          });
        running.add(cut);
        clock.sleep(timeoutMs, timing.signal).then(
          () => cut(tooLong(timeoutMs)),
          () => undefined,
        );
        start(call, sending.signal).then(
          (value) => end(() => resolve(value)),
          (error) => end(() => reject(error)),
        );
      });
    },
  };
}

/** One for all: an abort without a reason makes an error with a stack trace, for every call. */
const over = 'the call is over';

async function start<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  return await call(signal);
}

function cutOff(): GaveUp {
  return new GaveUp('interrupted', true, 'Cut off before the answer came.');
}

function tooLong(timeoutMs: number): CallError {
  return new CallError('timeout', `No answer within ${Math.round(timeoutMs / 1000)} s.`);
}
