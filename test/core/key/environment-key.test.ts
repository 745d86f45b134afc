import { describe, expect, it } from 'vitest';
import type { Environments } from '../../../src/core/environment.ts';
import {
  environmentAlias,
  environmentOfAlias,
  resolveKey,
  settingsKey,
} from '../../../src/core/key/environment-key.ts';
import { missingKeyHint } from '../../../src/core/key/key-finding.ts';

const environments: Environments = new Map([
  ['own', { keyId: 'alias/mow' }],
  ['auto', { keyId: 'auto' }],
  ['bare', {}],
]);

it.each([
  ['prod', 'alias/ssm-prod'],
  ['eu_west-1', 'alias/ssm-eu_west-1'],
])('the alias of %s', (environment, alias) => {
  expect(environmentAlias(environment)).toBe(alias);
  expect(environmentOfAlias(alias)).toBe(environment);
  expect(environmentOfAlias(`arn:aws:kms:us-east-1:123456789012:${alias}`)).toBe(environment);
});

it.each(['v1.2', '', 'a/b', 'é', 'x'.repeat(247)])('%s can have no alias', (environment) => {
  expect(() => environmentAlias(environment)).toThrow(/cannot be part of a key's alias/);
});

it.each(['alias/aws/ssm', 'alias/mow', 'alias/ssm-', 'ssm-prod', 'xalias/ssm-prod'])(
  '%s is of none',
  (keyId) => {
    expect([environmentOfAlias(keyId), missingKeyHint(keyId)]).toEqual([undefined, undefined]);
  },
);

describe('a key', () => {
  it.each([
    ['auto', 'own', 'alias/mow'],
    ['auto', 'auto', 'alias/ssm-auto'],
    ['auto', 'bare', 'alias/ssm-bare'],
    ['auto', 'elsewhere', 'alias/ssm-elsewhere'],
    ['alias/given', 'own', 'alias/given'],
  ])('%s in %s is %s', (keyId, environment, expected) => {
    expect(resolveKey(keyId, environments, environment)).toBe(expected);
  });

  it.each([
    ['own', 'alias/mow'],
    ['auto', 'alias/ssm-auto'],
    ['bare', undefined],
  ])('of the settings for %s is %s', (environment, expected) => {
    expect(settingsKey(environments, environment)).toBe(expected);
  });
});
