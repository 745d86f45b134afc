import { describe, expect, it } from 'vitest';
import { chooseVariables, type VariableChoice } from '../../src/commands/exec-variables.ts';
import type { ExportedParameter } from '../../src/core/parameter/exported.ts';
import { Secret } from '../../src/core/secret/secret.ts';

/** `postgres/DB`: a service and its key. */
function parameter(text: string, layer: number): ExportedParameter {
  const [service, ...key] = text.split('/');
  return {
    service,
    key: key.join('/'),
    stored: {
      name: `/${layer}/${text}`,
      arn: '',
      type: 'String',
      version: 1,
      value: new Secret(text),
      lastModified: undefined,
      dataType: 'text',
    },
  };
}

function choose(layers: readonly (readonly string[])[], more: Partial<VariableChoice> = {}) {
  const { variables, warnings, problems } = chooseVariables(
    layers.map((texts, index) => texts.map((text) => parameter(text, index + 1))),
    { only: [], except: [], prefixKeys: false, allowNames: new Set(), taken: {}, ...more },
  );
  return {
    chosen: variables.map(({ name, parameter }) => `${name}=${parameter.stored.name}`),
    warnings,
    problems,
  };
}

describe('names', () => {
  it.each<[readonly string[], Partial<VariableChoice>, readonly string[]]>([
    [
      ['a/DB', 'a/database/host', 'a/Mixed'],
      {},
      ['DATABASE_HOST=/1/a/database/host', 'DB=/1/a/DB', 'Mixed=/1/a/Mixed'],
    ],
    [['my-app/DB'], { prefixKeys: true }, ['MY_APP_DB=/1/my-app/DB']],
    [['a/X', 'a/Y', 'b/Z'], { only: ['X', 'Z'] }, ['X=/1/a/X', 'Z=/1/b/Z']],
    [['a/X', 'a/Y'], { except: ['X'] }, ['Y=/1/a/Y']],
    [['a/X', 'a/Y'], { only: ['X', 'Y'], except: ['X'] }, ['Y=/1/a/Y']],
    [['a/database/host'], { only: ['DATABASE_HOST'] }, ['DATABASE_HOST=/1/a/database/host']],
    [['a/X', 'a/Y'], { taken: { X: '' } }, ['Y=/1/a/Y']],
    [['a/PATH'], { allowNames: new Set(['PATH']) }, ['PATH=/1/a/PATH']],
    [['a/2FA'], { prefixKeys: true }, ['A_2FA=/1/a/2FA']],
    // Left out means not judged.
    [['a/LD_PRELOAD', 'a/X', 'b/X'], { except: ['LD_PRELOAD', 'X'] }, []],
  ])('%j %j', (texts, more, chosen) => {
    expect(choose([texts], more)).toEqual({ chosen, warnings: [], problems: [] });
  });

  it.each<[readonly string[], Partial<VariableChoice>, RegExp]>([
    [['a/LD_PRELOAD'], {}, /^\/1\/a\/LD_PRELOAD .*--allow-name LD_PRELOAD/],
    [['a/NODE_OPTIONS'], { allowNames: new Set(['PATH']) }, /NODE_OPTIONS/],
    [['a/2FA'], {}, /cannot become .*name/],
    [['a/X', 'b/X'], {}, /\/1\/a\/X and of \/1\/b\/X\. Narrow with --service, or use --prefix-keys/],
    [['a-b/C', 'a/b/C'], { prefixKeys: true }, /A_B_C/],
    [['a/X'], { only: ['X', 'Y'] }, /^Y is missing; --only/],
  ])('refused: %j %j', (texts, more, problem) => {
    expect(choose([texts], more).problems).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses both of two keys in one service that become one name', () => {
    expect(choose([['a/x/y', 'a/x-y']]).problems).toHaveLength(2);
  });
});

describe('layers', () => {
  it('win from left to right, each with a warning', () => {
    expect(choose([['a/X', 'a/Y'], ['b/X'], ['c/X', 'c/Z']])).toEqual({
      chosen: ['X=/3/c/X', 'Y=/1/a/Y', 'Z=/3/c/Z'],
      warnings: ['X: /2/b/X replaces /1/a/X.', 'X: /3/c/X replaces /2/b/X.'],
      problems: [],
    });
  });

  it('warn of an exception that excepts nothing', () => {
    expect(choose([['a/X']], { except: ['Y'] }).warnings).toEqual(['--except Y: there is no such variable.']);
  });
});
