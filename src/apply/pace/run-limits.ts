import { CallError, mayHaveBeenCarriedOut } from '../../core/call-error.ts';
import type { Clock } from '../../core/ports.ts';
import { GaveUp, type GaveUpReason } from './gave-up.ts';

/** When the whole run is to stop: Ctrl-C, --max-time, or nothing succeeding any more. */
export interface RunLimits {
  /** Aborted by the first Ctrl-C: no new calls. */
  readonly signal: AbortSignal;
  /** A call is waiting for its end; the time without success runs only while one is. */
  enter(): void;
  leave(): void;
  /** The service answered a call for good: with what was asked for, or by saying no. */
  answered(success: boolean): void;
  /** Why no more calls go out, as an error about a call whose last attempt failed so; undefined to go on. */
  stop(lastFailure?: Error): GaveUp | undefined;
  /** Milliseconds until `stop` may change its mind by itself. */
  remaining(): number;
  /** Milliseconds until --max-time or the end of the wait for a first success; Infinity without either. */
  untilCut(): number;
}

const noSuccessMs = 120_000;

/** `firstSuccessBy`, a moment of the clock, takes the place of the two minutes until something has succeeded. */
export function createRunLimits(
  clock: Clock,
  signal: AbortSignal,
  maxTimeMs: number | undefined,
  firstSuccessBy?: number | undefined,
): RunLimits {
  let pending = 0;
  let startedAt: number | undefined;
  let progressAt = 0;
  let succeeded = false;
  let ended: GaveUpReason | undefined;

  function untilMaxTime(): number {
    if (maxTimeMs === undefined) return Number.POSITIVE_INFINITY;
    return (startedAt ?? clock.now()) + maxTimeMs - clock.now();
  }
  const waitsUntil = () => (succeeded ? undefined : firstSuccessBy);
  function untilNoSuccess(): number {
    const until = waitsUntil();
    if (until !== undefined) return until - clock.now();
    return pending === 0 ? noSuccessMs : progressAt + noSuccessMs - clock.now();
  }

  function reason(): GaveUpReason | undefined {
    if (signal.aborted) return 'interrupted';
    // Once over, the run stays over: no later call may start it anew.
    if (untilMaxTime() <= 0) ended ??= 'max-time';
    else if (untilNoSuccess() <= 0) ended ??= 'no-success';
    return ended;
  }

  return {
    signal,
    enter() {
      startedAt ??= clock.now();
      if (pending === 0) progressAt = clock.now();
      pending += 1;
    },
    leave() {
      pending -= 1;
    },
    answered(success) {
      succeeded ||= success;
      progressAt = clock.now();
    },
    stop(lastFailure) {
      const why = reason();
      if (!why) return undefined;
      const sent = lastFailure instanceof CallError && mayHaveBeenCarriedOut(lastFailure.kind);
      return new GaveUp(why, sent, message(why, maxTimeMs, lastFailure), lastFailure);
    },
    remaining: () => Math.max(0, Math.min(untilMaxTime(), untilNoSuccess())),
    untilCut: () => Math.min(untilMaxTime(), (waitsUntil() ?? Number.POSITIVE_INFINITY) - clock.now()),
  };
}

function message(why: GaveUpReason, maxTimeMs = 0, lastFailure?: Error): string {
  const last = lastFailure ? ` The last answer was: ${lastFailure.message}` : '';
  switch (why) {
    case 'interrupted':
      return `Interrupted.${last}`;
    case 'max-time':
      return `The time given by --max-time (${maxTimeMs / 1000} s) is over.${last}`;
    case 'no-success':
      return `Nothing succeeded for two minutes.${last}`;
  }
}
