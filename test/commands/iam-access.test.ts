import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessTable } from '../../src/commands/iam-access-table.ts';
import { registry } from '../../src/commands/registry.ts';
import { policyRoles } from '../../src/core/iam/role.ts';
import { cli, workFolder } from '../support/run-cli.ts';

const db = '/mow/backend/db/prod';
const apply = '--apply';
const put = ['--name', `${db}/A`, '--value', 'x'];
const tags = ['--tag', 'a=b'];

/** Lines that together take every action of a command. */
const lines: Readonly<Record<string, readonly (readonly string[])[]>> = {
  seed: [['--env', 'prod', '--env-file', 'f.env', ...tags, '--prune', '--prune-tags', apply]],
  export: [
    ['--env', 'prod', '--markers', 'full', '-'],
    ['--env', 'prod', '--service', 'db', '-'],
  ],
  exec: [['--env', 'prod', '--', 'x']],
  put: [[...put, apply]],
  'put-secure': [[...put, apply]],
  'put-and-tag': [[...put, ...tags, '--prune-tags', apply]],
  'put-secure-and-tag': [[...put, ...tags, '--prune-tags', apply]],
  get: [[`${db}/A`], [`${db}/A`, `${db}/B`], ['--path', db]],
  list: [['--prefix', db, '--long']],
  tree: [[db]],
  tag: [[...tags, '--prune-tags', apply, '--', `${db}/A`]],
  delete: [['--name', `${db}/A`, '--print-tags', '--backup', 'b.json', apply]],
  'delete-by-path': [['--path-prefix', db, '--backup', 'b.json', apply]],
  'kms ensure': [
    ['--env', 'prod', ...tags, '--prune-tags', '--description', 'd', apply],
    ['--env', 'prod', '--role-use', 'arn:aws:iam::123456789012:role/r', apply],
  ],
  'kms status': [['--env', 'prod']],
  doctor: [['--env', 'prod', '--decrypt'], []],
  init: [['--discover', '--project', 'mow']],
  'iam policy': [['application', '--env', 'prod', '--key-id', 'alias/x']],
};

const where = ['--region', 'us-east-1', '--account', '123456789012', '--key-id', 'alias/ssm-prod', '--quiet'];
const folder = workFolder();
writeFileSync(join(folder, 'f.env'), '# service=db\nA_B=x\n# secret=true\nC=y\n');

async function actionsOf(line: readonly string[]): Promise<readonly string[]> {
  const args = ['iam', 'policy', '--project', 'mow', ...where, '--', ...line];
  const { stdout, stderr, exitCode } = await cli(args, { cwd: folder });
  expect([exitCode, stderr]).toEqual([0, '']);
  const { Statement } = JSON.parse(stdout) as {
    Statement: readonly { Action: string | readonly string[] }[];
  };
  return Statement.flatMap(({ Action }) => Action);
}

describe('the table of what commands call', () => {
  it('has every command, in the order of the registry', () => {
    expect(Object.keys(accessTable)).toEqual(registry.map(({ name }) => name));
  });

  it('has no command that a role is called like', () => {
    for (const role of policyRoles) expect(Object.keys(accessTable)).not.toContain(role);
  });

  it.each(Object.keys(accessTable))('is what the policies are made from: %s', async (name) => {
    const { permissions, of } = accessTable[name] ?? { permissions: [] };
    if (of === undefined) {
      expect(lines[name]).toBeUndefined();
      return;
    }
    const taken = new Set<string>();
    for (const line of lines[name] ?? []) {
      for (const action of await actionsOf([...name.split(' '), ...line])) taken.add(action);
    }
    expect([...taken].toSorted()).toEqual([...new Set(permissions.map(({ action }) => action))].toSorted());
  });

  it('names actions as IAM does, and says what happens in full words', () => {
    for (const { permissions } of Object.values(accessTable)) {
      for (const { action, on, without } of permissions) {
        expect(action).toMatch(/^(ssm|kms):[A-Z][A-Za-z]+$/);
        for (const words of [on, without ?? 'x']) expect(words).toMatch(/^\S.*[^.\s]$|^\S$/);
      }
    }
  });
});
