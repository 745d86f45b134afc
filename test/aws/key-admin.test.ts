import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKeyAdmin } from '../../src/aws/key-admin.ts';
import { plainRunner } from './stub/plain-runner.ts';
import { thrown } from './stub/thrown.ts';

const kms = mockClient(KMSClient);
const ssm = mockClient(SSMClient);
beforeEach(() => {
  kms.reset();
  ssm.reset();
});

function open() {
  const runner = plainRunner();
  const arns: string[] = [];
  const admin = createKeyAdmin({
    kms: new KMSClient({ region: 'us-east-1' }),
    ssm: new SSMClient({ region: 'us-east-1' }),
    runner,
    around: () => ({}),
    onArn: (arn) => arns.push(arn),
  });
  return { admin, runner, arns };
}
const arn = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const denial = thrown('AccessDeniedException', 'no', { status: 400 });

describe('what is read', () => {
  it('all of a key that matters', async () => {
    const DeletionDate = new Date(0);
    kms.on(DescribeKeyCommand).resolves({
      KeyMetadata: {
        ...{
          KeyId: '1',
          Arn: arn('1'),
          AWSAccountId: '123456789012',
          KeyState: 'PendingDeletion',
          DeletionDate,
        },
        ...{
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeyManager: 'CUSTOMER',
          Origin: 'EXTERNAL',
        },
        Description: 'd',
        MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: arn('0') } },
      },
    });
    expect(await open().admin.describe('alias/x')).toEqual({
      ...{
        keyId: '1',
        arn: arn('1'),
        account: '123456789012',
        state: 'PendingDeletion',
        deletionDate: DeletionDate,
      },
      ...{ spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', manager: 'CUSTOMER', origin: 'EXTERNAL' },
      ...{ description: 'd', primaryArn: arn('0') },
    });
  });

  it('a primary key is no replica', async () => {
    const MultiRegionConfiguration = {
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Arn: arn('1') },
    } as const;
    kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: '1', MultiRegionConfiguration } });
    expect((await open().admin.describe('1'))?.primaryArn).toBeUndefined();
  });

  it('nothing of a key that is not there', async () => {
    kms.on(DescribeKeyCommand).rejects(thrown('NotFoundException', 'Alias is not found.', { status: 400 }));
    expect(await open().admin.describe('alias/x')).toBeUndefined();
  });

  it.each(['alias/aws/ssm', 'alias/aws/ebs', 'arn:aws:kms:us-east-1:123456789012:alias/aws/ssm'])(
    '%s is never asked about',
    async (keyId) => {
      await expect(open().admin.describe(keyId)).rejects.toThrow('must not be described');
      expect(kms.calls()).toHaveLength(0);
    },
  );

  it('every page, empty ones too, and every ARN is heard of', async () => {
    const alias = (name: string) => ({
      AliasName: name,
      AliasArn: `arn:aws:kms:r:1:${name}`,
      TargetKeyId: 'k',
    });
    kms
      .on(ListAliasesCommand, { Limit: 100 })
      .resolves({ Aliases: [alias('alias/a')], NextMarker: 'm', Truncated: true })
      .on(ListAliasesCommand, { Marker: 'm' })
      .resolves({ Aliases: [], NextMarker: 'n', Truncated: true })
      .on(ListAliasesCommand, { Marker: 'n' })
      .resolves({ Aliases: [{ AliasName: 'alias/aws/ssm', AliasArn: 'arn:aws:kms:r:1:alias/aws/ssm' }] });
    kms.on(ListKeysCommand).resolves({ Keys: [{ KeyArn: arn('1') }] });
    kms
      .on(ListResourceTagsCommand)
      .resolvesOnce({ Tags: [{ TagKey: 'a', TagValue: '1' }], NextMarker: 'm' })
      .resolvesOnce({ Tags: [{ TagKey: 'b', TagValue: '' }] });
    const { admin, arns } = open();
    expect(await admin.listAliases()).toMatchObject([
      { name: 'alias/a', keyId: 'k' },
      { name: 'alias/aws/ssm', keyId: undefined },
    ]);
    expect(await admin.listKeys()).toEqual([arn('1')]);
    expect(await admin.listTags('1')).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
    expect(arns).toEqual(['arn:aws:kms:r:1:alias/a', 'arn:aws:kms:r:1:alias/aws/ssm', arn('1')]);
  });

  it('the rotation', async () => {
    kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    expect(await open().admin.rotation('1')).toEqual({ enabled: true, days: 90 });
  });

  it.each([
    [undefined, []],
    ['/mow', [{ Key: 'Path', Option: 'Recursive', Values: ['/mow'] }]],
  ])('SecureStrings below %s, page by page', async (path, filters) => {
    ssm
      .on(DescribeParametersCommand)
      .resolvesOnce({ Parameters: [], NextToken: 't' })
      .resolvesOnce({ Parameters: [{ Name: '/mow/a', KeyId: 'alias/x', ARN: 'arn:p' }, { Name: '/mow/b' }] });
    const { admin, arns } = open();
    const pages = [];
    for await (const page of admin.secureStrings(path)) pages.push(page);
    expect(pages).toEqual([
      [],
      [
        { parameter: '/mow/a', keyId: 'alias/x' },
        { parameter: '/mow/b', keyId: undefined },
      ],
    ]);
    const [first, second] = ssm.commandCalls(DescribeParametersCommand).map(({ args }) => args[0].input);
    const ParameterFilters = [{ Key: 'Type', Option: 'Equals', Values: ['SecureString'] }, ...filters];
    expect(first).toEqual({ MaxResults: 50, ParameterFilters });
    expect(second).toEqual({ MaxResults: 50, ParameterFilters, NextToken: 't' });
    expect(arns).toEqual(['arn:p']);
  });
});

