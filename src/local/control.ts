import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { FaultPlan } from './fault-plan.ts';
import { parseBody } from './protocol.ts';
import { readFaultPlan } from './read-fault-plan.ts';
import { type AwsRequest, type AwsResponse, response } from './wire.ts';

/** Everything below it is ours; AWS's services are at `/`. */
export const controlPath = '/_ssmkit/';

export interface ControlOptions {
  readonly initial: FaultPlan;
  readonly setFaults: (plan: FaultPlan) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The faults of a running server: GET, PUT and DELETE of `/_ssmkit/faults`. Answers the plan that is in force,
 * or `{"problems": […]}` with 400, 404 or 405, and then nothing has changed.
 */
export function createControl(options: ControlOptions): (request: AwsRequest) => AwsResponse {
  let plan = options.initial;
  const answer = (status: number, body: object) =>
    response(status, 'application/json', `${JSON.stringify(body)}\n`, {
      requestId: randomUUID(),
      now: options.now(),
    });
  const change = (to: FaultPlan) => {
    plan = to;
    options.setFaults(to);
    return answer(200, plan);
  };
  return (request) => {
    if (request.path !== `${controlPath}faults`) return answer(404, { problems: ['There is no such page.'] });
    switch (request.method) {
      case 'GET':
        return answer(200, plan);
      case 'DELETE':
        return change({});
      case 'PUT': {
        const read = readBody(request.body);
        return 'plan' in read ? change(read.plan) : answer(400, read);
      }
      default:
        return answer(405, { problems: ['GET, PUT and DELETE are understood.'] });
    }
  };
}

function readBody(body: Uint8Array): ReturnType<typeof readFaultPlan> {
  try {
    return readFaultPlan(parseBody(body));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { problems: [error.message] };
  }
}
