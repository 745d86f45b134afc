import { parseParameterName } from '../../src/core/parameter/name.ts';
import type { ParameterType } from '../../src/core/parameter/type.ts';
import type { Outcome, Plan, PlanStep, TagEdit } from '../../src/core/plan/step.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { Tag } from '../../src/core/tag/tag.ts';

type Step<K extends PlanStep['kind']> = Extract<PlanStep, { kind: K }>;

export function create(
  text: string,
  value = 'new',
  type: ParameterType = 'String',
  tags?: Tag[],
): Step<'create'> {
  const name = parseParameterName(text);
  return { kind: 'create', name, put: { name, value: new Secret(value), type, overwrite: false, tags } };
}

export function update(
  text: string,
  fromVersion = 1,
  value = 'new',
  tags?: TagEdit,
  type: ParameterType = 'String',
): Step<'update'> {
  const name = parseParameterName(text);
  return {
    kind: 'update',
    name,
    fromVersion,
    put: { name, value: new Secret(value), type, overwrite: true },
    changes: [{ field: 'value', because: 'different' }],
    tags,
  };
}

export function retag(text: string, set: Tag[], remove: string[] = []): Step<'retag'> {
  return { kind: 'retag', name: parseParameterName(text), tags: { set, remove } };
}

export function remove(text: string, fromVersion = 1, lastModified?: Date): Step<'delete'> {
  const name = parseParameterName(text);
  const arn = `arn:aws:ssm:us-east-1:123456789012:parameter${name}`;
  return { kind: 'delete', name, fromVersion, type: 'String', arn, lastModified };
}

export function keep(text: string): Step<'keep'> {
  return { kind: 'keep', name: parseParameterName(text), version: 4, type: 'String' };
}

export function refuse(text: string): Step<'refuse'> {
  return { kind: 'refuse', name: parseParameterName(text), reason: 'would become plain', hint: 'say so' };
}

export function planOf(...steps: PlanStep[]): Plan {
  return { steps, notes: [] };
}

/** Outcomes as a table: what a test wants to see of them. */
export function table(outcomes: readonly Outcome[]): (readonly [string, string, number | undefined])[] {
  return outcomes.map(({ step, status, version }) => [step.name, status, version]);
}
