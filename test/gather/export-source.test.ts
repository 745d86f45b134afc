import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/core/call-error.ts';
import { parsePathTemplate } from '../../src/core/parameter/template.ts';
import type { ParameterStore } from '../../src/core/ports.ts';
import { type ExportQuery, gatherDetails, gatherExport } from '../../src/gather/export-source.ts';
import { type FakeRules, fakeStore } from './fake-store.ts';

const secret = { type: 'SecureString' } as const;
const live = {
  '/mow/backend/postgres/prod/USER': {},
  '/mow/backend/postgres/prod/PASSWORD': secret,
  '/mow/backend/postgres/stage/PASSWORD': secret,
  '/mow/backend/django/prod/SECRET_KEY': secret,
  '/mow/backend/django/prod/db/host': {},
  '/mow/backend/django/production/X': secret,
  '/mow/backend/redis/stage/URL': secret,
  '/mow/frontend/web/prod/TOKEN': secret,
  '/mow/backend/stray': secret,
};
const query: ExportQuery = {
  template: parsePathTemplate('/{project}/{component}/{service}/{environment}/{key}'),
  fields: { project: 'mow', component: 'backend', environment: 'prod' },
  services: [],
  decrypt: true,
};

async function gather(
  more: Partial<ExportQuery> = {},
  rules: FakeRules = {},
  parameters: typeof live | object = live,
) {
  const fake = fakeStore({ ...parameters }, rules);
  const found = await gatherExport(fake.store, { ...query, ...more });
  return { ...fake, keys: found.map(({ service, key }) => `${service ?? '-'}:${key}`), found };
}

const paths = (fake: {
  readonly calls: readonly { readonly names: readonly string[]; readonly decrypt?: boolean }[];
}) => fake.calls.map(({ names: [path], decrypt }) => `${path}${decrypt ? ' decrypted' : ''}`);

describe('gatherExport', () => {
  it('discovers without decryption, then decrypts the environment alone, sorted', async () => {
    const fake = await gather();
    expect(fake.keys).toEqual(['django:SECRET_KEY', 'django:db/host', 'postgres:PASSWORD', 'postgres:USER']);
    expect(paths(fake)).toEqual([
      '/mow/backend',
      '/mow/backend/postgres/prod decrypted',
      '/mow/backend/django/prod decrypted',
    ]);
    expect(fake.found.every(({ stored }) => stored.value.reveal() === stored.name)).toBe(true);
  });

  it('reads a service while others are still being found, and each once', async () => {
    const fake = fakeStore({ ...live }, { pageSize: 1 });
    const seen: string[] = [];
    const store: ParameterStore = {
      ...fake.store,
      async *getParametersByPath(path, options) {
        for await (const page of fake.store.getParametersByPath(path, options)) {
          seen.push(path);
          yield page;
        }
      },
    };
    await gatherExport(store, query);
    expect(seen.indexOf('/mow/backend/postgres/prod')).toBeLessThan(seen.lastIndexOf('/mow/backend'));
    expect(fake.of('ssm:GetParametersByPath')).toHaveLength(3);
  });

  it('a service that cannot be read fails once all are found', async () => {
    const rules = { deniedOn: ['ssm:GetParametersByPath /mow/backend/postgres/prod'], pageSize: 1 };
    const denials = [...rules.deniedOn, 'ssm:GetParametersByPath /mow/backend/postgres/prod/'];
    await expect(gather({}, { ...rules, deniedOn: denials })).rejects.toMatchObject({ kind: 'denied' });
  });

  it('never reads another environment with decryption, whatever is asked for', async () => {
    for (const environment of ['prod', 'stage', 'production', 'none']) {
      for (const services of [[], ['django'], ['redis', 'postgres']]) {
        const fake = await gather({ fields: { ...query.fields, environment }, services });
        const others = paths(fake).filter(
          (path) => path.endsWith('decrypted') && !path.endsWith(`/${environment} decrypted`),
        );
        expect(others).toEqual([]);
      }
    }
  });

  it('needs no discovery for named services, each once', async () => {
    const fake = await gather({ services: ['postgres', 'postgres', 'nothing'] });
    expect(paths(fake)).toEqual([
      '/mow/backend/postgres/prod decrypted',
      '/mow/backend/nothing/prod decrypted',
    ]);
    expect(fake.keys).toEqual(['postgres:PASSWORD', 'postgres:USER']);
  });

  it('reads ciphertext where it is told not to decrypt', async () => {
    const fake = await gather({ decrypt: false });
    expect(paths(fake).some((path) => path.endsWith('decrypted'))).toBe(false);
    expect(fake.keys).toHaveLength(4);
  });

  it('follows /{environment}/{service}/{key}', async () => {
    const template = parsePathTemplate('/{environment}/{service}/{key}');
    const parameters = { '/prod/api/database/url': secret, '/prod/top': secret, '/stage/api/x': secret };
    const fake = await gather({ template, fields: { environment: 'prod' } }, {}, parameters);
    expect(fake.keys).toEqual(['api:database/url']);
    expect(paths(fake)).toEqual(['/prod', '/prod/api decrypted']);
  });

  it('discovers nothing without {service}', async () => {
    const template = parsePathTemplate('/{project}/{environment}/{key}');
    const parameters = { '/mow/prod/a': {}, '/mow/prod/b/c': {}, '/mow/stage/a': {} };
    const fake = await gather({ template, fields: { project: 'mow', environment: 'prod' } }, {}, parameters);
    expect(fake.keys).toEqual(['-:a', '-:b/c']);
    expect(paths(fake)).toEqual(['/mow/prod decrypted']);
  });

  it('discovers no services of other components', async () => {
    const template = parsePathTemplate('/{project}/{service}/{component}/{environment}/{key}');
    const parameters = { '/mow/api/backend/prod/A': {}, '/mow/web/frontend/prod/B': secret };
    const fake = await gather({ template }, {}, parameters);
    expect(paths(fake)).toEqual(['/mow', '/mow/api/backend/prod decrypted']);
  });

  it.each([
    ['environment', { project: 'mow', component: 'backend' }],
    ['component', { project: 'mow', environment: 'prod' }],
  ])('decrypts nothing where the %s is not known', async (name, fields) => {
    const fake = fakeStore(live);
    const promise = gatherExport(fake.store, { ...query, fields, services: ['postgres'] });
    await expect(promise).rejects.toMatchObject({ code: 'usage', message: `The ${name} is not known.` });
    expect(fake.calls).toEqual([]);
  });

  it('finds nothing without complaint: that is for the command to say', async () => {
    expect((await gather({}, {}, {})).keys).toEqual([]);
  });
});

