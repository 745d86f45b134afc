import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultTemplateText,
  fieldProblem,
  formatName,
  type PathTemplate,
  parseName,
  parsePathTemplate,
  pathOf,
  placeholders,
  type TemplateFields,
  templateHas,
} from '../../../src/core/parameter/template.ts';

const standard = parsePathTemplate(defaultTemplateText);
const short = parsePathTemplate('/{environment}/{service}/{key}');
const mow = { project: 'mow', component: 'backend', service: 'postgres', environment: 'prod' };

describe('parsePathTemplate', () => {
  it.each([
    defaultTemplateText,
    '/{environment}/{service}/{key}',
    '/{environment}/{key}',
    '/app/{environment}/v1.0_x-y/{key}',
    '/keys/{environment}/{key}',
    '/{service}/{environment}/{key}',
  ])('takes %s', (text) => {
    expect(parsePathTemplate(text).text).toBe(text);
  });

  it.each([
    ['', 'does not start with a slash'],
    ['{environment}/{key}', 'does not start with a slash'],
    ['/', 'has the level ""'],
    ['/{environment}/{key}/', 'has the level ""'],
    ['//{environment}/{key}', 'has the level ""'],
    ['/{project}/{key}', 'has no {environment}'],
    ['/{environment}', 'does not end with {key}'],
    ['/{key}/{environment}', 'does not end with {key}'],
    ['/{environment}/{key}/x', 'does not end with {key}'],
    ['/{environment}/{environment}/{key}', 'names {environment} twice'],
    ['/{environment}/{key}/{key}', 'names {key} twice'],
    ['/{environment}/{stage}/{key}', 'has {stage}; known are {project} {component} {service}'],
    ['/{environment}-x/{key}', 'has the level "{environment}-x"'],
    ['/x{environment}/{key}', 'which no name can have'],
    ['/{Environment}/{key}', 'which no name can have'],
    ['/{environment}/a b/{key}', 'which no name can have'],
    ['/{environment}/{__proto__}/{key}', 'which no name can have'],
    ['/{environment}/{constructor}/{key}', 'has {constructor}'],
  ])('refuses %j', (text, words) => {
    expect(() => parsePathTemplate(text)).toThrowError(
      expect.objectContaining({ code: 'settings', message: expect.stringContaining(words) }),
    );
  });
});

describe('templateHas', () => {
  it.each([
    [standard, 'component', true],
    [short, 'component', false],
    [parsePathTemplate('/{environment}/service/{key}'), 'service', false],
  ] as const)('%o %s: %s', (template, name, has) => {
    expect(templateHas(template, name)).toBe(has);
  });
});

describe('formatName', () => {
  it.each<[string, PathTemplate, TemplateFields, string]>([
    [
      'the default convention',
      standard,
      { ...mow, key: 'POSTGRES_DB' },
      '/mow/backend/postgres/prod/POSTGRES_DB',
    ],
    ['a key with levels', standard, { ...mow, key: 'a/b' }, '/mow/backend/postgres/prod/a/b'],
    ['the short convention', short, { ...mow, key: 'database/host' }, '/prod/postgres/database/host'],
    [
      'literals',
      parsePathTemplate('/app/{environment}/v1/{key}'),
      { environment: 'x', key: 'k' },
      '/app/x/v1/k',
    ],
  ])('%s', (_what, template, fields, name) => {
    expect(formatName(template, fields)).toBe(name);
  });

  it.each<[string, TemplateFields, string]>([
    ['a missing field', { ...mow, service: undefined, key: 'k' }, 'The service is not known.'],
    ['a missing key', mow, 'The key is not known.'],
    ['an empty field', { ...mow, project: '', key: 'k' }, 'The project "" is empty.'],
    ['a slash', { ...mow, environment: 'a/b', key: 'k' }, 'The environment "a/b" holds a slash.'],
    ['a blank', { ...mow, service: 'a b', key: 'k' }, 'The service "a b" has characters AWS refuses'],
  ])('throws for %s', (_what, fields, words) => {
    expect(() => formatName(standard, fields)).toThrowError(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(words) }),
    );
  });
});

