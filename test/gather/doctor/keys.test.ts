import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/core/call-error.ts';
import type { KeyDescription } from '../../../src/core/ports.ts';
import { checkDecryption } from '../../../src/gather/doctor/decryption.ts';
import { checkKeys } from '../../../src/gather/doctor/keys.ts';
import { fakeKeys, fakeStore } from '../fake-store.ts';
import { makeDescribed, makeInScope, makeSubject, makeWay, statuses } from './make-way.ts';

const all = { described: true, any: true };

describe('keys', () => {
  const key = (parts: Partial<KeyDescription> = {}): KeyDescription => ({
    ...{ arn: 'arn:aws:kms:us-east-1:1:key/k', keyId: 'k', state: 'Enabled' },
    ...{ spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', ...parts },
  });
  const using = (keyId: string | undefined, name = '/mow/backend/db/prod/PW') =>
    makeInScope({ name, type: 'SecureString', described: makeDescribed({ name, keyId }) });

  it.each<[string, KeyDescription | undefined, string, string | undefined]>([
    ['enabled', key(), 'ok', undefined],
    ['disabled', key({ state: 'Disabled' }), 'problem', 'aws kms enable-key --key-id k'],
    [
      'pending deletion',
      key({ state: 'PendingDeletion', deletionDate: new Date('2026-12-01') }),
      'problem',
      'aws kms cancel-key-deletion --key-id k',
    ],
    ['without material', key({ state: 'PendingImport' }), 'problem', 'aws kms describe-key --key-id k'],
    ['asymmetric', key({ spec: 'RSA_2048' }), 'problem', 'aws kms describe-key --key-id k'],
    ['missing', undefined, 'problem', 'aws kms list-aliases'],
  ])('%s', async (_what, description, status, command) => {
    const { keys } = fakeKeys(description ? { 'alias/own': description } : {});
    const results = await checkKeys(makeWay({ keys }), makeSubject(), [using('alias/own')], all);
    expect(statuses(results)).toEqual([`${status} key alias/own`]);
    const line = command === undefined ? undefined : `${command} --region us-east-1 --profile ann`;
    expect(results[0]?.todo?.command).toBe(line);
    if (description?.deletionDate) expect(results[0]?.message).toContain('2026-12-01');
  });

  it('each is described once, the default key never, the key of the settings as well', async () => {
    const { keys, asked } = fakeKeys({ 'alias/own': key(), 'alias/next': key() });
    const environments = new Map([
      ['prod', { keyId: 'alias/next' }],
      ['stage', { keyId: 'alias/other' }],
    ]);
    const scope = [using('alias/own'), using('alias/own', '/x'), using('alias/aws/ssm')];
    const subject = makeSubject({ settings: { environments } });
    const results = await checkKeys(makeWay({ keys }), subject, scope, all);
    expect(asked).toEqual(['alias/next', 'alias/own']);
    expect(results.map(({ message }) => message)).toEqual([
      'enabled, for new SecureStrings',
      'enabled, for 2 SecureStrings',
    ]);
  });

  it('a key of the settings that ssmkit makes has the line that makes it', async () => {
    const settings = { environments: new Map([['prod', { keyId: 'alias/ssm-prod' }]]) };
    const [result] = await checkKeys(makeWay(), makeSubject({ settings }), [], all);
    expect(result).toMatchObject({
      status: 'problem',
      todo: { command: 'ssmkit kms ensure --environment prod' },
    });
    expect(result?.message).toContain('It is the keyId of prod in ssmkit.json.');
  });

  it('a key that may not be described is a warning, a KMS that is not there is not checked', async () => {
    const scope = [using('alias/own')];
    const forbidden = makeWay({ keys: fakeKeys({}, true).keys });
    expect(statuses(await checkKeys(forbidden, makeSubject(), scope, all))).toEqual([
      'warning key alias/own',
    ]);
    const describeKey = async () => {
      throw new CallError('timeout', 'no answer');
    };
    const absent = makeWay({ keys: { ...fakeKeys({}).keys, describeKey } });
    expect(statuses(await checkKeys(absent, makeSubject(), scope, all))).toEqual([
      'not-checked key alias/own',
    ]);
  });

  it('says which keys it does not know', async () => {
    const unknown = makeInScope({ type: 'SecureString' });
    const keysOf = async (...args: [readonly (typeof unknown)[], typeof all]) =>
      (await checkKeys(makeWay(), makeSubject(), ...args)).map(({ status, message }) => [status, message]);
    expect(await keysOf([unknown], { described: false, any: true })).toEqual([
      ['not-checked', 'The keys of 1 SecureString are not known.'],
    ]);
    expect(await keysOf([], { described: false, any: false })).toEqual([
      ['not-checked', 'No parameter could be listed, so their keys are not known.'],
    ]);
    expect(await keysOf([], all)).toEqual([['ok', 'no SecureString']]);
    expect(await keysOf([using('alias/aws/ssm')], all)).toEqual([
      ['ok', '1 SecureString under alias/aws/ssm'],
    ]);
  });

  it('asks about no more than it may', async () => {
    const scope = Array.from({ length: 25 }, (_, index) => using(`alias/k${index}`, `/n${index}`));
    const { keys, asked } = fakeKeys({});
    const results = await checkKeys(makeWay({ keys }), makeSubject(), scope, all);
    expect([asked.length, results.at(-1)?.message]).toEqual([20, '5 more keys were not asked about.']);
  });
});

describe('decryption', () => {
  const secret = '/mow/backend/db/prod/PW';
  const scope = [makeInScope({ name: secret, type: 'SecureString' })];
  const check = async (rules: Parameters<typeof fakeStore>[1], decrypt = true, of = scope) => {
    const fake = fakeStore({ [secret]: { type: 'SecureString' } }, rules);
    const results = await checkDecryption(makeWay({ store: fake.store }), makeSubject({ decrypt }), of);
    return { status: results.map(({ status }) => status), calls: fake.calls, results };
  };

  it('is done only when it is asked for', async () => {
    const { status, calls, results } = await check({}, false);
    expect([status, calls]).toEqual([['not-checked'], []]);
    expect(results[0]?.todo?.command).toBe('ssmkit doctor --environment prod --decrypt');
    expect((await check({}, false, [])).status).toEqual(['ok']);
  });

  it.each<[string, Parameters<typeof fakeStore>[1], string]>([
    ['allowed', {}, 'ok'],
    ['denied by KMS', { badKeys: { 'alias/aws/ssm': 'denied' } }, 'warning'],
    ['a key that cannot', { badKeys: { 'alias/aws/ssm': 'key' } }, 'warning'],
    ['denied by Parameter Store', { denied: ['ssm:GetParameters'] }, 'not-checked'],
    ['no answer', { failing: { 'ssm:GetParameters': new CallError('timeout', 'none') } }, 'not-checked'],
  ])('%s', async (_what, rules, expected) => {
    expect((await check(rules)).status).toEqual([expected]);
  });

  it('once for each key', async () => {
    const named = (name: string, keyId: string) =>
      makeInScope({ name, type: 'SecureString', described: makeDescribed({ name, keyId }) });
    const { calls } = await check({}, true, [named('/a', 'k1'), named('/b', 'k1'), named('/c', 'k2')]);
    expect(calls.map(({ names, decrypt }) => [names, decrypt])).toEqual([
      [['/a'], true],
      [['/c'], true],
    ]);
  });
});
