import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { kms, advance } = openTestStore();
const base = 'arn:aws:kms:us-east-1:123456789012:';
const unknown = '11111111-2222-3333-4444-555555555555';
async function createKey(input: CreateKeyCommandInput = {}): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return KeyMetadata?.KeyId ?? '';
}
const alias = (AliasName: string, TargetKeyId: string) =>
  outcome(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId })));
const describeKey = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;

describe('keys and aliases', () => {
  let key = '';
  beforeAll(async () => {
    key = await createKey({ Description: 'mine', Tags: [{ TagKey: 'env', TagValue: 'prod' }] });
    expect(await alias('alias/mine', key)).toBe('ok');
  });

  test('§5 DescribeKey (M) takes id, ARN, alias and alias ARN', async () => {
    for (const form of [key, `${base}key/${key}`, 'alias/mine', `${base}alias/mine`]) {
      expect(await describeKey(form)).toMatchObject({
        KeyId: key,
        Arn: `${base}key/${key}`,
        AWSAccountId: '123456789012',
        Description: 'mine',
        KeyState: 'Enabled',
        Enabled: true,
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
      });
    }
  });

  test.each([
    ['§5 NotFoundException', 'R', 'alias/none', `NotFoundException: Alias ${base}alias/none is not found.`],
    ['§5 NotFoundException', 'R', unknown, `NotFoundException: Key '${base}key/${unknown}' does not exist`],
    [
      '§5 NotFoundException',
      'R',
      `${base}key/${unknown}`,
      `NotFoundException: Key '${base}key/${unknown}' does not exist`,
    ],
    ['§5 NotFoundException', 'R', 'xyz', 'NotFoundException: Invalid keyId xyz'],
    [
      '§5 other Region',
      'unconfirmed',
      `arn:aws:kms:eu-west-1:123456789012:key/${unknown}`,
      /^NotFoundException: Key 'arn:aws:kms:eu-west-1/,
    ],
  ])('%s (%s): %s', async (_section, _mark, KeyId, expected) => {
    expect(await outcome(kms.send(new DescribeKeyCommand({ KeyId })))).toEqual(like(expected));
  });

  test.each([
    [
      '§5 duplicate',
      'X',
      'alias/mine',
      `AlreadyExistsException: An alias with the name ${base}alias/mine already exists`,
    ],
    ['§5 prefix', 'D', 'mine', /^ValidationException: Alias must start with the prefix "alias\/"/],
    ['§5 reserved', 'unconfirmed', 'alias/aws/mine', 'NotAuthorizedException'],
    ['§5 colon', 'D', 'alias/m:y', /^InvalidAliasNameException/],
    ['§5 characters', 'M', 'alias/ä', /at 'aliasName' failed .* regular expression/],
    ['§5 length', 'M', `alias/${'x'.repeat(251)}`, /at 'aliasName' failed .* less than or equal to 256$/],
  ])('%s (%s): CreateAlias %s', async (_section, _mark, name, expected) => {
    expect(await alias(name, key)).toEqual(like(expected));
  });

  test('§5 (M): the target is an id or ARN, never an alias', async () => {
    expect(await alias('alias/second', 'alias/mine')).toBe('NotFoundException: Invalid keyId alias/mine');
    expect(await alias('alias/second', `${base}key/${key}`)).toBe('ok');
  });

  test('§5 alias/aws/ssm (M): comes into being on first use, nobody manages it', async () => {
    const managed = await describeKey('alias/aws/ssm');
    expect(managed).toMatchObject({ KeyManager: 'AWS', KeyState: 'Enabled' });
    expect((await describeKey('alias/aws/ssm'))?.KeyId).toBe(managed?.KeyId);
    const KeyId = managed?.KeyId ?? '';
    const Tags = [{ TagKey: 'a', TagValue: 'b' }];
    for (const command of [new DisableKeyCommand({ KeyId }), new ScheduleKeyDeletionCommand({ KeyId })]) {
      expect(await outcome(kms.send(command as DisableKeyCommand))).toMatch(/^AccessDeniedException/);
    }
    expect(await outcome(kms.send(new TagResourceCommand({ KeyId, Tags })))).toMatch(
      /^AccessDeniedException/,
    );
    expect(await outcome(kms.send(new DeleteAliasCommand({ AliasName: 'alias/aws/ssm' })))).toBe(
      'NotAuthorizedException',
    );
  });

  test('§5 ListAliases, ListKeys (M): pages, filter by key, bad marker', async () => {
    const all: (string | undefined)[] = [];
    for (let Marker: string | undefined; ; ) {
      const page = await kms.send(new ListAliasesCommand({ Limit: 1, Marker }));
      all.push(...(page.Aliases ?? []).map((entry) => entry.AliasName));
      if (!page.Truncated) break;
      Marker = page.NextMarker;
    }
    expect(all).toEqual(['alias/aws/ssm', 'alias/mine', 'alias/second']);
    const other = await createKey();
    expect((await kms.send(new ListAliasesCommand({ KeyId: other }))).Aliases).toEqual([]);
    const mine = await kms.send(new ListAliasesCommand({ KeyId: key }));
    expect(mine.Aliases).toMatchObject([{ TargetKeyId: key }, { TargetKeyId: key }]);
    expect(await outcome(kms.send(new ListAliasesCommand({ KeyId: 'alias/mine' })))).toMatch(
      /^NotFoundException/,
    );
    expect(await outcome(kms.send(new ListAliasesCommand({ Limit: 101 })))).toMatch(/at 'limit' failed/);
    expect(await outcome(kms.send(new ListKeysCommand({ Marker: 'x' })))).toMatch(/^InvalidMarkerException/);
    const { Keys } = await kms.send(new ListKeysCommand({}));
    expect(Keys?.map((entry) => entry.KeyId)).toEqual(expect.arrayContaining([key, other]));
  });

  test('§5 UpdateAlias re-points, DeleteAlias leaves the key (M)', async () => {
    const other = await createKey();
    await alias('alias/moving', key);
    await kms.send(new UpdateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: other }));
    expect((await describeKey('alias/moving'))?.KeyId).toBe(other);
    await kms.send(new DeleteAliasCommand({ AliasName: 'alias/moving' }));
    expect(await outcome(describeKey('alias/moving'))).toMatch(/^NotFoundException/);
    expect((await describeKey(other))?.KeyState).toBe('Enabled');
    const gone = new UpdateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: key });
    expect(await outcome(kms.send(gone))).toMatch(/^NotFoundException/);
  });

  test('§5 50 aliases per key (D)', async () => {
    const full = await createKey();
    for (let index = 0; index < 50; index += 1) expect(await alias(`alias/f${index}`, full)).toBe('ok');
    expect(await alias('alias/f50', full)).toMatch(/^LimitExceededException/);
  });

  test('§5 tags (M): by id, 50 at most, TagException', async () => {
    const tag = (TagKey: string, KeyId = key) =>
      outcome(kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey, TagValue: 'v' }] })));
    expect(await tag('team')).toBe('ok');
    await kms.send(new UntagResourceCommand({ KeyId: key, TagKeys: ['team', 'absent'] }));
    const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId: key }));
    expect(Tags).toEqual([{ TagKey: 'env', TagValue: 'prod' }]);
    expect(await tag('aws:x')).toMatch(/^TagException/);
    expect(await tag('x', 'alias/mine')).toBe('NotFoundException: Invalid keyId alias/mine');
    for (let index = 1; index < 50; index += 1) await tag(`k${index}`);
    expect(await tag('one-more')).toMatch(/^TagException/);
  });
});

