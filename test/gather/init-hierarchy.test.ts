import { describe, expect, it } from 'vitest';
import { isEnvironmentWord, isProductionWord } from '../../src/core/environment-words.ts';
import type { Inference, KnownSettings } from '../../src/gather/init-found.ts';
import { inferSettings } from '../../src/gather/init-hierarchy.ts';

const nothing: KnownSettings = { environments: [] };
const infer = (names: readonly string[], known: Partial<KnownSettings> = {}): Inference =>
  inferSettings(names, { ...nothing, ...known });

const mow = ['/mow/backend/db/prod/A', '/mow/backend/db/stage/A', '/mow/backend/web/prod/B'];

describe('names that can be read in one way', () => {
  it.each<[string, readonly string[], Partial<KnownSettings>, object]>([
    [
      'the default convention',
      mow,
      {},
      {
        project: 'mow',
        component: 'backend',
        pathTemplate: '/{project}/{component}/{service}/{environment}/{key}',
        services: ['db', 'web'],
        environments: ['prod', 'stage'],
      },
    ],
    [
      'an environment on the third level',
      ['/mow/db/qa/A', '/mow/web/qa2/B'],
      {},
      {
        project: 'mow',
        component: undefined,
        pathTemplate: '/{project}/{service}/{environment}/{key}',
        environments: ['qa', 'qa2'],
      },
    ],
    [
      'keys right below the environment',
      ['/prod/LOG_LEVEL', '/dev/LOG_LEVEL'],
      {},
      { pathTemplate: '/{environment}/{key}', services: [], environments: ['dev', 'prod'] },
    ],
    [
      'a convention that was given, whatever its environments are called',
      ['/blue/api/x/y', '/green/api/z'],
      { pathTemplate: '/{environment}/{service}/{key}' },
      { services: ['api'], environments: ['blue', 'green'] },
    ],
    [
      'an environment that was given',
      ['/mow/backend/db/blue/A'],
      { environments: ['blue'] },
      { project: 'mow', services: ['db'], environments: ['blue'] },
    ],
    [
      'one project of two',
      [
        ...mow,
        '/acme/backend/db/dev/A',
        '/acme/backend/db/dev/B',
        '/acme/backend/db/dev/C',
        '/acme/backend/x/dev/C',
      ],
      { project: 'mow' },
      { project: 'mow', environments: ['prod', 'stage'] },
    ],
    [
      'one component of two',
      [...mow, '/mow/frontend/spa/dev/A'],
      { component: 'frontend' },
      { component: 'frontend', services: ['spa'], environments: ['dev'] },
    ],
  ])('%s', (_what, names, known, found) => {
    expect(infer(names, known)).toMatchObject({ kind: 'found', found });
  });

  it('what does not follow is told', () => {
    const inference = infer([...mow, '/other/thing', '/other/things']);
    expect(inference).toMatchObject({ kind: 'found' });
    expect(inference.kind === 'found' && inference.found.notes).toEqual([
      'names read: 3 follow /{project}/{component}/{service}/{environment}/{key}, 2 do not: /other/thing, …',
    ]);
  });
});

describe('names that can be read in several ways are not guessed', () => {
  it.each<[string, readonly string[], Partial<KnownSettings>, string, readonly string[]]>([
    [
      'a service, or the first level of a key',
      ['/prod/order-api/database/host', '/dev/order-api/database/host'],
      {},
      'pathTemplate',
      ['/{environment}/{service}/{key}', '/{environment}/{key}'],
    ],
    [
      'the same but for one name in many',
      [...Array.from({ length: 19 }, (_, index) => `/prod/api/k${index}`), '/prod/LEVEL'],
      {},
      'pathTemplate',
      ['/{environment}/{service}/{key}', '/{environment}/{key}'],
    ],
    [
      'below a project',
      ['/acme/prod/order-api/host'],
      {},
      'pathTemplate',
      ['/{project}/{environment}/{service}/{key}', '/{project}/{environment}/{key}'],
    ],
    ['two projects', [...mow, '/acme/backend/db/prod/A'], {}, 'project', ['acme', 'mow']],
    ['two components', [...mow, '/mow/frontend/spa/prod/A'], {}, 'component', ['backend', 'frontend']],
  ])('%s', (_what, names, known, field, choices) => {
    expect(infer(names, known)).toMatchObject({ kind: 'open', open: { field, choices } });
  });
});

describe('names that tell nothing', () => {
  it.each<[string, readonly string[], Partial<KnownSettings>, string]>([
    ['none', [], {}, '--from-path'],
    ['no environment among them', ['/a/b/c', '/a/d/e'], {}, '--env blue'],
    ['few environments among many', ['/a/b/c', '/a/d/e', '/a/f/g', '/prod/X'], {}, '--env blue'],
    ['too short for what was given', ['/a'], { pathTemplate: '/{environment}/{key}' }, '--path-template'],
    ['another project', mow, { project: 'acme' }, '--path-template'],
  ])('%s', (_what, names, known, hint) => {
    expect(infer(names, known)).toMatchObject({ kind: 'none', hint: expect.stringContaining(hint) });
  });
});

describe('what environments are called', () => {
  it.each([
    'prod',
    'PROD',
    'production',
    'stage',
    'staging',
    'dev',
    'dev2',
    'test-3',
    'qa',
    'pre-prod',
    'prod-eu',
  ])('%s', (word) => expect(isEnvironmentWord(word)).toBe(true));
  it.each(['backend', 'postgres', 'test-runner', 'products', 'device', 'live-chat', 'mow', ''])(
    'not %s',
    (word) => expect(isEnvironmentWord(word)).toBe(false),
  );
  it.each([
    ['prod', true],
    ['prod-eu', true],
    ['production2', true],
    ['live', true],
    ['preprod', false],
    ['nonprod', false],
    ['stage', false],
  ])('%s is production: %s', (word, is) => expect(isProductionWord(word)).toBe(is));
});
