import type { KeyOutcome, KeyStep } from '../core/key/key-plan.ts';
import { samePolicy } from '../core/key/policy-merge.ts';
import type { KeyWork } from './key-plan.ts';
import { endedBy, isLost, stale } from './outcomes.ts';

type PolicyStep = Extract<KeyStep, { kind: 'put-policy' }>;

const pauseMs = 1_000;

/** PutKeyPolicy replaces the whole of it, so it goes out only over the very policy that was shown. */
export async function putPolicy(step: PolicyStep, keyId: string, work: KeyWork): Promise<KeyOutcome> {
  const { admin, watch, clock, signal } = work;
  let lost = false;
  for (;;) {
    try {
      const live = await admin.policy(keyId);
      if (samePolicy(live, step.to)) {
        const detail = lost ? 'the answer was lost; it was found' : 'it says so by now';
        return { status: 'applied', step, detail };
      }
      if (!samePolicy(live, step.from)) {
        return stale(step, 'it was changed since it was read, and was left alone');
      }
      await admin.putPolicy(keyId, step.to);
      return { status: 'applied', step };
    } catch (error) {
      if (!isLost(error) || watch.stalled() || signal.aborted) return endedBy(error, step, lost);
      lost = true;
    }
    await clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}
