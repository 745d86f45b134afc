import { SsmkitError } from '../core/errors.ts';
import type { Plan } from '../core/plan/step.ts';

/**
 * Makes sure that a plan can be applied as it is.
 * @throws SsmkitError `refused` when it holds refusals that are not to be skipped, or steps whose live state
 * was not read, or two steps for one name.
 */
export function checkPlan(plan: Plan, skipRefused: boolean): void {
  const unknown = plan.steps.filter(({ kind }) => kind === 'unknown').length;
  if (plan.stateUnknown || unknown > 0) {
    const why = plan.stateUnknown ? `: ${plan.stateUnknown.why}` : '';
    throw new SsmkitError('refused', `Nothing was sent: the live state is not known${why}.`);
  }
  const refused = plan.steps.filter(({ kind }) => kind === 'refuse').length;
  if (refused > 0 && !skipRefused) {
    throw new SsmkitError(
      'refused',
      `Nothing was sent: ${refused} of ${plan.steps.length} steps are refused.`,
      {
        hint: 'Mend them, or apply the rest with --skip-refused.',
      },
    );
  }
  const seen = new Set<string>();
  for (const { name } of plan.steps) {
    // `X` and `/X` are one parameter.
    const form = /^\/[^/]+$/.test(name) ? name.slice(1) : name;
    if (seen.has(form)) {
      throw new SsmkitError('refused', `Nothing was sent: the plan has two steps for ${name}.`);
    }
    seen.add(form);
  }
}
