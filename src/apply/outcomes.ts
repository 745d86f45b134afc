import { CallError, mayHaveBeenCarriedOut } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import type { Outcome } from '../core/plan/step.ts';
import { surelyWithoutEffect } from './pace/gave-up.ts';

/** An outcome of a step of any plan. */
type Ended<Step> = Omit<Outcome, 'step' | 'version' | 'wroteOver'> & { readonly step: Step };

export const mayHaveBeenWritten = 'the answer was lost; it may have been written';

/** Does nobody know whether the call was carried out, so that only reading can tell? */
export function isLost(error: unknown): error is CallError {
  return error instanceof CallError && mayHaveBeenCarriedOut(error.kind);
}

export function stale<Step>(step: Step, detail: string): Ended<Step> {
  return { status: 'stale', step, detail, hint: 'Run again to see what it would change now.' };
}

export function notStarted<Step>(step: Step): Ended<Step> {
  return { status: 'interrupted', step, detail: 'not started', code: 'interrupted' };
}

/**
 * The outcome of a step that an error ended. `lost`: an earlier answer of this step was lost. Only the
 * messages of our own errors are shown: they never hold a value, which nobody can promise of others.
 */
export function endedBy<Step>(error: unknown, step: Step, lost: boolean): Ended<Step> {
  if (!(error instanceof SsmkitError)) {
    const name = error instanceof Error ? error.name : typeof error;
    return {
      status: 'failed',
      step,
      code: 'failed',
      detail: `an unexpected ${name} ended it; it may have been written`,
      hint: 'Run again: what was written is left alone. Please report this with the output of --debug.',
    };
  }
  const { code, message, hint } = error;
  const unknown = lost || isLost(error) || (isAborted(error) && !surelyWithoutEffect(error));
  if (code === 'interrupted') {
    return unknown
      ? { status: 'interrupted', step, code, detail: mayHaveBeenWritten, hint }
      : notStarted(step);
  }
  return {
    status: 'failed',
    step,
    code,
    detail: unknown ? `${mayHaveBeenWritten} (${message})` : message,
    hint,
  };
}

function isAborted(error: SsmkitError): boolean {
  return error instanceof CallError && error.kind === 'aborted';
}