describe('cryptography', () => {
  test('§5 the encryption context really binds (X, D:kms)', async () => {
    const KeyId = await createKey();
    const Plaintext = Buffer.from('plain');
    const EncryptionContext = { PARAMETER_ARN: 'arn:x', b: '2' };
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    const open = async (context: Record<string, string> | undefined, blob = CiphertextBlob) =>
      outcome(kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context })));
    expect(await open({ b: '2', PARAMETER_ARN: 'arn:x' })).toBe('ok');
    for (const context of [undefined, {}, { PARAMETER_ARN: 'arn:x' }, { PARAMETER_ARN: 'arn:y', b: '2' }]) {
      expect(await open(context)).toBe('InvalidCiphertextException');
    }
    const damaged = Uint8Array.from(CiphertextBlob ?? []);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(await open(EncryptionContext, damaged)).toBe('InvalidCiphertextException');
    expect(await open(EncryptionContext, Buffer.from('junk'))).toBe('InvalidCiphertextException');
    const other = new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: await createKey() });
    expect(await outcome(kms.send(other))).toMatch(/^IncorrectKeyException/);
  });

  test('§5 GenerateDataKey: the blob opens to the plain key', async () => {
    const KeyId = await createKey();
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    expect(made.Plaintext).toHaveLength(32);
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Buffer.from(made.Plaintext ?? []));
  });

  test.each([
    [1, 'ok'],
    [4096, 'ok'],
    [4097, /Value at 'plaintext' failed .* less than or equal to 4096$/],
    [0, /Value at 'plaintext' failed .* greater than or equal to 1$/],
  ])('§1 Encrypt takes 1 to 4096 bytes (D:kms): %i', async (length, expected) => {
    const KeyId = await createKey();
    const command = new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(length, 1) });
    expect(await outcome(kms.send(command))).toEqual(like(expected));
  });
});