describe('parseName', () => {
  it.each<[string, PathTemplate, string, TemplateFields | undefined]>([
    ['a full name', standard, '/mow/backend/postgres/prod/DB', { ...mow, key: 'DB' }],
    ['a key with levels', standard, '/mow/backend/postgres/prod/a/b/c', { ...mow, key: 'a/b/c' }],
    ['too few levels', standard, '/mow/backend/postgres/prod', undefined],
    ['a root name', standard, 'DB', undefined],
    ['a name without its slash', short, 'prod/postgres/DB', undefined],
    ['an empty level', short, '/prod//DB', undefined],
    ['an empty key', short, '/prod/postgres/', undefined],
    ['an empty level in the key', short, '/prod/postgres/a//b', undefined],
    ['a key that ends with a slash', short, '/prod/postgres/a/', undefined],
    ['another literal', parsePathTemplate('/app/{environment}/{key}'), '/web/prod/x', undefined],
    [
      'its literal',
      parsePathTemplate('/app/{environment}/{key}'),
      '/app/prod/x',
      { environment: 'prod', key: 'x' },
    ],
    ['a literal of other case', parsePathTemplate('/app/{environment}/{key}'), '/App/prod/x', undefined],
    [
      'the short form',
      short,
      '/prod/api/database/url',
      { environment: 'prod', service: 'api', key: 'database/url' },
    ],
  ])('%s', (_what, template, name, fields) => {
    expect(parseName(template, name)).toEqual(fields);
  });
});

describe('pathOf', () => {
  it.each<[string, PathTemplate, TemplateFields, string]>([
    ['all but the key', standard, mow, '/mow/backend/postgres/prod/'],
    ['a key, which is never part of it', standard, { ...mow, key: 'x' }, '/mow/backend/postgres/prod/'],
    ['up to the service', standard, { ...mow, service: undefined }, '/mow/backend/'],
    ['nothing', standard, {}, '/'],
    ['the environment', short, { environment: 'prod' }, '/prod/'],
    ['a later field behind a gap', short, { service: 'api' }, '/'],
    ['literals', parsePathTemplate('/app/{environment}/v1/{key}'), {}, '/app/'],
  ])('%s', (_what, template, fields, path) => {
    expect(pathOf(template, fields)).toBe(path);
  });

  it('refuses a field that is no level', () => {
    expect(() => pathOf(short, { environment: 'a/b' })).toThrowError(/holds a slash/);
  });
});

describe('fieldProblem', () => {
  it.each([
    ['service', 'a.b_c-1', undefined],
    ['service', '', 'is empty'],
    ['service', 'a/b', 'holds a slash'],
    ['service', 'a\u001b', 'has characters AWS refuses'],
    ['service', 'ä', 'has characters AWS refuses'],
    ['key', 'a/b', undefined],
  ] as const)('%s %j: %s', (name, value, words) => {
    const problem = fieldProblem(name, value);
    if (words === undefined) expect(problem).toBeUndefined();
    else expect(problem).toContain(words);
  });
});

const level = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/);
const template = fc
  .record({
    before: fc.shuffledSubarray([...placeholders].filter((name) => name !== 'key')),
    literals: fc.array(level, { maxLength: 3 }),
  })
  .filter(({ before }) => before.includes('environment'))
  .map(({ before, literals }) => {
    const levels = [...literals, ...before.map((name) => `{${name}}`), '{key}'];
    return parsePathTemplate(`/${levels.join('/')}`);
  });
const fields = fc.record({
  project: level,
  component: level,
  service: level,
  environment: level,
  key: fc.array(level, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
});

describe('parse and format', () => {
  it('are inverse of each other, and a name lies below its path', () => {
    fc.assert(
      fc.property(template, fields, (form, values) => {
        const name = formatName(form, values);
        const parsed = parseName(form, name) ?? {};
        for (const place of placeholders) {
          expect(parsed[place]).toBe(templateHas(form, place) ? values[place] : undefined);
        }
        expect(formatName(form, parsed)).toBe(name);
        expect(name).toBe(`${pathOf(form, values)}${values.key}`);
      }),
    );
  });

  it('give back every name that can be parsed', () => {
    const name = fc
      .array(fc.oneof(level, fc.constant('')), { maxLength: 7 })
      .map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(template, name, (form, text) => {
        const parsed = parseName(form, text);
        if (parsed) expect(formatName(form, parsed)).toBe(text);
      }),
    );
  });
});