describe('what is written', () => {
  const tags = [{ Key: 'a', Value: '1' }];
  const Tags = [{ TagKey: 'a', TagValue: '1' }];

  it("goes out in KMS's own shape; what could be done twice is never repeated by itself", async () => {
    kms.onAnyCommand().resolves({});
    kms.on(CreateKeyCommand).resolves({ KeyMetadata: { KeyId: '1', Arn: arn('1') } });
    const { admin, runner } = open();
    expect(await admin.createKey({ description: 'd', tags, policy: undefined })).toMatchObject({
      keyId: '1',
    });
    await admin.createKey({ description: 'd', tags, policy: '{}' });
    await admin.createAlias('alias/a', '1');
    await admin.putPolicy('1', '{}');
    await admin.setDescription('1', 'd');
    await admin.setTags('1', tags);
    await admin.removeTags('1', ['a']);
    await admin.enableRotation('1', undefined);
    await admin.enableRotation('1', 90);
    const sent = kms.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);
    expect(sent).toEqual([
      [CreateKeyCommand.name, { Description: 'd', Tags }],
      [CreateKeyCommand.name, { Description: 'd', Tags, Policy: '{}' }],
      [CreateAliasCommand.name, { AliasName: 'alias/a', TargetKeyId: '1' }],
      [PutKeyPolicyCommand.name, { KeyId: '1', PolicyName: 'default', Policy: '{}' }],
      [UpdateKeyDescriptionCommand.name, { KeyId: '1', Description: 'd' }],
      [TagResourceCommand.name, { KeyId: '1', Tags }],
      [UntagResourceCommand.name, { KeyId: '1', TagKeys: ['a'] }],
      [EnableKeyRotationCommand.name, { KeyId: '1' }],
      [EnableKeyRotationCommand.name, { KeyId: '1', RotationPeriodInDays: 90 }],
    ]);
    const rules = runner.calls.map(([family, rule]) => `${family} ${rule}`);
    expect(rules).toEqual([...Array(4).fill('kms write'), ...Array(5).fill('kms idempotent')]);
  });

  it('a key without an id may have been made', async () => {
    kms.on(CreateKeyCommand).resolves({});
    const asked = open().admin.createKey({ description: 'd', tags, policy: undefined });
    await expect(asked).rejects.toMatchObject({ kind: 'server' });
  });

  it('a denial names the action, and the key where there is one', async () => {
    kms.rejects(denial);
    const { admin } = open();
    await expect(admin.createKey({ description: 'd', tags, policy: undefined })).rejects.toMatchObject({
      ...{ kind: 'denied', action: 'kms:CreateKey' },
      message: 'Could not create a key: these credentials may not perform kms:CreateKey.',
      hint: 'Allow kms:CreateKey; ssmkit iam prints a policy.',
    });
    await expect(admin.listKeys()).rejects.toMatchObject({ action: 'kms:ListKeys' });
    await expect(admin.setTags('1', tags)).rejects.toMatchObject({
      action: 'kms:TagResource',
      message: 'Could not tag the key 1: these credentials may not perform kms:TagResource on 1.',
    });
  });

  it('an alias that is there already is told by its code', async () => {
    kms.rejects(thrown('AlreadyExistsException', 'An alias with the name x already exists', { status: 400 }));
    await expect(open().admin.createAlias('alias/a', '1')).rejects.toMatchObject({
      awsCode: 'AlreadyExistsException',
    });
  });
});
