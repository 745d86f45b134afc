import type { KeyDetail } from '../core/key/key-admin.ts';
import type { KeyOutcome, KeyStep } from '../core/key/key-plan.ts';
import type { KeyWork } from './key-plan.ts';
import { endedBy, isLost, mayHaveBeenWritten } from './outcomes.ts';

type CreateStep = Extract<KeyStep, { kind: 'create-key' }>;

/** KMS shows a new key within seconds; so long is looked for one, in milliseconds between looks. */
const looks = [500, 1_000, 2_000, 4_000];

/**
 * One CreateKey. It is never sent twice: KMS takes no client token, and a second key costs money and cannot be
 * deleted for a week. So a lost answer is looked up by the tag that the request carried, and where nothing is
 * to be seen the step has failed: the next run looks again before it creates.
 */
export async function createKey(step: CreateStep, work: KeyWork): Promise<KeyOutcome> {
  try {
    const { keyId } = await work.admin.createKey(step.request);
    return { status: 'applied', step, keyId };
  } catch (error) {
    if (!isLost(error)) return endedBy(error, step, false);
  }
  try {
    return await lookForKey(step, work);
  } catch (error) {
    return endedBy(error, step, true);
  }
}

async function lookForKey(step: CreateStep, { findTagged, clock, signal }: KeyWork): Promise<KeyOutcome> {
  for (const ms of looks) {
    await clock.sleep(ms, signal).catch(() => undefined);
    if (signal.aborted)
      return { status: 'interrupted', step, code: 'interrupted', detail: mayHaveBeenWritten };
    const found = await findTagged();
    const [first, ...others] = found;
    if (others.length > 0) return several(step, found);
    if (first) {
      const detail = 'the answer was lost; it was found by its tag';
      return { status: 'applied', step, keyId: first.keyId, detail };
    }
  }
  return {
    status: 'failed',
    step,
    code: 'failed',
    detail: 'the answer was lost, and no key with its tag is to be seen',
    hint: 'Run again in a minute: the key is looked for before one is created.',
  };
}

/** Somebody else created one at the same time. */
function several(step: CreateStep, found: readonly KeyDetail[]): KeyOutcome {
  const ids = found.map(({ keyId }) => keyId).join(', ');
  return {
    status: 'failed',
    step,
    code: 'failed',
    detail: `the answer was lost, and several keys have its tag: ${ids}`,
    hint: 'Run again: it says what to do about them.',
  };
}
