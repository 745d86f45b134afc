import { CallError } from '../core/call-error.ts';
import type { KeyOutcome, KeyStep } from '../core/key/key-plan.ts';
import type { KeyWork } from './key-plan.ts';
import { endedBy, isLost, stale } from './outcomes.ts';

type AliasStep = Extract<KeyStep, { kind: 'create-alias' }>;

/** A fresh alias is found by its name within seconds; milliseconds between looks. */
const looks = [300, 700, 1_500, 3_000];

/**
 * CreateAlias, until its fate is known. An alias can be there only once, so sending it again after a look that
 * showed nothing does no harm; whose it is decides.
 */
export async function createAlias(step: AliasStep, keyId: string, work: KeyWork): Promise<KeyOutcome> {
  const { admin, watch, signal } = work;
  let lost = false;
  for (;;) {
    try {
      await admin.createAlias(step.alias, keyId);
      watch.answered();
      return { status: 'applied', step };
    } catch (error) {
      const exists = error instanceof CallError && error.awsCode === 'AlreadyExistsException';
      if (!exists && !isLost(error)) return endedBy(error, step, lost);
      lost ||= !exists;
      const outcome = await lookAtAlias(step, keyId, lost, work).catch((unread: unknown) =>
        endedBy(unread, step, lost),
      );
      if (outcome) return outcome;
      if (exists || watch.stalled() || signal.aborted) return endedBy(error, step, lost);
    }
  }
}

/** Whose the alias is; undefined when it is nowhere to be seen. Rejects as `describe` does. */
async function lookAtAlias(
  step: AliasStep,
  keyId: string,
  lost: boolean,
  { admin, clock, signal }: KeyWork,
): Promise<KeyOutcome | undefined> {
  for (const ms of looks) {
    await clock.sleep(ms, signal).catch(() => undefined);
    const there = await admin.describe(step.alias);
    if (there?.keyId === keyId) {
      const detail = lost ? 'the answer was lost; it was found' : 'was there by now';
      return { status: 'applied', step, detail };
    }
    if (there) {
      return {
        ...stale(step, `it appeared meanwhile, for key ${there.keyId}, and was left alone`),
        hint: `Key ${keyId} has no alias now. If the other one is right, dispose of it: aws kms schedule-key-deletion --key-id ${keyId}`,
      };
    }
    if (signal.aborted) return undefined;
  }
  return undefined;
}
