import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createKeyDirectory } from '../../src/aws/key-directory.ts';
import { plainRunner } from './stub/plain-runner.ts';
import { thrown } from './stub/thrown.ts';

const aws = mockClient(KMSClient);
beforeEach(() => aws.reset());
const directory = () => createKeyDirectory(new KMSClient({ region: 'us-east-1' }), plainRunner());

test('describes a key', async () => {
  aws.on(DescribeKeyCommand).resolves({
    KeyMetadata: {
      KeyId: '1',
      Arn: 'arn:k',
      KeyState: 'Disabled',
      KeySpec: 'RSA_2048',
      KeyUsage: 'SIGN_VERIFY',
    },
  });
  expect(await directory().describeKey('alias/k')).toEqual({
    arn: 'arn:k',
    keyId: '1',
    state: 'Disabled',
    spec: 'RSA_2048',
    usage: 'SIGN_VERIFY',
  });
});

test('a key that is not there is undefined', async () => {
  aws.on(DescribeKeyCommand).rejects(thrown('NotFoundException', 'Alias x is not found.', { status: 400 }));
  expect(await directory().describeKey('alias/k')).toBeUndefined();
});

test('a denial names the action', async () => {
  aws.on(DescribeKeyCommand).rejects(thrown('AccessDeniedException', 'no', { status: 400 }));
  await expect(directory().describeKey('alias/k')).rejects.toMatchObject({ action: 'kms:DescribeKey' });
});

test.each(['alias/aws/ssm', 'arn:aws:kms:us-east-1:1:alias/aws/ssm'])(
  '%s is never asked about',
  async (keyId) => {
    await expect(directory().describeKey(keyId)).rejects.toThrow(/must not be described/);
    expect(aws.calls()).toHaveLength(0);
  },
);
