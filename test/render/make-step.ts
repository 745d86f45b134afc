import { parseParameterName } from '../../src/core/parameter/name.ts';
import type { Outcome, Plan, PlanStep, PutRequest } from '../../src/core/plan/step.ts';
import type { Identity } from '../../src/core/ports.ts';
import { Secret } from '../../src/core/secret/secret.ts';

/** Stands in every value, so that it can be looked for in everything that is rendered. */
export const canary = 'canary-value';
/** Steers a terminal in every way it could. */
export const steering = 'x\u001b[31m\u009b2J\r\u202ey\u2028';
export const steeringShown = 'x\\u001b[31m\\u009b2J\\u000d\\u202ey\\u2028';

export const identity: Identity = {
  region: 'us-east-1',
  profile: 'admin',
  account: '123456789012',
  endpoint: undefined,
};

const put = (name: string, parts: Partial<PutRequest>): PutRequest => ({
  name: parseParameterName(name),
  value: new Secret(canary),
  type: 'String',
  overwrite: false,
  ...parts,
});

export const create = (name: string, parts: Partial<PutRequest> = {}): PlanStep => ({
  kind: 'create',
  name: parseParameterName(name),
  put: put(name, parts),
});

export const update = (
  name: string,
  parts: Partial<Extract<PlanStep, { kind: 'update' }>> = {},
): Extract<PlanStep, { kind: 'update' }> => ({
  kind: 'update',
  name: parseParameterName(name),
  put: put(name, { overwrite: true }),
  fromVersion: 3,
  changes: [{ field: 'value', because: 'different' }],
  ...parts,
});

export const retag = (name: string): PlanStep => ({
  kind: 'retag',
  name: parseParameterName(name),
  tags: { set: [{ Key: 'a', Value: '1' }], remove: ['b', 'c'] },
});

export const remove = (name: string): PlanStep => ({
  kind: 'delete',
  name: parseParameterName(name),
  fromVersion: 7,
  type: 'SecureString',
  arn: `arn:aws:ssm:us-east-1:123456789012:parameter${name}`,
  lastModified: new Date(0),
});

export const keep = (name: string): PlanStep => ({
  kind: 'keep',
  name: parseParameterName(name),
  version: 2,
  type: 'String',
});

export const refuse = (name: string, reason = 'is not wanted', hint?: string): PlanStep => ({
  kind: 'refuse',
  name: parseParameterName(name),
  reason,
  hint,
});

export const unknown = (name: string): PlanStep => ({
  kind: 'unknown',
  name: parseParameterName(name),
  type: 'SecureString',
});

/** One step of each kind. */
export const everyKind: readonly PlanStep[] = [
  create('/mow/create'),
  update('/mow/update'),
  retag('/mow/retag'),
  remove('/mow/delete'),
  keep('/mow/keep'),
  refuse('/mow/refuse', 'is not wanted', 'Want it.'),
  unknown('/mow/unknown'),
];

export const plan = (steps: readonly PlanStep[], more: Partial<Plan> = {}): Plan => ({
  steps,
  notes: [],
  ...more,
});

export const outcome = (step: PlanStep, parts: Partial<Outcome> = {}): Outcome => ({
  status: 'applied',
  step,
  ...parts,
});
