import type { OperationFamily } from '../core/ports.ts';
import type { Fault, FaultPlan, Rate, RatePhase } from './fault-plan.ts';
import { kmsOperations } from './kms/operations.ts';
import { ssmOperations } from './ssm/operations.ts';
import { listOf, numberFrom, object, oneOfTexts, type Reader, textLike, yesOrNo } from './strict-json.ts';

const most = Number.MAX_SAFE_INTEGER;
const anyText = textLike(/^[\s\S]{1,2048}$/, 'a text');
const milliseconds = numberFrom(0, 3_600_000);
const when = oneOfTexts(['before', 'after']);
const operationName = oneOfTexts([...ssmOperations.keys(), ...kmsOperations.keys(), 'GetCallerIdentity']);
const action = textLike(/^(?:ssm|kms|sts):[A-Za-z*]+$/, 'an action such as ssm:PutParameter or kms:*');

const rateMembers = {
  perSecond: numberFrom(0, 1_000_000, { whole: false }),
  burst: numberFrom(1, 1_000_000),
};
const rate = object(rateMembers, {});
const phases = listOf(object({ ...rateMembers, afterMs: milliseconds }, {}));
const rateOrPhases: Reader<Rate | readonly RatePhase[]> = (json, path, problems) =>
  Array.isArray(json) ? phases(json, path, problems) : rate(json, path, problems);
const throttle = object({}, {
  read: rateOrPhases,
  describe: rateOrPhases,
  put: rateOrPhases,
  delete: rateOrPhases,
  tag: rateOrPhases,
  'list-tags': rateOrPhases,
  kms: rateOrPhases,
  sts: rateOrPhases,
} satisfies Record<OperationFamily, unknown>);

const kind = <K extends Fault['kind']>(name: K) => oneOfTexts([name]);
const faults: { readonly [K in Fault['kind']]: Reader<Fault> } = {
  error: object(
    { kind: kind('error'), code: textLike(/^[A-Za-z]{1,64}$/, 'an error code such as TooManyUpdates') },
    { message: anyText, status: numberFrom(400, 599) },
  ),
  reset: object({ kind: kind('reset'), when }, {}),
  latency: object({ kind: kind('latency'), ms: milliseconds }, { jitterMs: milliseconds }),
  hang: object({ kind: kind('hang'), when }, {}),
  'empty-page': object({ kind: kind('empty-page') }, {}),
};
const faultKinds = Object.keys(faults) as readonly Fault['kind'][];

const fault: Reader<Fault> = (json, path, problems) => {
  const given = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined;
  const known = faultKinds.find((name) => name === given);
  if (known) return faults[known](json, path, problems);
  problems.push(`${path}.kind must be one of ${faultKinds.join(', ')}.`);
  return { kind: 'empty-page' };
};

const plan: Reader<FaultPlan> = object(
  {},
  {
    throttle,
    rules: listOf(
      object(
        { fault },
        {
          operations: listOf(operationName),
          skip: numberFrom(0, most),
          times: numberFrom(1, most),
          probability: numberFrom(0, 1, { whole: false }),
        },
      ),
    ),
    denied: listOf(object({ action }, { resource: anyText, except: anyText, explicit: yesOrNo })),
    disabledKeys: listOf(anyText),
    visibilityDelayMs: milliseconds,
  },
);

/**
 * A fault plan as docs/local.md describes it. Unknown members, operations and families are problems: a plan
 * with a typo would quietly test nothing.
 */
export function readFaultPlan(
  json: unknown,
): { readonly plan: FaultPlan } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = plan(json, 'plan', problems);
  return problems.length === 0 ? { plan: read } : { problems };
}

/** The later plan's rates and delay win; its rules, denials and keys come after those of the earlier. */
export function joinFaultPlans(plans: readonly FaultPlan[]): FaultPlan {
  return {
    throttle: Object.assign({}, ...plans.map((each) => each.throttle)),
    rules: plans.flatMap((each) => each.rules ?? []),
    denied: plans.flatMap((each) => each.denied ?? []),
    disabledKeys: plans.flatMap((each) => each.disabledKeys ?? []),
    visibilityDelayMs: plans.findLast((each) => each.visibilityDelayMs !== undefined)?.visibilityDelayMs ?? 0,
  };
}