describe('denials', () => {
  const path = '/mow/backend/postgres/prod';
  const services = ['postgres'];

  it('without the trailing slash are tried once with it', async () => {
    const fake = await gather({ services }, { deniedOn: [`ssm:GetParametersByPath ${path}`] });
    expect(paths(fake)).toEqual([`${path} decrypted`, `${path}/ decrypted`]);
    expect(fake.keys).toEqual(['postgres:PASSWORD', 'postgres:USER']);
  });

  it('with it too name the path that is missing in the policy', async () => {
    const rules = { deniedOn: [path, `${path}/`].map((one) => `ssm:GetParametersByPath ${one}`) };
    await expect(gather({ services }, rules)).rejects.toMatchObject({
      kind: 'denied',
      message: `ssm:GetParametersByPath is denied on parameter${path}.`,
      hint: expect.stringContaining(`parameter${path}/* alone does not cover`),
    });
  });

  it('of discovery point to --service, with the code of a denial', async () => {
    await expect(gather({}, { denied: ['ssm:GetParametersByPath'] })).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('parameter/mow/backend'),
      hint: expect.stringContaining('--service'),
    });
  });

  it('of the key are no matter of slashes', async () => {
    const rules: FakeRules = { badKeys: { 'alias/aws/ssm': 'denied' } };
    const fake = fakeStore(live, rules);
    await expect(gatherExport(fake.store, { ...query, services })).rejects.toMatchObject({
      action: 'kms:Decrypt',
    });
    expect(paths(fake)).toEqual([`${path} decrypted`]);
  });

  it('are not what other failures are', async () => {
    const error = new CallError('server', 'fault');
    await expect(gather({}, { failing: { 'ssm:GetParametersByPath': error } })).rejects.toBe(error);
  });
});

describe('gatherDetails', () => {
  it('adds metadata and tags to each, by name', async () => {
    const tags = [{ Key: 'a', Value: '1' }];
    const fake = fakeStore({ '/p/s/e/A': { tags, metadata: { tier: 'Advanced' } }, '/p/s/e/B': {} });
    const all = await gatherExport(fake.store, {
      ...query,
      template: parsePathTemplate('/p/{service}/{environment}/{key}'),
      fields: { environment: 'e' },
    });
    const detailed = await gatherDetails(fake.store, all);
    expect(detailed.map(({ key, metadata, tags: read }) => [key, metadata?.tier, read])).toEqual([
      ['A', 'Advanced', tags],
      ['B', 'Standard', []],
    ]);
    expect(fake.of('ssm:DescribeParameters')).toHaveLength(1);
  });
});
