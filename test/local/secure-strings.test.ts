import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const base = 'arn:aws:kms:us-east-1:123456789012:';

async function openWithKey(aliasName = 'alias/mine') {
  const opened = openTestStore();
  const { KeyMetadata } = await opened.kms.send(new CreateKeyCommand({}));
  const keyId = KeyMetadata?.KeyId ?? '';
  await opened.kms.send(new CreateAliasCommand({ AliasName: aliasName, TargetKeyId: keyId }));
  const put = (input: Partial<PutParameterCommandInput> = {}) =>
    opened.ssm.send(new PutParameterCommand({ Name: '/s', Value: 'secret', Type: 'SecureString', ...input }));
  const get = async (WithDecryption = true, Name = '/s') =>
    (await opened.ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter?.Value;
  const keyIdOf = async () =>
    (await opened.ssm.send(new DescribeParametersCommand({}))).Parameters?.[0]?.KeyId;
  return { ...opened, keyId, put, get, keyIdOf };
}

describe('ciphertext', () => {
  test.each([
    ['Standard', /^AQICAH/],
    ['Advanced', /^AgV4/],
  ] as const)('§5 %s (D:kms): base64 without decryption, the value with it', async (Tier, start) => {
    const { put, get } = await openWithKey();
    await put({ Tier });
    expect(await get(false)).toMatch(start);
    expect(await get(true)).toBe('secret');
  });

  test('§5 PARAMETER_ARN (D:kms): Decrypt needs the context of this very parameter', async () => {
    const { put, get, kms } = await openWithKey();
    await put();
    const CiphertextBlob = Buffer.from((await get(false)) ?? '', 'base64');
    const open = (name: string) =>
      kms.send(
        new DecryptCommand({
          CiphertextBlob,
          EncryptionContext: { PARAMETER_ARN: `arn:aws:ssm:us-east-1:123456789012:parameter/${name}` },
        }),
      );
    expect(Buffer.from((await open('s')).Plaintext ?? []).toString()).toBe('secret');
    expect(await outcome(open('t'))).toBe('InvalidCiphertextException');
  });
});

describe('key ids', () => {
  test('§2 DescribeParameters echoes the KeyId as given (M)', async () => {
    const { put, keyIdOf, keyId } = await openWithKey();
    for (const form of ['alias/mine', keyId, `${base}key/${keyId}`, `${base}alias/mine`]) {
      await put({ KeyId: form, Overwrite: true });
      expect(await keyIdOf()).toBe(form);
    }
  });

  test('§2 KeyId omitted on overwrite falls back to alias/aws/ssm (D:kms, the dangerous reading)', async () => {
    const { put, keyIdOf } = await openWithKey();
    await put({ KeyId: 'alias/mine' });
    await put({ Overwrite: true, Type: undefined, Value: 'other' });
    expect(await keyIdOf()).toBe('alias/aws/ssm');
  });

  test('§2 String and back (T): the key goes and the old version keeps its type', async () => {
    const { put, keyIdOf, ssm } = await openWithKey();
    await put({ KeyId: 'alias/mine' });
    await put({ Overwrite: true, Type: 'String', Value: 'plain' });
    expect(await keyIdOf()).toBeUndefined();
    const history = await ssm.send(new GetParameterHistoryCommand({ Name: '/s', WithDecryption: true }));
    expect(history.Parameters).toMatchObject([
      { Type: 'SecureString', KeyId: 'alias/mine', Value: 'secret' },
      { Type: 'String', Value: 'plain' },
    ]);
  });

  test('§5 re-pointing the alias does not re-encrypt (M)', async () => {
    const { put, get, kms, keyId } = await openWithKey();
    await put({ KeyId: 'alias/mine' });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const TargetKeyId = KeyMetadata?.KeyId;
    await kms.send(new UpdateAliasCommand({ AliasName: 'alias/mine', TargetKeyId }));
    await kms.send(new DisableKeyCommand({ KeyId: keyId }));
    expect(await outcome(get())).toMatch(/^InvalidKeyId: .* is disabled\./);
    await put({ KeyId: 'alias/mine', Overwrite: true });
    expect(await get()).toBe('secret');
  });
});

describe('§3 InvalidKeyId wraps the text of KMS (R)', () => {
  const wrap = (text: string, code: string) =>
    new RegExp(
      `^InvalidKeyId: ${text} \\(Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: [0-9a-f-]{36}; Proxy: null\\)$`,
    );
  const unknown = '11111111-2222-3333-4444-555555555555';

  test.each([
    ['alias/none', wrap(`Alias ${base}alias/none is not found\\.`, 'NotFoundException')],
    [unknown, wrap(`Key '${base}key/${unknown}' does not exist`, 'NotFoundException')],
    ['nonsense', wrap('Invalid keyId nonsense', 'NotFoundException')],
  ])('put with %s', async (KeyId, expected) => {
    const { put, ssm } = await openWithKey();
    for (const Tier of ['Standard', 'Advanced'] as const) {
      expect(await outcome(put({ KeyId, Tier }))).toEqual(like(expected));
    }
    expect((await ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
  });

  test('a key that is disabled or going away refuses every way in, and only what needs it', async () => {
    const { put, get, ssm, kms, keyId } = await openWithKey();
    await put({ KeyId: 'alias/mine', Name: '/p/mine' });
    await put({ Name: '/p/other' });
    const ways = () => [
      put({ KeyId: 'alias/mine', Name: '/p/mine', Overwrite: true }),
      get(true, '/p/mine'),
      ssm.send(new GetParametersCommand({ Names: ['/p/other', '/p/mine'], WithDecryption: true })),
      ssm.send(new GetParametersByPathCommand({ Path: '/p', WithDecryption: true })),
      ssm.send(new GetParameterHistoryCommand({ Name: '/p/mine', WithDecryption: true })),
    ];
    await kms.send(new DisableKeyCommand({ KeyId: keyId }));
    const disabled = wrap(`${base}key/${keyId} is disabled\\.`, 'DisabledException');
    for (const way of ways()) expect(await outcome(way)).toMatch(disabled);
    expect(await outcome(get(false, '/p/mine'))).toBe('ok');
    expect(await get(true, '/p/other')).toBe('secret');

    await kms.send(new EnableKeyCommand({ KeyId: keyId }));
    expect(await get(true, '/p/mine')).toBe('secret');
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId }));
    const pending = wrap(`${base}key/${keyId} is pending deletion\\.`, 'KMSInvalidStateException');
    for (const way of ways()) expect(await outcome(way)).toMatch(pending);
  });

  test('a deleted key: AccessDeniedException, as KMS words it', async () => {
    const { put, get, kms, keyId, advance } = await openWithKey();
    await put({ KeyId: 'alias/mine' });
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: 7 }));
    advance(8 * 86_400_000);
    expect(await outcome(get())).toMatch(
      /^AccessDeniedException: The ciphertext refers to a customer master key that does not exist.*AWSKMS/,
    );
  });
});

test('a refused put changes nothing: neither a parameter nor alias/aws/ssm', async () => {
  const { ssm, kms } = openTestStore();
  const put = (input: Partial<PutParameterCommandInput>) =>
    ssm.send(new PutParameterCommand({ Name: '/s', Value: 'v', Type: 'SecureString', ...input }));
  expect(await outcome(put({ Value: 'x'.repeat(5000) }))).toMatch(/^ValidationException/);
  expect(await outcome(put({ AllowedPattern: '\\d', Value: 'x' }))).toMatch(/^ParameterPatternMismatch/);
  expect(await outcome(put({ Tags: [{ Key: 'aws:x', Value: 'v' }] }))).toMatch(/^ValidationException/);
  expect((await ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
  expect((await kms.send(new ListAliasesCommand({}))).Aliases).toEqual([]);
  expect(await outcome(put({}))).toBe('ok');
  expect((await kms.send(new ListAliasesCommand({}))).Aliases).toHaveLength(1);
});
