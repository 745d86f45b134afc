import type { Plan } from '../core/plan/step.ts';
import { countSteps, planCost } from '../core/plan/totals.ts';
import type { OperationFamily } from '../core/ports.ts';
import type { Pace } from '../core/terminal.ts';
import type { CallEvent } from './call-runner.ts';

export interface PlanMeter {
  saw(event: CallEvent): void;
  pace(): Pace;
}

interface Lane {
  left: number;
  /** Calls a second that got through lately. */
  rate: number | undefined;
  readonly stepsPerCall: number;
}

/**
 * How fast a plan is applied and how long it will take, from the calls that AWS let through in the last
 * seconds. Puts and tags go side by side, deletes after them; what has not begun is taken to go as fast as
 * what has.
 */
export function createPlanMeter(plan: Plan): PlanMeter {
  const { calls } = planCost(plan);
  const deletes = countSteps(plan.steps).delete;
  const put: Lane = { left: calls.PutParameter, rate: undefined, stepsPerCall: 1 };
  const tag: Lane = {
    left: calls.AddTagsToResource + calls.RemoveTagsFromResource,
    rate: undefined,
    stepsPerCall: 1,
  };
  const remove: Lane = {
    left: calls.DeleteParameters,
    rate: undefined,
    stepsPerCall: deletes / Math.max(1, calls.DeleteParameters),
  };
  const lanes: Partial<Record<OperationFamily, Lane>> = { put, tag, delete: remove };
  let throttled = 0;

  const seconds = (lane: Lane) => {
    if (lane.left === 0) return 0;
    const rate = lane.rate ?? put.rate ?? tag.rate ?? remove.rate;
    return rate === undefined ? Number.POSITIVE_INFINITY : lane.left / rate;
  };

  return {
    saw({ kind, family, measuredRate }) {
      if (kind === 'throttled') throttled += 1;
      const lane = lanes[family];
      if (!lane) return;
      if (kind === 'success') lane.left = Math.max(0, lane.left - 1);
      lane.rate = measuredRate ?? lane.rate;
    },
    pace() {
      const slowest = seconds(tag) > seconds(put) ? tag : put;
      const shown = slowest.left > 0 ? slowest : remove;
      const left = seconds(slowest) + seconds(remove);
      return {
        perSecond: shown.rate === undefined ? undefined : shown.rate * shown.stepsPerCall,
        secondsLeft: Number.isFinite(left) ? left : undefined,
        throttled,
      };
    },
  };
}
