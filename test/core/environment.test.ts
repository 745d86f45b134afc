import { describe, expect, it } from 'vitest';
import {
  type Claim,
  claimOf,
  claimOfNames,
  claimOfPath,
  type Environments,
  environmentOf,
  noClaim,
  protectedAmong,
  requireAccount,
} from '../../src/core/environment.ts';
import { parsePathTemplate } from '../../src/core/parameter/template.ts';

const standard = parsePathTemplate('/{project}/{component}/{service}/{environment}/{key}');
const short = parsePathTemplate('/{environment}/{service}/{key}');
const [one, two] = ['111111111111', '222222222222'];
const environments: Environments = new Map([
  ['prod', { account: one, keyId: 'alias/prod', profile: 'p', protected: true }],
  ['live', { account: one, profile: 'p', protected: true }],
  ['stage', { account: two }],
  ['dev', {}],
]);
const claim = (environment: string | undefined, accounts: readonly string[], profile?: string): Claim => ({
  environment,
  accounts,
  profile,
});

describe('environmentOf', () => {
  it.each<[string, string | undefined]>([
    ['/prod/db/host', 'prod'],
    ['/prod/db/a/b', 'prod'],
    ['/prod/db/host:3', 'prod'],
    ['/prod/db/host:label', 'prod'],
    ['arn:aws:ssm:us-east-1:111111111111:parameter/prod/db/host', 'prod'],
    ['arn:aws:ssm:us-east-1:111111111111:parameter/prod/db/host:3', 'prod'],
    ['arn:aws-us-gov:ssm:us-gov-west-1:111111111111:parameter/prod/db/host', 'prod'],
    ['/prod/db', undefined],
    ['prod/db/host', undefined],
    ['HOST', undefined],
    ['arn:aws:ssm:us-east-1:111111111111:parameter/HOST', undefined],
    ['/aws/service/ami', 'aws'],
  ])('%s: %s', (name, environment) => {
    expect(environmentOf(short, name)).toBe(environment);
  });
});

describe('claimOf', () => {
  it.each<[string, Claim]>([
    ['prod', claim('prod', [one], 'p')],
    ['stage', claim('stage', [two])],
    ['dev', claim('dev', [])],
    ['unknown', claim('unknown', [])],
  ])('%s', (name, expected) => {
    expect(claimOf(environments, name)).toEqual(expected);
  });
});

describe('claimOfNames', () => {
  it.each<[string, readonly string[], Claim | undefined]>([
    ['no names', [], noClaim],
    ['one', ['/prod/db/a'], claim('prod', [one], 'p')],
    ['several of one environment', ['/prod/db/a', '/prod/web/b'], claim('prod', [one], 'p')],
    ['two with one account and profile', ['/prod/db/a', '/live/db/a'], claim('prod', [one], 'p')],
    ['two of which nothing is said', ['/dev/db/a', '/test/db/a'], claim('dev', [])],
    ['none of an environment', ['/x', 'y'], noClaim],
    ['two accounts', ['/prod/db/a', '/stage/db/a'], undefined],
    ['an account and none', ['/stage/db/a', '/dev/db/a'], undefined],
    ['an account and no environment', ['/stage/db/a', '/x'], undefined],
    ['the third differs', ['/prod/db/a', '/prod/db/b', '/stage/db/c'], undefined],
  ])('%s', (_what, names, expected) => {
    const take = () => claimOfNames(environments, short, names);
    if (expected) expect(take()).toEqual(expected);
    else expect(take).toThrowError(expect.objectContaining({ code: 'usage' }));
  });

  it('names the environments that cannot be in one run', () => {
    expect(() => claimOfNames(environments, short, ['/prod/db/a', '/stage/db/a'])).toThrowError(
      'The names belong to prod and stage, which have other accounts or profiles.',
    );
  });
});

describe('claimOfPath', () => {
  const all: Environments = new Map([
    ['prod', { account: one }],
    ['live', { account: one }],
    ['stage', { account: two }],
  ]);
  it.each<[string, Environments, typeof short, string, Claim]>([
    ['an environment', environments, short, '/prod', claim('prod', [one], 'p')],
    ['below it', environments, short, '/prod/db/x/', claim('prod', [one], 'p')],
    ['in the other convention', environments, standard, '/mow/backend/db/prod', claim('prod', [one], 'p')],
    [
      'above environments that all have accounts',
      all,
      standard,
      '/mow/backend',
      claim(undefined, [one, two]),
    ],
    ['the root', all, short, '/', claim(undefined, [one, two])],
    ['above environments of which one has none', environments, standard, '/mow/backend', noClaim],
    ['where no environment can be', all, parsePathTemplate('/app/{environment}/{key}'), '/web', noClaim],
    ['no environments at all', new Map(), standard, '/', noClaim],
  ])('%s', (_what, known, template, path, expected) => {
    expect(claimOfPath(known, template, path)).toEqual(expected);
  });
});

describe('protectedAmong', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['none', ['/dev/db/a', '/x'], []],
    ['one, once', ['/prod/db/a', '/prod/db/b', '/stage/db/a'], ['prod']],
    ['two', ['/live/db/a', '/prod/db/b'], ['live', 'prod']],
  ])('%s', (_what, names, expected) => {
    expect(protectedAmong(environments, short, names)).toEqual(expected);
  });
});

describe('requireAccount', () => {
  it.each<[string, readonly string[], string | undefined, string | undefined]>([
    ['the right one', ['/prod/db/a', '/dev/db/a'], one, undefined],
    ['one that is not known yet', ['/prod/db/a'], undefined, undefined],
    ['no environment', ['/x'], two, undefined],
    ['a wrong one', ['/dev/db/a', '/prod/db/a'], two, `Environment prod is in account ${one}`],
  ])('%s', (_what, names, account, words) => {
    const check = () => requireAccount(environments, short, names, account);
    if (words === undefined) expect(check).not.toThrow();
    else
      expect(check).toThrowError(
        expect.objectContaining({ code: 'credentials', message: expect.stringContaining(words) }),
      );
  });
});
