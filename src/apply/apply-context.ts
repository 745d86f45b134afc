import type { Clock, ParameterStore } from '../core/ports.ts';
import type { LiveReader } from './live-reader.ts';

/** What every step works with. */
export interface ApplyContext {
  readonly store: ParameterStore;
  readonly live: LiveReader;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
  readonly watch: WriteWatch;
}

/**
 * Bounds what the call runner cannot see: writes whose answers are lost again and again while the reads
 * between them succeed.
 */
export interface WriteWatch {
  /** A write was answered for good. */
  answered(): void;
  /** For two minutes no write was answered. */
  stalled(): boolean;
}

const stalledMs = 120_000;

export function createWriteWatch(clock: Clock): WriteWatch {
  let answeredAt = clock.now();
  return {
    answered() {
      answeredAt = clock.now();
    },
    stalled: () => clock.now() - answeredAt >= stalledMs,
  };
}

/** Waits `fromMs` to `toMs`; a Ctrl-C ends it early. */
export async function pause(context: ApplyContext, fromMs: number, toMs: number): Promise<void> {
  const ms = fromMs + context.random() * (toMs - fromMs);
  await context.clock.sleep(ms, context.signal).catch(() => undefined);
}
