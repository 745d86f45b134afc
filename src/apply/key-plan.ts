import type { KeyAdmin, KeyDetail } from '../core/key/key-admin.ts';
import type { KeyOutcome, KeyPlan, KeyStep } from '../core/key/key-plan.ts';
import type { Clock } from '../core/ports.ts';
import { createWriteWatch, type WriteWatch } from './apply-context.ts';
import { createAlias } from './key-alias.ts';
import { createKey } from './key-creation.ts';
import { putPolicy } from './key-policy.ts';
import { endedBy, notStarted } from './outcomes.ts';

export interface KeyDeps {
  /** Its createKey, createAlias and putPolicy never repeat a lost answer. */
  readonly admin: KeyAdmin;
  /** Keys with the environment's tag and without any alias, for a CreateKey whose answer was lost. */
  readonly findTagged: () => Promise<readonly KeyDetail[]>;
  readonly clock: Clock;
  /** First Ctrl-C: no new steps; the one begun finishes. */
  readonly signal: AbortSignal;
}

/** What every step works with. */
export interface KeyWork extends KeyDeps {
  readonly watch: WriteWatch;
}

/**
 * Executes a plan exactly as it was shown, one step after the other: each of them is about the same key. A
 * step that fails leaves the later ones their chance, unless they would have no key, or not this one.
 * @returns exactly one outcome per step, in the order of the plan.
 */
export async function applyKeyPlan(plan: KeyPlan, deps: KeyDeps): Promise<readonly KeyOutcome[]> {
  const work: KeyWork = { ...deps, watch: createWriteWatch(deps.clock) };
  const outcomes: KeyOutcome[] = [];
  let keyId = plan.keyId;
  let stop: string | undefined;
  for (const step of plan.steps) {
    const outcome = await outcomeOf(step, keyId, stop, work);
    outcomes.push(outcome);
    keyId = outcome.keyId ?? keyId;
    stop ??= stopAfter(outcome);
  }
  return outcomes;
}

async function outcomeOf(
  step: KeyStep,
  keyId: string | undefined,
  stop: string | undefined,
  work: KeyWork,
): Promise<KeyOutcome> {
  if (step.kind === 'keep') return { status: 'kept', step };
  if (step.kind === 'refuse') {
    return { status: 'skipped', step, detail: step.reason, hint: step.hint, code: 'refused' };
  }
  if (work.signal.aborted) return notStarted(step);
  if (stop !== undefined) return { status: 'skipped', step, detail: `not tried: ${stop}` };
  try {
    return await change(step, keyId, work);
  } catch (error) {
    return endedBy(error, step, false);
  }
}

async function change(step: KeyStep, keyId: string | undefined, work: KeyWork): Promise<KeyOutcome> {
  const { admin } = work;
  const on = async (act: (id: string) => Promise<KeyOutcome>): Promise<KeyOutcome> =>
    keyId === undefined
      ? { status: 'skipped', step, detail: 'not tried: there is no key' }
      : await act(keyId);
  const done = async (call: Promise<void>): Promise<KeyOutcome> => {
    await call;
    return { status: 'applied', step };
  };
  switch (step.kind) {
    case 'create-key':
      return await createKey(step, work);
    case 'create-alias':
      return await on((id) => createAlias(step, id, work));
    case 'put-policy':
      return await on((id) => putPolicy(step, id, work));
    case 'update-description':
      return await on((id) => done(admin.setDescription(id, step.to)));
    case 'untag':
      return await on((id) => done(admin.removeTags(id, step.keys)));
    case 'tag':
      return await on((id) => done(admin.setTags(id, step.tags)));
    case 'enable-rotation':
      return await on((id) => done(admin.enableRotation(id, step.days)));
    case 'keep':
    case 'refuse':
    case 'unknown':
      throw new Error(`A step of kind ${step.kind} cannot be carried out.`);
  }
}

/** Why nothing after this outcome is to be tried, or nothing. */
function stopAfter({ status, step, code, detail }: KeyOutcome): string | undefined {
  if (status === 'stale' && step.kind === 'create-alias') return 'the alias is of another key';
  return code === 'credentials' ? detail : undefined;
}
