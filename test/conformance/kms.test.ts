import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../support/counting-proxy.ts';
import { type RunResult, runProgram } from '../support/run-program.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

const root = resolve(import.meta.dirname, '../..');
const region = 'eu-west-3';
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_REGION: region,
};
const work = mkdtempSync(join(tmpdir(), 'ssmkit-conformance-kms-'));
let proxy: CountingProxy;
beforeAll(async () => {
  proxy = await startCountingProxy(moto);
});
afterAll(() => proxy.close());

async function ssmkit(...args: readonly string[]): Promise<RunResult> {
  proxy.operations.length = 0;
  return await runProgram(process.execPath, ['--', join(root, 'dist/ssmkit.cjs'), ...args], {
    cwd: work,
    env: { ...credentials, AWS_ENDPOINT_URL: proxy.url },
  });
}

/** The independent witness. */
async function aws<T>(...args: readonly string[]): Promise<T> {
  const where = ['--endpoint-url', moto ?? '', '--region', region, '--output', 'json'];
  const result = await runProgram('aws', [...args, ...where], {
    env: { ...credentials, AWS_DEFAULT_REGION: region },
  });
  expect(result.stderr).toBe('');
  return (result.stdout === '' ? undefined : JSON.parse(result.stdout)) as T;
}

interface Aliases {
  readonly Aliases: readonly { readonly AliasName: string; readonly TargetKeyId?: string }[];
}

const alias = 'alias/ssm-prod';
const ensure = ['kms', 'ensure', '--environment', 'prod', '--tag', 'Owner=platform'];
const keyId = async () => {
  const { Aliases: all } = await aws<Aliases>('kms', 'list-aliases');
  return all.find(({ AliasName }) => AliasName === alias)?.TargetKeyId ?? '';
};

describe('an environment gets its key at moto, with the aws CLI as witness', () => {
  it('a preview makes no call that changes anything', async () => {
    const { exitCode, stdout, stderr } = await ssmkit(...ensure);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Applying calls 1 CreateKey, 1 CreateAlias, 1 EnableKeyRotation.');
    expect(mutatingOf(proxy.operations)).toEqual([]);
    expect(await keyId()).toBe('');
  });

  it('applying makes exactly the announced ones', async () => {
    const { exitCode, stdout } = await ssmkit(...ensure, '--apply');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('3 applied.')]);
    expect(mutatingOf(proxy.operations)).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
  });

  it('and a second run none', async () => {
    const { exitCode, stdout } = await ssmkit(...ensure, '--apply');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('0 applied, 1 unchanged.')]);
    expect(mutatingOf(proxy.operations)).toEqual([]);
  });

  it('the aws CLI sees the key, its tags and its rotation', async () => {
    const id = await keyId();
    const described = await aws<object>('kms', 'describe-key', '--key-id', alias);
    expect(described).toMatchObject({
      KeyMetadata: { KeyId: id, Description: 'Parameter Store secrets of prod', KeyState: 'Enabled' },
    });
    const { Tags } = await aws<{ readonly Tags: readonly object[] }>(
      'kms',
      'list-resource-tags',
      '--key-id',
      id,
    );
    expect(Tags).toHaveLength(2);
    expect(Tags).toContainEqual({ TagKey: 'ssmkit:environment', TagValue: 'prod' });
    expect(Tags).toContainEqual({ TagKey: 'Owner', TagValue: 'platform' });
    const rotation = await aws<object>('kms', 'get-key-rotation-status', '--key-id', id);
    expect(rotation).toMatchObject({ KeyRotationEnabled: true });
  });

  it('another period, other tags and a policy for a role are added, once', async () => {
    const role = 'arn:aws:iam::123456789012:role/app';
    const more = [
      '--rotation-period',
      '180',
      '--tag',
      'Team=x',
      '--role-use',
      role,
      '--project',
      'mow',
      '--apply',
    ];
    const { exitCode } = await ssmkit(...ensure, ...more);
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual(['TagResource', 'EnableKeyRotation', 'PutKeyPolicy']);
    const where = ['--key-id', await keyId(), '--policy-name', 'default'];
    const { Policy } = await aws<{ readonly Policy: string }>('kms', 'get-key-policy', ...where);
    const statements: readonly { readonly Sid: string; readonly Condition?: object }[] =
      JSON.parse(Policy).Statement;
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      ...['Enable IAM User Permissions', 'SsmkitUseMowBackend', 'SsmkitDescribeMowBackend'],
    ]);
    expect(statements[1]?.Condition).toEqual({
      StringEquals: { 'kms:ViaService': [`ssm.${region}.amazonaws.com`] },
      StringLike: {
        'kms:EncryptionContext:PARAMETER_ARN': `arn:aws:ssm:${region}:123456789012:parameter/mow/backend/*/prod/*`,
      },
    });
    // moto keeps no period, so that one would be set each time.
    await ssmkit(...ensure, ...more.slice(2));
    expect(mutatingOf(proxy.operations)).toEqual([]);
  });

  it('a key that an interrupted run left is used, and no second one made', async () => {
    const tags = ['--tags', 'TagKey=ssmkit:environment,TagValue=stage'];
    const { KeyMetadata } = await aws<{ readonly KeyMetadata: { readonly KeyId: string } }>(
      'kms',
      'create-key',
      ...tags,
    );
    const { stdout } = await ssmkit('kms', 'ensure', '--environment', 'stage', '--apply');
    expect(stdout).toContain('2 applied.');
    expect(mutatingOf(proxy.operations)).toEqual(['CreateAlias', 'EnableKeyRotation']);
    const { Aliases: all } = await aws<Aliases>('kms', 'list-aliases');
    expect(all).toContainEqual(
      expect.objectContaining({ AliasName: 'alias/ssm-stage', TargetKeyId: KeyMetadata.KeyId }),
    );
  });

  it('a parameter that is put with --key-id auto is under it, and the aws CLI reads it back', async () => {
    const name = '/mow/backend/django/prod/SECRET_KEY';
    const put = ['put-secure', '--name', name, '--value', 'sesame', '--key-id', 'auto', '--apply'];
    expect((await ssmkit(...put)).exitCode).toBe(0);
    const { Parameters } = await aws<{ readonly Parameters: readonly { readonly KeyId: string }[] }>(
      ...['ssm', 'describe-parameters', '--parameter-filters', `Key=Name,Values=${name}`],
    );
    expect(Parameters.map(({ KeyId }) => KeyId)).toEqual([alias]);
    const read = await aws<object>('ssm', 'get-parameter', '--name', name, '--with-decryption');
    expect(read).toMatchObject({ Parameter: { Type: 'SecureString', Value: 'sesame' } });
  });

  it('status tells of the key by its alias and by its id in one line', async () => {
    const id = await keyId();
    const byId = [
      '--name',
      '/mow/backend/django/prod/OTHER',
      '--value',
      'v',
      '--type',
      'SecureString',
      '--key-id',
      id,
    ];
    await aws('ssm', 'put-parameter', ...byId);
    const { exitCode, stdout } = await ssmkit('kms', 'status', '--environment', 'prod', '--output', 'json');
    expect([exitCode, mutatingOf(proxy.operations)]).toEqual([0, []]);
    expect(JSON.parse(stdout).keys).toMatchObject([
      { name: alias, keyId: id, parameters: 2, state: 'Enabled', manager: 'customer', aliases: [alias] },
    ]);
  });
});
