import type { AccountProbes, DescribedParameter } from '../../../src/core/account-probes.ts';
import type { CheckResult } from '../../../src/core/checkup.ts';
import { parsePathTemplate } from '../../../src/core/parameter/template.ts';
import { commandLines } from '../../../src/gather/doctor/lines.ts';
import type { InScope } from '../../../src/gather/doctor/scope.ts';
import { type Subject, usualBounds, type Way } from '../../../src/gather/doctor/subject.ts';
import { makeStored } from '../../core/plan/make-draft.ts';
import { fakeKeys, fakeStore } from '../fake-store.ts';

export const account = '123456789012';
/** The moment that the clock of every fake way shows. */
export const noon = Date.parse('2026-11-22T12:00:00Z');

export async function* pages<T>(...all: readonly (readonly T[])[]): AsyncGenerator<readonly T[]> {
  yield* all;
}

export function makeProbes(parts: Partial<AccountProbes> = {}): AccountProbes {
  return {
    credentials: async () => ({ account: undefined, expiration: undefined, renew: undefined }),
    caller: async () => ({ arn: `arn:aws:iam::${account}:user/ann`, account }),
    serviceSetting: async (id) => (id.endsWith('enabled') ? 'false' : 'Standard'),
    describeAll: () => pages<DescribedParameter>(),
    oldestVersions: async () => [],
    clockSkew: () => 0,
    ...parts,
  };
}

/** A way on which nothing is wrong, and nothing is there. */
export function makeWay(parts: Partial<Way> = {}): Way {
  return {
    probes: makeProbes(),
    store: fakeStore({}).store,
    keys: fakeKeys({}).keys,
    identity: () => ({ region: 'us-east-1', profile: undefined, account, endpoint: undefined }),
    explained: [
      { name: 'region', value: 'us-east-1', from: 'AWS_REGION' },
      { name: 'credentials', value: 'profile ann', from: 'the AWS configuration files' },
    ],
    warnings: [],
    regionWarnings: [],
    embedded: false,
    proxyVariable: undefined,
    clock: { now: () => noon, sleep: async () => {} },
    files: { read: async () => new Uint8Array(), exists: async () => true },
    ...parts,
  };
}

type SubjectParts = Partial<Omit<Subject, 'settings'>> & { readonly settings?: Partial<Subject['settings']> };

/** About environment prod of settings in which nothing is wrong. */
export function makeSubject({ settings, ...parts }: SubjectParts = {}): Subject {
  return {
    environment: 'prod',
    path: '/mow/backend',
    accounts: [account],
    decrypt: false,
    bounds: usualBounds,
    lines: commandLines({
      flags: [],
      about: ['--environment', 'prod'],
      region: 'us-east-1',
      profile: 'ann',
      endpoint: undefined,
    }),
    ...parts,
    settings: {
      template: parsePathTemplate('/{project}/{component}/{service}/{environment}/{key}'),
      project: 'mow',
      component: 'backend',
      services: [],
      tagsDir: 'tags',
      environments: new Map([['prod', { account, protected: true }]]),
      settingsRegion: 'us-east-1',
      settingsFile: '/x/ssmkit.json',
      ...settings,
    },
  };
}

export function makeDescribed(parts: Partial<DescribedParameter> = {}): DescribedParameter {
  return {
    ...{ name: '/mow/backend/db/prod/A', type: 'String', version: 1, tier: 'Standard', keyId: undefined },
    ...parts,
  };
}

export function makeInScope({
  value,
  ...parts
}: Partial<Omit<InScope, 'value'>> & { readonly value?: string } = {}): InScope {
  return {
    ...{ name: '/mow/backend/db/prod/A', type: 'String', version: 1, described: undefined, ...parts },
    value: value === undefined ? undefined : makeStored({ value }).value,
  };
}

/** Status by check, and by subject where there is one. */
export function statuses(results: readonly CheckResult[]): readonly string[] {
  return results.map(({ status, check, subject }) => `${status} ${check}${subject ? ` ${subject}` : ''}`);
}
