import type { Rate, RatePhase } from './fault-plan.ts';

/** @param now milliseconds; the phases count from the moment of this call. */
export function createBucket(rate: Rate | readonly RatePhase[], now: () => number): () => boolean {
  const phases: readonly RatePhase[] = 'perSecond' in rate ? [{ ...rate, afterMs: 0 }] : rate;
  const start = now();
  const phaseAt = (time: number) => phases.findLast((phase) => phase.afterMs <= time - start);
  let tokens = phaseAt(start)?.burst ?? Number.POSITIVE_INFINITY;
  let last = start;
  return function take(): boolean {
    const time = now();
    const phase = phaseAt(time);
    if (!phase) return true;
    tokens = Math.min(phase.burst, tokens + ((time - last) / 1000) * phase.perSecond);
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
