import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { parsePathTemplate, placeholders } from '../../src/core/parameter/template.ts';
import { settingsJsonSchema } from '../../src/settings/schema.ts';
import { findSettingsFile } from '../../src/settings/settings-file.ts';
import { fakeFiles } from '../gather/file-reader.ts';
import { repository } from '../support/run-cli.ts';
import { misuse, violations } from './json-schema.ts';

const published = readFileSync(join(repository, 'ssmkit.schema.json'), 'utf8');
const schema = JSON.parse(published) as Record<string, unknown>;

/** What the reader says of a file: nothing, or its findings. */
async function complaints(text: string): Promise<readonly string[]> {
  try {
    await findSettingsFile(fakeFiles({ '/ssmkit.json': text }), '/', undefined);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ line, message }) => `${line} ${message}`);
  }
}

describe('the published JSON Schema', () => {
  it('is what npm run schema writes', () => {
    expect(published).toBe(`${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
  });

  it('is a schema of draft 2020-12 with keywords every editor knows', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(misuse(schema)).toEqual([]);
  });

  it('describes every setting', () => {
    const properties = Object.entries(schema.properties as Record<string, { description?: string }>);
    expect(properties.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
  });

  it('has a template pattern that takes what the program takes', () => {
    const { pattern } = (schema.properties as Record<string, { pattern: string }>).pathTemplate ?? {};
    const level = fc.oneof(
      fc.constantFrom(...placeholders.map((name) => `{${name}}`), '', '{stage}', '{environment}x', 'x{key}'),
      fc.stringMatching(/^[A-Za-z0-9_.{}/ -]{0,4}$/),
    );
    const text = fc.oneof(
      fc.array(level, { maxLength: 6 }).map((levels) => `/${levels.join('/')}`),
      fc.array(level, { maxLength: 4 }).map((levels) => `/{environment}/${[...levels, '{key}'].join('/')}`),
      fc.shuffledSubarray([...placeholders]).map((names) => names.map((name) => `/{${name}}`).join('')),
    );
    let taken = 0;
    fc.assert(
      fc.property(text, (template) => {
        let legal = true;
        try {
          parsePathTemplate(template);
          taken += 1;
        } catch {
          legal = false;
        }
        expect([template, new RegExp(pattern ?? '', 'u').test(template)]).toEqual([template, legal]);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

const environment = (content: object) => ({ environments: { prod: content } });

describe('the schema and the reader take the same files', () => {
  it.each<[string, object]>([
    ['an empty one', {}],
    ['the example', JSON.parse(readFileSync(join(repository, 'examples/ssmkit.json'), 'utf8'))],
    ['the named convention', { pathTemplate: '/{environment}/{service}/{key}', newKeys: 'named' }],
    ['literals', { pathTemplate: '/acme/{environment}/order-api/{key}', newKeys: 'free' }],
    ['keys', { keys: { DATABASE_HOST: 'database/host', 'a.b-c': 'x' } }],
    ['no services', { services: [] }],
    ['an environment of which nothing is said', environment({})],
    ['a key by its ARN', environment({ keyId: 'arn:aws:kms:us-east-1:123456789012:key/0-a' })],
    ['environments called like methods', { environments: { constructor: {}, toString: {} } }],
  ])('%s', async (_what, content) => {
    expect(violations(schema, content)).toEqual([]);
    expect(await complaints(JSON.stringify(content))).toEqual([]);
  });
});

describe('the schema and the reader refuse the same files, the reader with the place', () => {
  it.each<[string, string, string]>([
    ['an array', '[]', '0 the whole must be of type object'],
    ['nothing', 'null', '0 the whole must be of type object'],
    [
      'an unknown setting',
      '{\n"projct": "a"}',
      '2 has the unknown setting "projct"; did you mean "project"?',
    ],
    ['a switch that is no setting', '{"dryRun": false}', '1 has the unknown setting "dryRun"'],
    ['a prototype', '{"__proto__": {"project": "a"}}', '1 "__proto__" is no name that can be used'],
    ['a project with a slash', '{"project": "a/b"}', '1 "project" must be one level of a name'],
    ['an empty project', '{"project": ""}', '1 "project" must be one level of a name'],
    ['a project of null', '{"project": null}', '1 project must be of type string'],
    ['a component with blanks', '{"component": "a b"}', '1 "component" must be one level of a name'],
    ['an empty Region', '{"region": ""}', '1 "region" is empty'],
    ['an empty folder', '{"tagsDir": " "}', '1 "tagsDir" is empty'],
    ['a folder as a number', '{"tagsDir": 1}', '1 tagsDir must be of type string'],
    ['an empty template', '{"pathTemplate": ""}', '1 "pathTemplate" does not start with a slash'],
    ['a template without environment', '{"pathTemplate": "/{key}"}', '1 "pathTemplate" has no {environment}'],
    [
      'a template that ends elsewhere',
      '{"pathTemplate": "/{environment}/{key}/x"}',
      '1 "pathTemplate" does not end with {key}',
    ],
    [
      'a template with something twice',
      '{"pathTemplate": "/{environment}/{service}/{service}/{key}"}',
      '1 "pathTemplate" names {service} twice',
    ],
    [
      'a template with something unknown',
      '{"pathTemplate": "/{environment}/{stage}/{key}"}',
      '1 "pathTemplate" has {stage}; known are {project} {component} {service} {environment} {key}',
    ],
    ['services as text', '{"services": "a,b"}', '1 services must be of type array'],
    ['a service with a slash', '{"services":\n["a",\n"b/c"]}', '1 "services.1" must be one level of a name'],
    ['keys as a list', '{"keys": []}', '1 keys must be of type object'],
    ['a key of no variable', '{"keys": {\n"1 A": "a"}}', '2 "keys.1 A" must be the name of a variable'],
    ['a key that is none', '{"keys": {"A": "/a"}}', '1 "keys.A" must be a key: levels of letters'],
    [
      'a key for a prototype',
      '{"keys": {"__proto__": "a"}}',
      '1 "keys.__proto__" is no name that can be used',
    ],
    ['new keys otherwise', '{"newKeys": "none"}', '1 "newKeys" must be one of free, named'],
    ['environments as a list', '{"environments": []}', '1 environments must be of type object'],
    [
      'an environment as text',
      '{"environments": {"prod": "x"}}',
      '1 environments.prod must be of type object',
    ],
    [
      'an environment that is no level',
      '{"environments": {\n\n"a/b": {}}}',
      '3 "environments.a/b" must be one level of a name',
    ],
    [
      'an environment that would be dropped',
      '{"environments": {"__proto__": {"protected": true}}}',
      '1 "environments.__proto__" is no name that can be used',
    ],
    [
      'a slip in an environment',
      '{"environments": {"prod": {\n"acount": "123456789012"}}}',
      '2 has the unknown setting "acount" in environments.prod; did you mean "account"?',
    ],
    [
      'an account of 11 digits',
      '{"environments": {"prod": {"account": "12345678901"}}}',
      '1 "environments.prod.account" must be 12 digits',
    ],
    [
      'an account as a number',
      '{"environments": {"prod": {"account": 123456789012}}}',
      '1 environments.prod.account must be of type string',
    ],
    [
      'a key id with blanks',
      '{"environments": {"prod": {"keyId": "alias/a b"}}}',
      '1 "environments.prod.keyId" must be a key id, an ARN or an alias',
    ],
    [
      'an empty profile',
      '{"environments": {"prod": {"profile": ""}}}',
      '1 "environments.prod.profile" is empty',
    ],
    [
      'protection as text',
      '{"environments": {"prod": {"protected": "yes"}}}',
      '1 environments.prod.protected must be of type boolean',
    ],
  ])('%s', async (_what, text, words) => {
    expect(violations(schema, JSON.parse(text))).not.toEqual([]);
    const said = await complaints(text);
    expect(said).toEqual([expect.stringContaining(words)]);
  });

  it('but for what no schema can see: a key that is there twice, of which JSON keeps the last', async () => {
    const text =
      '{"environments": {\n"prod": {"account": "123456789012"},\n"pro\\u0064": {"protected": false}\n}, "services": ["a", "a"]}';
    expect(violations(schema, JSON.parse(text))).toEqual([]);
    expect(await complaints(text)).toEqual([
      '3 "environments.prod" is there twice; only one of them would count',
    ]);
  });
});
