import { CallError } from '../core/call-error.ts';
import type { Outcome } from '../core/plan/step.ts';
import { type ApplyContext, pause } from './apply-context.ts';
import type { FreshVersions } from './fresh-versions.ts';
import { appearedMeanwhile, areOurs, lookAfterLostPut, type PutStep } from './lost-put.ts';
import { endedBy, isLost, mayHaveBeenWritten, stale } from './outcomes.ts';
import { tagAfterPut } from './tag-edit.ts';

export async function applyPut(step: PutStep, context: ApplyContext, fresh: FreshVersions): Promise<Outcome> {
  if (step.kind === 'create') return await write(step, context);
  try {
    const version = await fresh.of(step.name);
    if (version === undefined) return stale(step, 'the parameter is gone; it was not created anew');
    if (version !== step.fromVersion) {
      return stale(step, `is at v${version} by now, planned from v${step.fromVersion}; it was left alone`);
    }
  } catch (error) {
    return endedBy(error, step, false);
  }
  return await tagAfterPut(await write(step, context), step.tags, context);
}

/** Sends the put until its fate is known. It goes out again only when a read showed that it had no effect. */
async function write(step: PutStep, context: ApplyContext): Promise<Outcome> {
  const { store, watch } = context;
  let lost = 0;
  for (;;) {
    try {
      const { version } = await store.put(step.put);
      watch.answered();
      return await landed(step, version, lost, context);
    } catch (error) {
      if (isLost(error)) lost += 1;
      else if (step.kind !== 'create' || !isExists(error)) return endedBy(error, step, lost > 0);
      else if (lost === 0) return appearedMeanwhile(step);
      const outcome = await settle(step, lost, context, error);
      if (outcome) return outcome;
    }
    if (context.signal?.aborted) {
      return { status: 'interrupted', step, code: 'interrupted', detail: mayHaveBeenWritten };
    }
    await pause(context, 0, Math.min(5_000, 250 * 2 ** Math.min(lost, 6)));
  }
}

/** The outcome after a lost answer, or after "exists" to a create of which one was lost; undefined to send again. */
async function settle(
  step: PutStep,
  lost: number,
  context: ApplyContext,
  error: unknown,
): Promise<Outcome | undefined> {
  try {
    const outcome = await lookAfterLostPut(step, lost, context);
    if (outcome) return outcome;
  } catch (unread) {
    return endedBy(unread, step, true);
  }
  return context.watch.stalled() ? endedBy(error, step, true) : undefined;
}

async function landed(step: PutStep, version: number, lost: number, context: ApplyContext): Promise<Outcome> {
  const outcome: Outcome = { status: 'applied', step, version };
  if (step.kind === 'create' || version === step.fromVersion + 1) return outcome;
  const first = step.fromVersion + 1;
  if (version < first) {
    return {
      ...outcome,
      wroteOver: true,
      detail: `the parameter was deleted meanwhile; it was written anew as v${version}, without its old tags`,
    };
  }
  if (version - first <= lost && (await areOurs(step, first, version, context))) {
    return {
      ...outcome,
      detail: `an answer was lost, so it was written more than once: v${first} to v${version} are the same`,
    };
  }
  const over = first === version - 1 ? `v${first}` : `v${first} to v${version - 1}`;
  return {
    ...outcome,
    wroteOver: true,
    detail: `wrote over ${over}, which appeared after it was read; now at v${version}`,
    hint: `What was written over is still there: ssmkit get ${step.name}:${version - 1}`,
  };
}

function isExists(error: unknown): boolean {
  return error instanceof CallError && error.kind === 'exists';
}