describe('§5 key states (D:kstate)', () => {
  const encrypt = (KeyId: string) =>
    outcome(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })));

  test('disabled: no use, no rotation, but aliases and tags', async () => {
    const KeyId = await createKey();
    await kms.send(new DisableKeyCommand({ KeyId }));
    const disabled = `DisabledException: ${base}key/${KeyId} is disabled.`;
    expect(await encrypt(KeyId)).toBe(disabled);
    expect(await outcome(kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })))).toBe(disabled);
    expect(await outcome(kms.send(new EnableKeyRotationCommand({ KeyId })))).toBe(disabled);
    expect(await alias('alias/on-disabled', KeyId)).toBe('ok');
    expect((await describeKey(KeyId))?.KeyState).toBe('Disabled');
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await encrypt(KeyId)).toBe('ok');
  });

  test('pending deletion: refuses all but cancelling, which leaves it disabled; then gone for good', async () => {
    const KeyId = await createKey();
    await alias('alias/leaving', KeyId);
    const schedule = (PendingWindowInDays: number) =>
      outcome(kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays })));
    expect(await schedule(6)).toMatch(/^ValidationException/);
    expect(await schedule(31)).toMatch(/^ValidationException/);
    expect(await schedule(7)).toBe('ok');
    const pending = `KMSInvalidStateException: ${base}key/${KeyId} is pending deletion.`;
    const Tags = [{ TagKey: 'a', TagValue: 'b' }];
    expect(await schedule(7)).toBe(pending);
    expect(await encrypt(KeyId)).toBe(pending);
    expect(await alias('alias/late', KeyId)).toBe(pending);
    expect(await outcome(kms.send(new EnableKeyCommand({ KeyId })))).toBe(pending);
    expect(await outcome(kms.send(new TagResourceCommand({ KeyId, Tags })))).toBe(pending);
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    expect((await describeKey(KeyId))?.KeyState).toBe('Disabled');
    expect(await outcome(kms.send(new CancelKeyDeletionCommand({ KeyId })))).toMatch(
      /^KMSInvalidStateException/,
    );
    await schedule(7);
    advance(7 * 86_400_000);
    expect(await outcome(describeKey(KeyId))).toMatch(/^NotFoundException: Key '/);
    expect(await outcome(describeKey('alias/leaving'))).toMatch(/^NotFoundException: Alias /);
  });

  test('a policy is kept, KMS has a default; the description changes', async () => {
    const KeyId = await createKey();
    const policy = async () => (await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? '';
    expect(JSON.parse(await policy()).Statement[0].Principal.AWS).toBe('arn:aws:iam::123456789012:root');
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    expect(await policy()).toBe(Policy);
    const bad = new PutKeyPolicyCommand({ KeyId, Policy: 'no' });
    expect(await outcome(kms.send(bad))).toMatch(/^MalformedPolicyDocumentException/);
    await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'new' }));
    expect((await describeKey(KeyId))?.Description).toBe('new');
  });

  test('rotation (M): 90 to 2560 days, 365 by default', async () => {
    const KeyId = await createKey();
    const status = () => kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    expect((await status()).KeyRotationEnabled).toBe(false);
    const enable = (RotationPeriodInDays?: number) =>
      outcome(kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays })));
    expect(await enable(89)).toMatch(/at 'rotationPeriodInDays' failed/);
    expect(await enable(2561)).toMatch(/at 'rotationPeriodInDays' failed/);
    expect(await enable()).toBe('ok');
    expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    expect((await status()).KeyRotationEnabled).toBe(false);
  });
});

test.each<[CreateKeyCommandInput]>([
  [{ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }],
  [{ Origin: 'EXTERNAL' }],
  [{ MultiRegion: true }],
])('keys Parameter Store could not use are not made: %o', async (input) => {
  expect(await outcome(kms.send(new CreateKeyCommand(input)))).toMatch(/^UnsupportedOperationException/);
});
