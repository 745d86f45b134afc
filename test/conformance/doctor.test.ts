import { CreateAliasCommand, CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, expect, it } from 'vitest';
import { cli } from '../support/run-cli.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

// A Region of its own: nothing that other tests leave in moto is here.
const region = 'ap-south-1';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const canary = 'Zq7canary';
let keyId = '';

beforeAll(async () => {
  const ssm = new SSMClient({ endpoint: moto, region, credentials });
  const kms = new KMSClient({ endpoint: moto, region, credentials });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  keyId = KeyMetadata?.KeyId ?? '';
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/doctor', TargetKeyId: keyId }));
  await kms.send(new DisableKeyCommand({ KeyId: keyId }));
  const put = (Name: string, Type: 'String' | 'SecureString', KeyId?: string) =>
    ssm.send(new PutParameterCommand({ Name, Type, Value: canary, KeyId }));
  await put('/mow/backend/db/prod/PW', 'SecureString', 'alias/doctor');
  await put('/mow/backend/db/prod/API_TOKEN', 'String');
});

it('against moto: finds what is wrong, and says of what moto does not have that it was not checked', async () => {
  const { stdout, exitCode } = await cli(
    ['doctor', '--project', 'mow', '--environment', 'prod', '--output', 'json'],
    {
      env: {
        ...{ AWS_ENDPOINT_URL: moto, AWS_REGION: region },
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    },
  );
  const { checks } = JSON.parse(stdout) as {
    readonly checks: readonly { readonly check: string; readonly status: string }[];
  };
  const of = (status: string) => checks.filter((one) => one.status === status).map(({ check }) => check);
  expect(of('problem')).toEqual(['key']);
  expect(of('warning')).toEqual(['plaintext']);
  // moto has no service settings.
  expect(of('not-checked')).toEqual(['writes', 'decryption', 'throughput', 'tier', 'environment']);
  expect(exitCode).toBe(1);
  expect(stdout).not.toContain(canary);
});
