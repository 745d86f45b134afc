import { AwsError } from './aws-error.ts';
import { type DenyRule, type Fault, type FaultPlan, type FaultRule, familyOf } from './fault-plan.ts';
import { accessDenied } from './rules/denied.ts';
import { createBucket } from './throttle.ts';
import { createVisibilityLag, type VisibilityLag } from './visibility.ts';

export interface FaultTools {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Rejects with the signal's reason when it is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** A plan at work: it counts calls and fills buckets. */
export interface Faults {
  /**
   * The faults that hit this call, in order. Taken one by one: a rule behind the one that ended the call has
   * not met it, and does not count it. @throws AwsError ThrottlingException
   */
  hit(operation: string): Iterable<Fault>;
  authorize(caller: string, action: string, resource: string): void;
  keyDisabled(names: readonly string[]): boolean;
  readonly lag: VisibilityLag;
  readonly visibilityDelayMs: number;
}

const kmsThrottleText =
  'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

export function createFaults(plan: FaultPlan, tools: FaultTools): Faults {
  const buckets = new Map(
    Object.entries(plan.throttle ?? {}).map(([family, rate]) => [family, createBucket(rate, tools.now)]),
  );
  const rules = (plan.rules ?? []).map((rule) => countingRule(rule, tools.random));
  return {
    *hit(operation) {
      const family = familyOf(operation);
      const take = buckets.get(family);
      if (take && !take()) {
        throw new AwsError('ThrottlingException', family === 'kms' ? kmsThrottleText : 'Rate exceeded');
      }
      for (const applies of rules) yield* applies(operation);
    },
    authorize(caller, action, resource) {
      const rule = (plan.denied ?? []).find((candidate) => denies(candidate, action, resource));
      if (rule) throw accessDenied(caller, action, resource, rule.explicit === true);
    },
    keyDisabled: (names) => names.some((name) => plan.disabledKeys?.includes(name) === true),
    lag: createVisibilityLag(),
    visibilityDelayMs: plan.visibilityDelayMs ?? 0,
  };
}

function countingRule(rule: FaultRule, random: () => number): (operation: string) => readonly Fault[] {
  let passed = 0;
  let hits = 0;
  return (operation) => {
    if (rule.operations && !rule.operations.includes(operation)) return [];
    if (passed < (rule.skip ?? 0)) {
      passed += 1;
      return [];
    }
    if (hits >= (rule.times ?? Number.POSITIVE_INFINITY)) return [];
    if (rule.probability !== undefined && random() >= rule.probability) return [];
    hits += 1;
    return [rule.fault];
  };
}

function denies(rule: DenyRule, action: string, resource: string): boolean {
  if (!matches(rule.action, action)) return false;
  if (rule.except !== undefined && matches(rule.except, resource)) return false;
  return rule.resource === undefined || matches(rule.resource, resource);
}

function matches(pattern: string, text: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(text);
}
