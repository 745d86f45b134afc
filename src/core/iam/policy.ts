import type { ArnScope } from '../parameter/name.ts';
import { fewest } from './glob.ts';
import type { KeyRef } from './key-ref.ts';
import type { Need } from './need.ts';
import { viaServices } from './partition.ts';
import { arnOfParameter, arnsOfTagged } from './resource-arn.ts';
import { sidOf, topicOf } from './sid.ts';

/** By operator, then by key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
}

export interface PolicyOptions {
  readonly scope: ArnScope;
  /** How the policy names a key; undefined for the default key, which needs no permission. */
  readonly key: (keyId: string) => KeyRef | undefined;
}

/** Statements that allow what is needed and nothing else; in the order in which the needs first name them. */
export function policyOf(all: readonly Need[], options: PolicyOptions): readonly Statement[] {
  const byAction = new Map<string, Part>();
  for (const part of valuesTogether(all).flatMap((need) => partOf(need, options) ?? [])) {
    const slot = JSON.stringify([part.action, part.conditions]);
    const before = byAction.get(slot);
    byAction.set(slot, { ...part, resources: [...(before?.resources ?? []), ...part.resources] });
  }
  const statements = new Map<string, Omit<Statement, 'sid'>>();
  for (const { action, resources, conditions } of byAction.values()) {
    const few = fewest(resources);
    const slot = JSON.stringify([topicOf(action), few, conditions]);
    const actions = [...(statements.get(slot)?.actions ?? []), action].toSorted();
    statements.set(slot, { actions, resources: few, conditions });
  }
  return withSids([...statements.values()]);
}

interface Part {
  readonly action: string;
  readonly resources: readonly string[];
  readonly conditions: Conditions;
}

/** One need for each action and key, with the names of all: they stand in one condition. */
function valuesTogether(all: readonly Need[]): readonly Need[] {
  const merged = new Map<string, Need>();
  for (const need of all) {
    const slot = need.on.kind === 'values' ? `${need.action} ${need.on.keyId}` : JSON.stringify(need);
    const before = merged.get(slot)?.on;
    const both =
      need.on.kind === 'values' && before?.kind === 'values'
        ? { ...need, on: { ...need.on, names: [...before.names, ...need.on.names] } }
        : need;
    merged.set(slot, both);
  }
  return [...merged.values()];
}

function partOf({ action, on }: Need, { scope, key }: PolicyOptions): Part | undefined {
  const plain = (resources: readonly string[]): Part => ({ action, resources, conditions: {} });
  switch (on.kind) {
    case 'any':
      return plain(['*']);
    case 'parameter':
      return plain([arnOfParameter(on.name, scope)]);
    case 'tags':
      return plain(arnsOfTagged(on.type, on.id, scope));
    case 'resource':
      return plain([`arn:${scope.partition}:${on.service}:${scope.region}:${scope.account}:${on.path}`]);
    case 'key': {
      const ref = key(on.keyId);
      return ref && { action, resources: resourcesOf(ref), conditions: aliasCondition(ref) };
    }
    case 'values': {
      const ref = key(on.keyId);
      if (ref === undefined || on.names.length === 0) return undefined;
      return { action, resources: resourcesOf(ref), conditions: valueConditions(ref, on.names, scope) };
    }
  }
}

function resourcesOf(ref: KeyRef): readonly string[] {
  return [ref.kind === 'key' ? ref.arn : ref.keys];
}

function aliasCondition(ref: KeyRef): Conditions {
  // A key can have several aliases, and one of them must be this one.
  return ref.kind === 'key' ? {} : { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [ref.alias] } };
}

/** Only through Parameter Store, and only for these parameters: KMS gets a parameter's ARN as context. */
function valueConditions(ref: KeyRef, names: readonly string[], scope: ArnScope): Conditions {
  const arns = fewest(names.map((name) => arnOfParameter(name, scope)));
  const via = { 'kms:ViaService': viaServices(scope) };
  const context = { 'kms:EncryptionContext:PARAMETER_ARN': arns };
  const patterns = arns.some((arn) => arn.includes('*'));
  return {
    StringEquals: patterns ? via : { ...via, ...context },
    ...(patterns && { StringLike: context }),
    ...aliasCondition(ref),
  };
}

function withSids(statements: readonly Omit<Statement, 'sid'>[]): readonly Statement[] {
  const taken = new Map<string, number>();
  return statements.map((statement) => {
    const sid = sidOf(statement.actions);
    const count = (taken.get(sid) ?? 0) + 1;
    taken.set(sid, count);
    return { sid: count === 1 ? sid : `${sid}${count}`, ...statement };
  });
}
