import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { policyRoles } from '../../../src/core/iam/role.ts';
import { cli, workFolder } from '../../support/run-cli.ts';
import { runProgram } from '../../support/run-program.ts';
import { account } from './evaluator.ts';
import { lines } from './lines.ts';
import { envFile } from './scene.ts';
import { iamTools } from './tools.ts';

const folder = workFolder();
writeFileSync(join(folder, 'f.env'), envFile);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function policyOf(args: readonly string[], region = 'us-east-1'): Promise<unknown> {
  const where = ['--region', region, '--account', account, '--quiet'];
  const { stdout, stderr } = await cli(['iam', 'policy', ...where, ...args], { cwd: folder });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What parliament, a linter that is not ours, finds in each of them. */
async function findings(policies: readonly unknown[]): Promise<readonly unknown[]> {
  const python = join(iamTools(), 'bin/python');
  const { stdout, stderr } = await runProgram(python, [join(import.meta.dirname, 'lint.py')], {
    stdin: JSON.stringify(policies),
  });
  expect(stderr).toBe('');
  const all = JSON.parse(stdout) as readonly (readonly string[])[];
  return all.map((found) => found.filter((one) => !unknownToIt.test(one) && !meant.test(one)));
}

/** Keys of SecureStrings can be of other accounts, and the examples of AWS have no other resource for settings. */
const meant = /^RESOURCE_STAR: \['(ssm:GetServiceSetting|kms:DescribeKey', 'kms:GetKeyRotationStatus)'\]$/;

/** Its table (1.6.4) has this key for the type of resource, not for its actions. KMS has it for every use of a key. */
const unknownToIt = /^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition kms:ResourceAliases for action kms:/;

const keys = [[], ['--key-id', 'alias/ssm-prod'], ['--key-id', '1234abcd-12ab-34cd-56ef-1234567890ab']];

describe('parliament', () => {
  it('finds nothing in the policy of any role', async () => {
    const policies: unknown[] = [];
    for (const role of policyRoles)
      for (const key of keys)
        for (const services of [[], ['--service', 'api', '--service', 'web']])
          policies.push(await policyOf([role, '--project', 'mow', '--env', 'prod', ...key, ...services]));
    expect(await findings(policies)).toEqual(policies.map(() => []));
  });

  it('finds nothing in the policy of any command line', async () => {
    const policies: unknown[] = [];
    for (const { args } of Object.values(lines).flat()) {
      policies.push(await policyOf(['--project', 'mow', '--key-id', 'alias/ssm-prod', '--', ...args]));
    }
    expect(policies.length).toBeGreaterThan(30);
    expect(await findings(policies)).toEqual(policies.map(() => []));
  });

  it('finds what is wrong', async () => {
    const Statement = [{ Effect: 'Allow', Action: 'ssm:GetParametersByName', Resource: '*' }];
    const [found] = await findings([{ Version: '2012-10-17', Statement }]);
    expect(found).not.toEqual([]);
  });
});
