import { describe, expect, it } from 'vitest';
import type { LabelledVersion } from '../../../src/core/account-probes.ts';
import { CallError } from '../../../src/core/call-error.ts';
import { checkHierarchy } from '../../../src/gather/doctor/hierarchy.ts';
import { checkPlaintext } from '../../../src/gather/doctor/plaintext.ts';
import { checkQuota } from '../../../src/gather/doctor/quota.ts';
import { checkThroughput, checkTier } from '../../../src/gather/doctor/service-settings.ts';
import { checkVersions } from '../../../src/gather/doctor/versions.ts';
import { makeStored } from '../../core/plan/make-draft.ts';
import { makeDescribed, makeInScope, makeProbes, makeSubject, makeWay } from './make-way.ts';

const denied = (action: string) => new CallError('denied', `Could not do it: no ${action}.`, { action });

describe('number of parameters', () => {
  const quota = (standard: number, advanced = 0, complete = true) => {
    const items = [
      ...Array.from({ length: standard }, () => makeDescribed()),
      ...Array.from({ length: advanced }, () => makeDescribed({ tier: 'Advanced' })),
    ];
    return checkQuota(makeSubject(), { value: { items, pages: 3, complete } });
  };

  it.each<[number, number, boolean, string]>([
    [0, 0, true, 'ok'],
    [8_999, 0, true, 'ok'],
    [9_000, 0, true, 'warning'],
    [9_999, 0, true, 'warning'],
    [10_000, 0, true, 'problem'],
    [8_999, 20_000, true, 'ok'],
    [1, 90_000, true, 'warning'],
    [2_000, 0, false, 'not-checked'],
    [9_500, 0, false, 'warning'],
    [12_000, 0, false, 'problem'],
  ])('%i standard and %i advanced, all counted: %s: %s', (standard, advanced, complete, status) => {
    expect(quota(standard, advanced, complete).status).toBe(status);
  });

  it('says what counting costs, and how to count on', () => {
    expect(quota(1_234, 5).message).toBe('1,234 of 10,000 standard, 5 of 100,000 advanced (3 calls)');
    const { message, todo } = quota(2_000, 0, false);
    expect(message).toContain('at least 2,000');
    expect(todo?.command).toBe('ssmkit doctor --environment prod --full');
  });

  it('is not counted where that is denied', () => {
    const error = denied('ssm:DescribeParameters');
    expect(checkQuota(makeSubject(), { error }).status).toBe('not-checked');
  });
});

describe('versions', () => {
  const name = '/mow/backend/db/prod/OLD';
  const check = async (version: number, oldest: readonly LabelledVersion[] | CallError) => {
    const asked: string[] = [];
    const oldestVersions = async (of: string) => {
      asked.push(of);
      if (oldest instanceof CallError) throw oldest;
      return oldest;
    };
    const way = makeWay({ probes: makeProbes({ oldestVersions }) });
    const results = await checkVersions(way, makeSubject(), [makeInScope({ name, version })]);
    return { results, asked, status: results.map(({ status }) => status) };
  };
  const labelled = (version: number) => [{ version, labels: ['live'] }];

  it.each<[number, number, string]>([
    [89, 1, 'ok'],
    [90, 1, 'warning'],
    [91, 1, 'warning'],
    [99, 1, 'warning'],
    [100, 1, 'problem'],
    [100, 2, 'warning'],
    [100, 11, 'warning'],
    [100, 12, 'ok'],
    [250, 151, 'problem'],
    [250, 161, 'warning'],
    [250, 162, 'ok'],
  ])('version %i with a label on version %i: %s', async (version, label, status) => {
    expect((await check(version, labelled(label))).status).toEqual([status]);
  });

  it('asks for the history of what is near 100 alone', async () => {
    expect((await check(89, [])).asked).toEqual([]);
    expect((await check(90, [])).asked).toEqual([name]);
    expect((await check(100, [{ version: 1, labels: [] }])).status).toEqual(['ok']);
  });

  it('says how to move the label', async () => {
    const { results } = await check(100, labelled(1));
    expect(results[0]).toMatchObject({
      subject: name,
      message: 'The label live on version 1 blocks the next write.',
    });
    expect(results[0]?.todo?.command).toBe(
      `aws ssm label-parameter-version --name ${name} --parameter-version 100 --labels live --region us-east-1 --profile ann`,
    );
  });

  it('a history that may not be read is not checked', async () => {
    expect((await check(95, denied('ssm:GetParameterHistory'))).status).toEqual(['not-checked']);
    expect((await check(95, new CallError('timeout', 'none'))).status).toEqual(['not-checked']);
  });

  it('asks about no more than it may', async () => {
    const scope = Array.from({ length: 23 }, (_, index) => makeInScope({ name: `/n${index}`, version: 95 }));
    const results = await checkVersions(makeWay(), makeSubject(), scope);
    expect(results.map(({ message }) => message)).toEqual([
      '3 more parameters near 100 versions were not looked at.',
    ]);
  });
});

