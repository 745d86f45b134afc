import type { Outcome, PlanStep } from '../core/plan/step.ts';

/** Decides when trying more steps is pointless. */
export interface Halt {
  /** Why a step is not to be begun. */
  reason(step: PlanStep): { readonly detail: string; readonly hint: string | undefined } | undefined;
  saw(outcome: Outcome): void;
}

const enoughDenials = 10;

/**
 * Bad credentials fail every call, so the first such failure ends all that was not begun. A denial is about a
 * name, and policies are written by path: after ten denials and not one success of the same kind of write
 * below the same parent (and, for secrets, with the same key), the rest of that parent is not tried. Other
 * parents get their own chance, so that a denied one can never keep them from being written.
 */
export function createHalt(): Halt {
  let credentials: Outcome | undefined;
  const denials = new Map<string, number>();
  const allowed = new Set<string>();

  return {
    reason(step) {
      if (credentials) {
        return {
          detail: `not tried: ${credentials.detail ?? 'the credentials failed'}`,
          hint: credentials.hint,
        };
      }
      const group = groupOf(step);
      if (allowed.has(group) || (denials.get(group) ?? 0) < enoughDenials) return undefined;
      return {
        detail: `not tried: ${enoughDenials} others below ${parentOf(step.name)} were denied and none allowed`,
        hint: 'Ask for the permission, then run again.',
      };
    },
    saw(outcome) {
      const group = groupOf(outcome.step);
      if (outcome.status === 'applied') allowed.add(group);
      if (outcome.status !== 'failed') return;
      if (outcome.code === 'credentials') credentials ??= outcome;
      if (outcome.code === 'denied') denials.set(group, (denials.get(group) ?? 0) + 1);
    },
  };
}

function groupOf(step: PlanStep): string {
  const key = step.kind === 'create' || step.kind === 'update' ? (step.put.keyId ?? step.put.type) : '';
  return JSON.stringify([step.kind, key, parentOf(step.name)]);
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(1, name.lastIndexOf('/')));
}
