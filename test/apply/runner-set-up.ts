import { type CallRunnerOptions, createCallRunner } from '../../src/apply/call-runner.ts';
import type { CallError } from '../../src/core/call-error.ts';
import { createRandom } from './random.ts';
import { createVirtualClock } from './virtual-clock.ts';

export function setUp(options: Partial<CallRunnerOptions> = {}) {
  const clock = createVirtualClock(1000);
  const runner = createCallRunner({ clock, random: createRandom(7), ...options });
  return { clock, runner };
}

/** A call that fails so often and then answers; tells when it was sent. */
export function failing(clock: { now(): number }, errors: readonly CallError[]) {
  const sentAt: number[] = [];
  const call = async () => {
    sentAt.push(clock.now());
    const error = errors[sentAt.length - 1];
    if (error) throw error;
    return 'done';
  };
  return { sentAt, call };
}

export async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
