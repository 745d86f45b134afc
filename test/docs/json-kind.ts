import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { tagProblem } from '../../src/core/tag/tag.ts';
import { readFaultPlan } from '../../src/local/read-fault-plan.ts';
import { cli, workFolder } from '../support/run-cli.ts';

type Json = Readonly<Record<string, unknown>>;

/** A JSON block is something that ssmkit or AWS reads, and it is read here as they would. */
export async function expectReadable(text: string): Promise<void> {
  const json: unknown = JSON.parse(text);
  if (Array.isArray(json)) return expectTagLayer(json);
  const members = Object.keys(json as Json);
  if (members.includes('Statement')) return expectPolicy(json as Json);
  if (members.some((name) => faultMembers.includes(name))) {
    expect(readFaultPlan(json)).toEqual({ plan: json });
    return;
  }
  await expectSettings(text);
}

const faultMembers = ['throttle', 'rules', 'denied', 'disabledKeys', 'visibilityDelayMs'];

function expectTagLayer(tags: readonly unknown[]): void {
  for (const tag of tags) {
    expect(tag).toEqual({ Key: expect.any(String), Value: expect.any(String) });
    expect(tagProblem(tag as Parameters<typeof tagProblem>[0])).toBeUndefined();
  }
}

/** The grammar of a policy document, as far as the pages use it. Source: IAM user guide, "Grammar of the JSON policy language". */
function expectPolicy(policy: Json): void {
  expect(policy.Version).toBe('2012-10-17');
  const statements = policy.Statement as readonly Json[];
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) {
    expect(['Allow', 'Deny']).toContain(statement.Effect);
    const actions = [statement.Action ?? statement.NotAction].flat();
    for (const action of actions) expect(action).toMatch(/^(?:\*|[a-z0-9-]+:[A-Za-z*]+)$/);
    const names = Object.keys(statement);
    expect(names.filter((name) => !policyMembers.includes(name))).toEqual([]);
  }
}

const policyMembers = [
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

async function expectSettings(text: string): Promise<void> {
  const cwd = workFolder();
  writeFileSync(join(cwd, 'ssmkit.json'), text);
  const { exitCode, stderr } = await cli(['config', '--explain', '--region', 'us-east-1'], { cwd });
  expect([exitCode, stderr]).toEqual([0, '']);
}
