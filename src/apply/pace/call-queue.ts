import type { Clock } from '../../core/ports.ts';
import type { GaveUp } from './gave-up.ts';
import type { RateControl, Sent } from './rate-control.ts';
import type { RunLimits } from './run-limits.ts';

interface Waiting {
  readonly place: number;
  readonly go: (sent: Sent) => void;
  readonly fail: (error: GaveUp) => void;
  readonly lastFailure: Error | undefined;
}

/** The calls of one family that wait for their turn: oldest first, a repeated call keeps its place. */
export interface CallQueue {
  /** Resolves when the call may go out now; it then holds a slot until `release`. Rejects with GaveUp. */
  turn(place: number, lastFailure?: Error): Promise<Sent>;
  release(): void;
  /** Looks again whether to go on. */
  wake(): void;
}

export function createCallQueue(
  control: RateControl,
  limits: RunLimits,
  clock: Clock,
  concurrency: number,
): CallQueue {
  const waiting: Waiting[] = [];
  let inFlight = 0;
  let sleeping = false;
  let heldBack = false;

  function pump(): void {
    while (waiting.length > 0) {
      if (limits.stop()) {
        clear();
        return;
      }
      const now = clock.now();
      if (inFlight >= concurrency) return;
      if (control.nextAt() > now) {
        heldBack = true;
        wakeIn(control.nextAt() - now);
        return;
      }
      const next = waiting.shift();
      if (!next) return;
      inFlight += 1;
      next.go(control.send(now, heldBack));
      heldBack = false;
    }
  }

  function wakeIn(ms: number): void {
    if (sleeping) return;
    sleeping = true;
    const woken = () => {
      sleeping = false;
      pump();
    };
    clock.sleep(Math.min(ms, limits.remaining()), limits.signal).then(woken, woken);
  }

  function clear(): void {
    for (const call of waiting.splice(0)) {
      const stop = limits.stop(call.lastFailure);
      if (stop) call.fail(stop);
    }
  }

  return {
    turn(place, lastFailure) {
      return new Promise((go, fail) => {
        const index = waiting.findLastIndex((other) => other.place < place);
        waiting.splice(index + 1, 0, { place, go, fail, lastFailure });
        pump();
      });
    },
    release() {
      inFlight -= 1;
      pump();
    },
    wake: () => pump(),
  };
}
