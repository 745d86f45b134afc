import { describe, expect, it } from 'vitest';
import { SsmkitError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { environmentOf } from '../../src/exec/environment.ts';

const environment = (variables: Readonly<Record<string, string>>, inherited = {}) =>
  environmentOf({
    file: '/bin/true',
    args: ['true'],
    inherited,
    variables: new Map(Object.entries(variables).map(([name, value]) => [name, new Secret(value)])),
  });

describe('the environment of a program', () => {
  it('is what it inherits and its variables, which win', () => {
    const inherited = { PATH: '/bin', TOKEN: 'old', GONE: undefined };
    expect({ ...environment({ TOKEN: 'new' }, inherited) }).toEqual({ PATH: '/bin', TOKEN: 'new' });
  });

  it('can hold any name, also one that objects have already', () => {
    expect(Object.entries(environment(JSON.parse('{"__proto__":"a","constructor":"b"}')))).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it.each([
    ['canary\0', 'NUL'],
    ['canary\ud800', 'surrogate'],
    ['\udc00canary', 'surrogate'],
  ])('cannot hold %j, and says so without it', (value, words) => {
    let error: unknown;
    try {
      environment({ FINE: 'x', TOKEN: value });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SsmkitError);
    expect(error).toMatchObject({ code: 'program-unusable', message: expect.stringContaining('TOKEN') });
    expect(String(error)).toContain(words);
    expect(String(error)).not.toContain('canary');
  });
});
