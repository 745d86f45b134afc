import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyRoles } from '../../../src/core/iam/role.ts';
import { cli, workFolder } from '../../support/run-cli.ts';
import { type RunResult, runProgram } from '../../support/run-program.ts';
import { lines } from './lines.ts';
import { envFile } from './scene.ts';

/** From standard input to standard output; no provider is needed. */
async function formatted(text: string): Promise<RunResult> {
  return await runProgram('terraform', ['fmt', '-no-color', '-'], { stdin: text });
}

const reason = await formatted('').then(
  () => undefined,
  () => 'there is no terraform in PATH',
);
if (reason !== undefined) process.stdout.write(`terraform fmt: NOT RUN, 0 of 1 checks made (${reason})\n`);

const where = ['--region', 'us-east-1', '--account', '123456789012', '--project', 'mow', '--quiet'];
const keys = [[], ['--key-id', 'alias/ssm-prod'], ['--key-id', '1234abcd-12ab-34cd-56ef-1234567890ab']];

// Counted as skipped where there is no terraform: never as passed.
test.skipIf(reason !== undefined)('terraform fmt leaves every policy as it is', async () => {
  const cwd = workFolder();
  writeFileSync(join(cwd, 'f.env'), envFile);
  const texts: string[] = [];
  const print = async (args: readonly string[]) => {
    const { stdout, exitCode } = await cli(['iam', 'policy', '--format', 'terraform', ...where, ...args], {
      cwd,
    });
    expect(exitCode).toBe(0);
    texts.push(stdout);
  };
  for (const role of policyRoles) for (const key of keys) await print([...key, role, '--env', 'prod']);
  for (const { args } of Object.values(lines).flat()) await print(['--key-id', 'alias/x', '--', ...args]);
  const all = texts.join('\n');
  const { stdout, exitCode } = await formatted(all);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(all);
  expect((await formatted('a = 1\nlonger = 2\n')).stdout).toBe('a      = 1\nlonger = 2\n');
});
