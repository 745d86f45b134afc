import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetServiceSettingCommand,
  PutParameterCommand,
  ResetServiceSettingCommand,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm, sts } = openTestStore();
const put = (Name: string) => ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));

describe('§2 deletes', () => {
  test.each([
    ['missing', 'M', '/none', 'ParameterNotFound'],
    ['an ARN is not allowed', 'M', 'arn:aws:ssm:us-east-1:123456789012:parameter/x', /^ValidationException/],
    ['not fully qualified', 'L', 'a/b', /^ValidationException/],
  ])('DeleteParameter %s (%s)', async (_what, _mark, Name, expected) => {
    expect(await outcome(ssm.send(new DeleteParameterCommand({ Name })))).toEqual(like(expected));
  });

  test('DeleteParameters (M): 200 with both lists; duplicates count once', async () => {
    await put('/d/one');
    await put('two');
    const Names = ['/d/one', '/d/none', '/two', '/d/one'];
    expect(await ssm.send(new DeleteParametersCommand({ Names }))).toMatchObject({
      DeletedParameters: ['/d/one', '/two'],
      InvalidParameters: ['/d/none'],
    });
  });

  test('DeleteParameters (M): a malformed name fails the call before anything is deleted', async () => {
    await put('/d/stays');
    const command = new DeleteParametersCommand({ Names: ['/d/stays', '/bad name'] });
    expect(await outcome(ssm.send(command))).toMatch(/^ValidationException/);
    expect(await outcome(ssm.send(new DeleteParameterCommand({ Name: '/d/stays' })))).toBe('ok');
  });

  test.each([0, 11])('DeleteParameters (M): %i names are refused', async (length) => {
    const Names = Array.from({ length }, (_, index) => `/n${index}`);
    expect(await outcome(ssm.send(new DeleteParametersCommand({ Names })))).toMatch(/at 'names' failed/);
  });
});

describe('§4 service settings', () => {
  const tier = '/ssm/parameter-store/default-parameter-tier';
  const throughput = '/ssm/parameter-store/high-throughput-enabled';

  test.each([
    [tier, 'Standard', 'Intelligent-Tiering'],
    [throughput, 'false', 'true'],
  ])('%s (M): default, customized, reset', async (SettingId, initial, other) => {
    const get = async () => (await ssm.send(new GetServiceSettingCommand({ SettingId }))).ServiceSetting;
    const arn = `arn:aws:ssm:us-east-1:123456789012:servicesetting${SettingId}`;
    expect(await get()).toMatchObject({ SettingId, SettingValue: initial, Status: 'Default', ARN: arn });
    await ssm.send(new UpdateServiceSettingCommand({ SettingId: arn, SettingValue: other }));
    expect(await get()).toMatchObject({ SettingValue: other, Status: 'Customized' });
    const reset = await ssm.send(new ResetServiceSettingCommand({ SettingId }));
    expect(reset.ServiceSetting).toMatchObject({ SettingValue: initial, Status: 'Default' });
  });

  test.each([
    [tier, 'Foo', /^ValidationException/],
    [throughput, 'yes', /^ValidationException/],
    ['/ssm/other', 'x', /^ServiceSettingNotFound: /],
  ])('%s = %s is refused', async (SettingId, SettingValue, expected) => {
    const update = new UpdateServiceSettingCommand({ SettingId, SettingValue });
    expect(await outcome(ssm.send(update))).toEqual(like(expected));
  });

  test('§2 Tier omitted (M): the account default decides', async () => {
    const own = openTestStore().ssm;
    const send = (Name: string, Value: string) =>
      own.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
    await own.send(new UpdateServiceSettingCommand({ SettingId: tier, SettingValue: 'Advanced' }));
    expect((await send('/x', 'v')).Tier).toBe('Advanced');
    await own.send(new UpdateServiceSettingCommand({ SettingId: tier, SettingValue: 'Intelligent-Tiering' }));
    expect((await send('/y', 'v')).Tier).toBe('Standard');
    expect((await send('/z', 'v'.repeat(5000))).Tier).toBe('Advanced');
  });
});

test('STS GetCallerIdentity, by the query protocol', async () => {
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/local',
  });
});

test('accounts and Regions share nothing, partitions are right', async () => {
  const first = openTestStore({ region: 'cn-north-1' });
  const again = (account: string, region: string) =>
    openTestStore({ folder: first.folder, account, region }).ssm;
  const command = () => new PutParameterCommand({ Name: '/same', Value: 'x', Type: 'String' });
  expect(await outcome(first.ssm.send(command()))).toBe('ok');
  expect(await outcome(again('999999999999', 'cn-north-1').send(command()))).toBe('ok');
  expect(await outcome(again('123456789012', 'eu-west-1').send(command()))).toBe('ok');
  expect(await outcome(again('123456789012', 'cn-north-1').send(command()))).toMatch(
    /^ParameterAlreadyExists/,
  );
  const account = '123456789012';
  expect(first.store.inventory()).toEqual([
    { account, region: 'cn-north-1', parameters: 1, versions: 1, keys: 0 },
    { account, region: 'eu-west-1', parameters: 1, versions: 1, keys: 0 },
    { account: '999999999999', region: 'cn-north-1', parameters: 1, versions: 1, keys: 0 },
  ]);
  expect(await first.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: 'arn:aws-cn:iam::123456789012:user/local',
  });
});
