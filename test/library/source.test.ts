import { describe, expect, it } from 'vitest';
import type { LoadOptions } from '../../src/library/options.ts';
import { pathOfSource } from '../../src/library/source.ts';

const flat = '/{environment}/{service}/{key}';

describe('the path of a source', () => {
  it.each<[LoadOptions, string]>([
    [{ project: 'mow', service: 'django', environment: 'prod' }, '/mow/backend/django/prod/'],
    [{ project: 'mow', component: 'web', service: 'a', environment: 'prod' }, '/mow/web/a/prod/'],
    [{ pathTemplate: flat, service: 'order-api', environment: 'prod' }, '/prod/order-api/'],
    [{ pathTemplate: '/app/{environment}/{key}', environment: 'prod' }, '/app/prod/'],
    [{ path: '/prod/order-api' }, '/prod/order-api/'],
    [{ path: '/prod/order-api/' }, '/prod/order-api/'],
    [{ path: '/' }, '/'],
  ])('%j', (options, path) => {
    expect(pathOfSource(options)).toBe(path);
  });

  it.each<[LoadOptions, RegExp]>([
    [{ environment: 'prod', service: 'a' }, /project is not given/],
    [{ environment: 'prod', project: 'mow' }, /service is not given/],
    [{ environment: 'a/b', project: 'mow', service: 'a' }, /environment "a\/b" holds a slash/],
    [{ environment: '', project: 'mow', service: 'a' }, /environment "" is empty/],
    [{ environment: 'prod', pathTemplate: '/{key}' }, /has no \{environment\}/],
    [{ path: 'prod' }, /does not start with a slash/],
    [{ path: '' }, /does not start with a slash/],
    [{ path: '/a//b' }, /empty level/],
    [{ path: '/a b' }, /has a space/],
  ])('%j is refused', (options, words) => {
    expect(() => pathOfSource(options)).toThrow(
      expect.objectContaining({
        name: 'ParametersError',
        code: 'options',
        message: expect.stringMatching(words),
      }),
    );
  });
});
