import { CallError, type CallErrorKind } from '../core/call-error.ts';
import type { CallRunner, Clock, OperationFamily, RetryRule } from '../core/ports.ts';
import { createAttempts } from './pace/attempt.ts';
import { type CallQueue, createCallQueue } from './pace/call-queue.ts';
import { createRateControl, type RateControl } from './pace/rate-control.ts';
import { isRetried, retryDelay } from './pace/retry-delay.ts';
import { createRunLimits } from './pace/run-limits.ts';

/** One answer of the service, for progress. */
export interface CallEvent {
  readonly kind: 'success' | 'throttled' | 'retry' | 'failure';
  readonly family: OperationFamily;
  /** Why it is retried or has failed. */
  readonly because?: CallErrorKind | undefined;
  /** The failure itself, in words. */
  readonly error?: CallError | undefined;
  /** Calls a second that got through in the last five seconds. */
  readonly measuredRate: number | undefined;
  /** The rate aimed at; undefined as long as nothing limits it. */
  readonly pace: number | undefined;
}

export interface CallRunnerOptions {
  readonly clock: Clock;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  /** First Ctrl-C: no new calls; those in flight finish. */
  readonly signal?: AbortSignal | undefined;
  /** Second Ctrl-C: calls in flight are cut off. */
  readonly hardSignal?: AbortSignal | undefined;
  /** --max-time, from the first call. Without it two minutes without one success end the run. */
  readonly maxTimeMs?: number | undefined;
  /** --wait: as long as nothing has succeeded, calls are repeated until this moment of the clock. */
  readonly firstSuccessBy?: number | undefined;
  /** --rate: writes a second at most. The pace may still be lower when AWS throttles. */
  readonly rate?: number | undefined;
  /** --concurrency: calls in flight per family; 8 writes, 10 reads by default. */
  readonly concurrency?: number | undefined;
  /** --max-attempts: how often one call is sent, counting every reason. */
  readonly maxAttempts?: number | undefined;
  /** A call without an answer becomes CallError `timeout`; 30 s by default. */
  readonly callTimeoutMs?: number | undefined;
  readonly onEvent?: ((event: CallEvent) => void) | undefined;
}

const writes: readonly OperationFamily[] = ['put', 'delete', 'tag'];
/** A call that is in flight when --max-time is over may still end: cutting a write off loses its answer. */
const graceMs = 5_000;

interface Lane {
  readonly control: RateControl;
  readonly queue: CallQueue;
}

/**
 * Paces and repeats calls: one pace per operation family, found from what AWS throttles. Rejects with the
 * call's own CallError, or with GaveUp (kind `aborted`) when the run was stopped.
 */
export function createCallRunner(options: CallRunnerOptions): CallRunner {
  const { clock, random, maxAttempts = Number.POSITIVE_INFINITY, callTimeoutMs = 30_000 } = options;
  const signals = [options.signal, options.hardSignal].filter((signal) => signal !== undefined);
  const stopped = AbortSignal.any(signals);
  const limits = createRunLimits(clock, stopped, options.maxTimeMs, options.firstSuccessBy);
  const attempts = createAttempts(clock, options.hardSignal);
  const lanes = new Map<OperationFamily, Lane>();
  let places = 0;
  const wakeAll = () => {
    for (const { queue } of lanes.values()) queue.wake();
  };
  stopped.addEventListener('abort', wakeAll, { once: true });

  function laneOf(family: OperationFamily): Lane {
    const known = lanes.get(family);
    if (known) return known;
    const isWrite = writes.includes(family);
    const control = createRateControl(isWrite ? options.rate : undefined);
    const queue = createCallQueue(control, limits, clock, options.concurrency ?? (isWrite ? 8 : 10));
    const lane = { control, queue };
    lanes.set(family, lane);
    return lane;
  }

  function report(family: OperationFamily, kind: CallEvent['kind'], error?: CallError): void {
    if (!options.onEvent) return;
    const { control } = laneOf(family);
    const pace = control.pace();
    options.onEvent({
      kind,
      family,
      because: error?.kind,
      error,
      measuredRate: control.measured(clock.now()),
      pace: Number.isFinite(pace) ? pace : undefined,
    });
  }

  /** Sends the call once, when its turn comes. */
  async function send<T>(
    family: OperationFamily,
    place: number,
    call: (signal: AbortSignal) => Promise<T>,
    lastFailure: CallError | undefined,
  ): Promise<{ readonly value: T } | { readonly error: CallError }> {
    const { control, queue } = laneOf(family);
    const sent = await queue.turn(place, lastFailure);
    try {
      const value = await attempts.make(call, Math.min(callTimeoutMs, limits.untilCut() + graceMs));
      control.through(sent);
      return { value };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.kind === 'throttled') control.throttled(sent, clock.now(), error.retryAfter);
      else if (!['connection', 'timeout', 'aborted'].includes(error.kind)) control.through(sent);
      return { error };
    } finally {
      queue.release();
    }
  }

  async function repeat<T>(
    family: OperationFamily,
    rule: RetryRule,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const place = places++;
    const failures = new Map<CallErrorKind, number>();
    let lastFailure: CallError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const result = await send(family, place, call, lastFailure);
      if ('value' in result) {
        limits.answered(true);
        report(family, 'success');
        return result.value;
      }
      const { error } = result;
      if (!isRetried(error.kind, rule) || attempt >= maxAttempts) {
        if (!isRetried(error.kind, 'idempotent')) limits.answered(false);
        report(family, 'failure', error);
        throw error;
      }
      lastFailure = error;
      report(family, error.kind === 'throttled' ? 'throttled' : 'retry', error);
      const count = (failures.get(error.kind) ?? 0) + 1;
      failures.set(error.kind, count);
      await pause(Math.max(retryDelay(error.kind, count, random), error.retryAfter ?? 0));
    }
  }

  /** A stop ends the pause early; the queue then says so. */
  async function pause(ms: number): Promise<void> {
    await clock.sleep(Math.min(ms, limits.remaining()), stopped).catch(() => undefined);
  }

  return {
    async run(family, rule, call) {
      limits.enter();
      try {
        return await repeat(family, rule, call);
      } finally {
        limits.leave();
      }
    },
  };
}
