import { type KeyOutcome, type KeyPlan, type KeyStep, keyCalls } from '../core/key/key-plan.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';

export interface KeyRunDocument {
  readonly plan: KeyPlan;
  readonly identity: Identity | undefined;
  /** Only after applying. */
  readonly outcomes?: readonly KeyOutcome[] | undefined;
}

/** One document for machines; the field names are documented in docs/output.md. */
export function renderKeyRunJson({ plan, identity, outcomes }: KeyRunDocument): string {
  const made = outcomes?.find(({ keyId }) => keyId !== undefined)?.keyId;
  const document = {
    command: 'kms ensure',
    mode: outcomes ? 'apply' : 'preview',
    account: identity?.account ?? null,
    region: identity?.region ?? null,
    profile: identity?.profile ?? null,
    endpoint: identity?.endpoint ?? null,
    environment: plan.environment,
    alias: plan.alias,
    keyId: made ?? plan.keyId ?? null,
    stateUnknown: plan.stateUnknown?.why ?? null,
    steps: outcomes ? outcomes.map(outcomeRecord) : plan.steps.map(stepRecord),
    totals: countBy(outcomes ? outcomes.map(({ status }) => status) : plan.steps.map(({ kind }) => kind)),
    calls: keyCalls(plan),
    notes: plan.notes,
  };
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

function outcomeRecord({ step, status, detail, hint }: KeyOutcome): object {
  return {
    ...stepRecord(step),
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function stepRecord(step: KeyStep): object {
  const { kind } = step;
  switch (kind) {
    case 'create-key': {
      const { description, tags, policy } = step.request;
      return { kind, description, tags, policy: policy === undefined ? null : JSON.parse(policy) };
    }
    case 'create-alias':
      return { kind, alias: step.alias };
    case 'update-description':
      return { kind, from: step.from, to: step.to };
    case 'untag':
      return { kind, removeTags: step.keys };
    case 'tag':
      return { kind, setTags: step.tags.map(({ Key, Value }) => ({ Key, Value })) };
    case 'enable-rotation':
      return { kind, days: step.days ?? null };
    case 'put-policy':
      return { kind, difference: step.difference, policy: JSON.parse(step.to) };
    case 'refuse':
      return { kind, reason: step.reason, hint: step.hint };
    case 'keep':
    case 'unknown':
      return { kind };
  }
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