describe('values in the clear', () => {
  const token = 'ghp_012345678901234567890123456789abcdef';

  it('are named, and why, and never shown', () => {
    const scope = [
      makeInScope({ name: '/mow/backend/db/prod/HOST', value: 'db.example.com' }),
      makeInScope({ name: '/mow/backend/db/prod/GH', value: token }),
      makeInScope({ name: '/mow/backend/db/prod/PASSWORDS', type: 'StringList', value: 'hunter2,hunter3' }),
      makeInScope({ name: '/mow/backend/db/prod/PW', type: 'SecureString', value: token }),
    ];
    const result = checkPlaintext(makeSubject(), scope);
    expect(result.status).toBe('warning');
    expect(result.items).toEqual([
      { name: '/mow/backend/db/prod/GH', why: 'looks like a GitHub token' },
      { name: '/mow/backend/db/prod/PASSWORDS', why: 'is named like a secret' },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/ghp_|hunter/);
  });

  it('are all right where none looks secret; the path is not the key', () => {
    const scope = [makeInScope({ name: '/mow/backend/token-service/prod/HOST', value: 'db.example.com' })];
    expect(checkPlaintext(makeSubject(), scope).status).toBe('ok');
  });
});

describe('hierarchy', () => {
  const check = (names: readonly string[], inScope: number, complete = true) =>
    checkHierarchy(
      makeSubject(),
      { items: names.map((name) => makeStored({ name })), pages: 1, complete },
      Array.from({ length: inScope }, () => makeInScope({ value: 'v' })),
    );

  it.each<[string, ReturnType<typeof check>, string]>([
    ['something is there', check(['/mow/backend/db/prod/A'], 1), 'ok'],
    ['nothing is there', check([], 0), 'warning'],
    ['nothing of this environment', check(['/mow/backend/prod/db/A'], 0), 'warning'],
    ['not all was read', check(['/mow/backend/db/prod/A'], 1, false), 'not-checked'],
  ])('%s', (_what, { status }, expected) => expect(status).toBe(expected));

  it('names one that does not fit', () => {
    expect(check(['/mow/backend/prod/db/A'], 0).message).toContain('such as /mow/backend/prod/db/A');
  });
});

describe('service settings', () => {
  const { lines } = makeSubject();

  it.each([
    [checkThroughput({ value: 'false' }, lines), 'ok', 'default: about 3 writes a second'],
    [checkThroughput({ value: 'true' }, lines), 'ok', 'higher: about 10 writes a second'],
    [checkTier({ value: 'Intelligent-Tiering' }, lines), 'ok', 'Intelligent-Tiering: Advanced'],
    [checkTier({ value: undefined }, lines), 'ok', 'not told'],
    [checkTier({ error: denied('ssm:GetServiceSetting') }, lines), 'not-checked', 'is denied'],
    [checkTier({ error: new CallError('server', 'a fault') }, lines), 'not-checked', 'a fault'],
  ])('are information: %o', (result, status, words) => {
    expect([result.status, result.message]).toEqual([status, expect.stringContaining(words)]);
  });
});
