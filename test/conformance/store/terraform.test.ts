import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunResult, runProgram } from '../../support/run-program.ts';
import { repository, serveBundle } from './serve.ts';

const work = mkdtempSync(join(tmpdir(), 'ssmkit-terraform-'));
cpSync(join(repository, 'examples/terraform'), work, { recursive: true });

const region = 'us-east-1';
const credentials = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EC2_METADATA_DISABLED: 'true',
};

async function terraform(...args: string[]): Promise<RunResult> {
  const env = { ...credentials, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  return await runProgram('terraform', [...args, '-no-color'], { cwd: work, env });
}

/** Why the provider cannot be had on this machine; undefined when it can. */
async function missing(): Promise<string | undefined> {
  try {
    const init = await terraform('init', '-input=false');
    return init.exitCode === 0 ? undefined : `terraform init: ${firstError(init.stderr)}`;
  } catch {
    return 'there is no terraform in PATH';
  }
}

function firstError(text: string): string {
  return /Error: .*/.exec(text)?.[0] ?? 'failed';
}

const reason = await missing();
if (reason !== undefined) process.stdout.write(`terraform: NOT RUN, 0 of 1 checks made (${reason})\n`);

// Counted as skipped where the provider cannot be had: never as passed.
test.skipIf(reason !== undefined)('Terraform applies, changes and destroys the example', async () => {
  const served = await serveBundle(['--account', '123456789012']);
  const run = async (...args: string[]) => {
    const { stdout, stderr, exitCode } = await terraform(
      ...args,
      `-var=endpoint=${served.url}`,
      '-input=false',
    );
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    return stdout;
  };
  const aws = async (...args: string[]) => {
    const all = [...args, '--endpoint-url', served.url, '--output', 'json'];
    const { stdout, stderr } = await runProgram('aws', all, { env: credentials });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
  const path = '/mow/backend/postgres/stage';
  const read = async () => {
    const answer = await aws('ssm', 'get-parameters-by-path', '--path', path, '--with-decryption');
    return answer.Parameters.map(({ Type, Value, Version }: Record<string, unknown>) => [
      Type,
      Value,
      Version,
    ]);
  };
  try {
    await run('apply', '-auto-approve');
    expect(await read()).toEqual([
      ['String', 'ok_db', 1],
      ['SecureString', 'super-secret', 1],
    ]);
    expect(await run('plan')).toContain('No changes.');
    const changed = ['-var=database_password=changed', '-var=owner=payments'];
    await run('apply', '-auto-approve', ...changed);
    expect((await read())[1]).toEqual(['SecureString', 'changed', 2]);
    const id = `${path}/POSTGRES_PASSWORD`;
    const tags = await aws(
      'ssm',
      'list-tags-for-resource',
      '--resource-type',
      'Parameter',
      '--resource-id',
      id,
    );
    expect(tags.TagList).toContainEqual({ Key: 'Owner', Value: 'payments' });
    expect(await run('plan', ...changed)).toContain('No changes.');
    await run('destroy', '-auto-approve', ...changed);
    expect(await read()).toEqual([]);
    const { Aliases } = await aws('kms', 'list-aliases');
    expect(Aliases.map(({ AliasName }: { AliasName: string }) => AliasName)).not.toContain('alias/ssm-stage');
  } finally {
    await served.stop();
    rmSync(work, { recursive: true, force: true });
  }
});
