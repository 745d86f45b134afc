import type { Outcome, PlanStep } from '../core/plan/step.ts';
import { type ApplyContext, pause } from './apply-context.ts';
import type { LiveValue } from './live-reader.ts';
import { stale } from './outcomes.ts';

export type PutStep = Extract<PlanStep, { kind: 'create' | 'update' }>;

/** Reads may lag behind a write for a second or more, so the old state is believed only after some reads. */
const readsBeforeResend = 3;

/**
 * Finds out what became of a put whose answers were lost, `lost` times by now: its outcome, or undefined when
 * nothing of it is to be seen and it is to be sent again. Rejects with CallError when the name cannot be read.
 */
export async function lookAfterLostPut(
  step: PutStep,
  lost: number,
  context: ApplyContext,
): Promise<Outcome | undefined> {
  const before = step.kind === 'create' ? 0 : step.fromVersion;
  let live: LiveValue | undefined;
  for (let reads = 0; reads < readsBeforeResend; reads += 1) {
    await pause(context, 300, reads === 0 ? 600 : 1000);
    live = await context.live.one(step.name);
    if (!live || live.version <= before) continue;
    // A create goes out without overwrite, so it can be there only once, however often it was sent.
    const most = before + (step.kind === 'create' ? 1 : lost);
    if (
      live.version <= most &&
      isDraft(step, live) &&
      (await areOurs(step, before + 1, live.version, context))
    ) {
      return found(step, live.version, most > before + 1);
    }
    return stale(
      step,
      `the answer was lost, and it is at v${live.version} by someone else; this value may be among its versions`,
    );
  }
  // An update needs its parameter: sent to a missing name it would create one without tags.
  if (step.kind === 'update' && live?.version !== step.fromVersion) {
    return stale(step, 'the answer was lost, and the parameter was deleted meanwhile');
  }
  return undefined;
}

export function appearedMeanwhile(step: PutStep): Outcome {
  return stale(step, 'appeared meanwhile; it was left alone');
}

/** Are the versions from `first` up to, not including, `end` this very write, whose answers were lost? */
export async function areOurs(
  step: PutStep,
  first: number,
  end: number,
  context: ApplyContext,
): Promise<boolean> {
  for (let version = first; version < end; version += 1) {
    const live = await context.live.one(`${step.name}:${version}`).catch(() => undefined);
    if (live?.value === undefined || !isDraft(step, live)) return false;
  }
  return true;
}

function found(step: PutStep, version: number, sentAgain: boolean): Outcome {
  const more = sentAgain ? ', perhaps more than once' : '';
  return { status: 'applied', step, version, detail: `the answer was lost; it was found written${more}` };
}

/** Where the value cannot be read, type and version decide. */
function isDraft({ put }: PutStep, live: LiveValue): boolean {
  return live.type === put.type && (live.value === undefined || live.value.equals(put.value));
}
