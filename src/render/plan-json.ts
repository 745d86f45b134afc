import type { Outcome, Plan, PlanStep, TagEdit } from '../core/plan/step.ts';
import { countOutcomes, countSteps, planCost } from '../core/plan/totals.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';

export interface RunDocument {
  readonly command: string;
  readonly identity: Identity | undefined;
  readonly plan: Plan;
  /** Only after applying. */
  readonly outcomes?: readonly Outcome[] | undefined;
}

/** One document for machines; the field names are documented in docs/output.md. Holds no values. */
export function renderRunJson(run: RunDocument): string {
  const { plan, identity } = run;
  const cost = planCost(plan);
  const document = {
    command: run.command,
    mode: run.outcomes ? 'apply' : 'preview',
    account: identity?.account ?? null,
    region: identity?.region ?? null,
    profile: identity?.profile ?? null,
    endpoint: identity?.endpoint ?? null,
    stateUnknown: plan.stateUnknown?.why ?? null,
    steps: run.outcomes ? run.outcomes.map(outcomeRecord) : plan.steps.map(stepRecord),
    totals: run.outcomes ? countOutcomes(run.outcomes) : countSteps(plan.steps),
    calls: cost.calls,
    rereads: cost.rereads,
    seconds: Number(cost.seconds.toFixed(2)),
    notes: plan.notes,
  };
  // What JSON need not escape can still steer a terminal; escaped it is the same document.
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

function outcomeRecord(outcome: Outcome): object {
  return {
    ...stepRecord(outcome.step),
    status: outcome.status,
    ...(outcome.version === undefined ? {} : { version: outcome.version }),
    ...(outcome.wroteOver ? { wroteOver: true } : {}),
    ...(outcome.detail === undefined ? {} : { detail: outcome.detail }),
    ...(outcome.hint === undefined ? {} : { hint: outcome.hint }),
  };
}

function stepRecord(step: PlanStep): object {
  const head = { name: step.name, kind: step.kind };
  switch (step.kind) {
    case 'create':
      return {
        ...head,
        type: step.put.type,
        keyId: step.put.keyId ?? null,
        tier: step.put.tier ?? null,
        tags: step.put.tags ?? [],
      };
    case 'update':
      return {
        ...head,
        type: step.put.type,
        keyId: step.put.keyId ?? null,
        fromVersion: step.fromVersion,
        changes: step.changes,
        ...tagRecord(step.tags),
      };
    case 'retag':
      return { ...head, resourceType: step.resourceType ?? 'Parameter', ...tagRecord(step.tags) };
    case 'delete':
      return {
        ...head,
        type: step.type,
        fromVersion: step.fromVersion,
        arn: step.arn,
        lastModified: step.lastModified?.toISOString() ?? null,
        ...(step.tags ? { tags: step.tags } : {}),
      };
    case 'keep':
      return { ...head, type: step.type ?? null, version: step.version ?? null };
    case 'refuse':
      return { ...head, reason: step.reason, hint: step.hint ?? null };
    case 'unknown':
      return { ...head, type: step.type ?? null };
  }
}

function tagRecord(edit: TagEdit | undefined): object {
  return edit ? { setTags: edit.set, removeTags: edit.remove } : {};
}
