import { inspect } from 'node:util';
import { CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessDeniedError, ParametersError } from '../../src/library/errors.ts';
import { awkwardValues } from '../render/dialect/awkward-values.ts';
import { fixedClient, type Load, type Served, serve } from './served.ts';

let served: Served;
let load: Load;
beforeAll(async () => {
  served = await serve();
  await served.put('/mow/backend/app/prod/TOKEN', 'canary', { Type: 'SecureString' });
  await served.put('/mow/backend/app/prod/database/host', 'db.example.com');
  await served.put('/mow/backend/app/prod/database/hosts', 'a,b', { Type: 'StringList' });
  await served.put('/mow/backend/app/stage/TOKEN', 'other');
});
afterAll(() => served.close());
beforeEach(() => {
  served.store.setFaults({});
  served.calls.length = 0;
  load = served.loader();
});

const source = { project: 'mow', service: 'app', environment: 'prod' };

describe('what is loaded', () => {
  it('is the one environment, decrypted, with its prefix stripped', async () => {
    const parameters = await load(source);
    expect(parameters.path).toBe('/mow/backend/app/prod');
    expect(parameters.keys()).toEqual(['TOKEN', 'database/host', 'database/hosts']);
    expect(parameters.size).toBe(3);
    expect({ ...(parameters.values as object) }).toEqual({
      ...{ TOKEN: 'canary', 'database/host': 'db.example.com', 'database/hosts': 'a,b' },
    });
    expect([parameters.get('TOKEN'), parameters.find('NONE'), parameters.has('TOKEN')]).toEqual([
      'canary',
      undefined,
      true,
    ]);
    expect((await load({ path: '/mow/backend/app' })).get('stage/TOKEN')).toBe('other');
  });

  it('is 1,000 parameters in 100 pages at most', async () => {
    for (let index = 0; index < 1_000; index += 1) await served.put(`/many/K${index}`, `v${index}`);
    served.calls.length = 0;
    const parameters = await load({ path: '/many' });
    expect([parameters.size, parameters.get('K999')]).toEqual([1_000, 'v999']);
    expect(served.calls.length).toBeLessThanOrEqual(100);
    expect(new Set(served.calls)).toEqual(new Set(['GetParametersByPath']));
  });

  it('is letter for letter', async () => {
    const values = Object.fromEntries(awkwardValues.map(({ value }, index) => [`/p/K${index}`, value]));
    const parameters = await load({ path: '/p', client: fixedClient(values) });
    for (const [name, value] of Object.entries(values)) expect(parameters.get(name.slice(3))).toBe(value);
  });

  it('may hold any key', async () => {
    const parameters = await load({
      path: '/p',
      client: fixedClient({ '/p/__proto__': 'a', '/p/constructor': 'b' }),
    });
    expect([parameters.get('__proto__'), parameters.get('constructor'), parameters.find('toString')]).toEqual(
      [...['a', 'b', undefined]],
    );
  });
});

describe('once', () => {
  it('50 callers at once share one load, and later ones are given it too', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => load(source)));
    expect(served.calls).toEqual(['GetParametersByPath']);
    expect(new Set(all.map((parameters) => parameters.get('TOKEN')))).toEqual(new Set(['canary']));
    await load({ ...source, component: 'backend' });
    await load({ path: '/mow/backend/app/prod/' });
    expect(served.calls).toHaveLength(1);
  });

  it('by each client and each Region', async () => {
    const [one, two] = [fixedClient({ '/p/A': '1' }), fixedClient({ '/p/A': '2' })];
    const options = { path: '/p' };
    for (const client of [one, two, one, two]) await load({ ...options, client });
    expect([one.asked.length, two.asked.length]).toEqual([1, 1]);
    await load(source);
    await load({ ...source, region: 'eu-west-1', allowEmpty: true });
    expect(served.calls).toHaveLength(2);
  });

  it('a load that failed is forgotten, for all who waited for it', async () => {
    served.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const results = await Promise.allSettled([load(source), load(source)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    served.store.setFaults({});
    expect((await load(source)).size).toBe(3);
  });

  it('and again only on request, which changes nothing when it fails', async () => {
    await served.put('/again/A', '1');
    const [parameters, untouched] = [await load({ path: '/again' }), await load({ path: '/again' })];
    await served.put('/again/A', '2', { Overwrite: true });
    expect((await load({ path: '/again' })).get('A')).toBe('1');
    served.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    await expect(parameters.refresh()).rejects.toMatchObject({ code: 'ssm-denied' });
    expect(parameters.get('A')).toBe('1');
    served.store.setFaults({});
    served.calls.length = 0;
    await Promise.all([parameters.refresh(), parameters.refresh()]);
    expect(served.calls).toHaveLength(1);
    expect([parameters.get('A'), untouched.get('A')]).toEqual(['2', '1']);
    expect((await load({ path: '/again' })).get('A')).toBe('2');
  });
});

describe('by suffix', () => {
  it.each([
    ['host', 'db.example.com'],
    ['/host', 'db.example.com'],
    ['database/host', 'db.example.com'],
    ['TOKEN', 'canary'],
  ])('%s', async (suffix, value) => {
    expect((await load(source)).bySuffix(suffix)).toBe(value);
  });

  it.each([
    ['ost', 'not-found'],
    ['', 'not-found'],
    ['hosts/', 'not-found'],
  ])('%j is %s', async (suffix, code) => {
    const parameters = await load(source);
    expect(() => parameters.bySuffix(suffix)).toThrow(expect.objectContaining({ code, key: suffix }));
  });

  it('several are ambiguous, and named', async () => {
    const parameters = await load({ path: '/mow/backend/app' });
    expect(() => parameters.bySuffix('TOKEN')).toThrow(
      expect.objectContaining({
        ...{ name: 'ParameterNotFoundError', code: 'ambiguous', key: 'TOKEN' },
        message: expect.stringContaining('prod/TOKEN, stage/TOKEN'),
      }),
    );
  });

  it('a key that is not there is told by name, with the nearest', async () => {
    const parameters = await load(source);
    expect(() => parameters.get('database/hst')).toThrow(
      expect.objectContaining({
        ...{ name: 'ParameterNotFoundError', code: 'not-found', key: 'database/hst' },
        hint: 'Did you mean "database/host"?',
      }),
    );
  });
});

describe('errors', () => {
  const failing = async (options = {}): Promise<unknown> =>
    await load({ ...source, maxTimeMs: 300, ...options }).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('tell a denial of Parameter Store from one of KMS, and name the action', async () => {
    served.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const ssm = await failing();
    expect(ssm).toBeInstanceOf(AccessDeniedError);
    expect(ssm).toMatchObject({ service: 'ssm', code: 'ssm-denied', action: 'ssm:GetParametersByPath' });
    expect(String(ssm)).toContain('parameter/mow/backend/app/prod');
    const { KeyMetadata } = await served.kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    await served.put('/keyed/A', 'canary', { Type: 'SecureString', KeyId });
    served.store.setFaults({ denied: [{ action: 'kms:Decrypt' }] });
    const kms = await failing({ ...{ environment: undefined }, path: '/keyed' });
    expect(kms).toBeInstanceOf(AccessDeniedError);
    expect(kms).toMatchObject({ service: 'kms', code: 'kms-denied', action: 'kms:Decrypt' });
    served.store.setFaults({});
    await served.kms.send(new DisableKeyCommand({ KeyId }));
    expect(await failing({ ...{ environment: undefined }, path: '/keyed' })).toMatchObject({
      code: 'kms-key',
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, string>>, object]>([
    ['nothing found', { environment: 'none' }, {}, { code: 'nothing-found' }],
    ['no Region', {}, { AWS_REGION: '' }, { code: 'options', hint: expect.not.stringContaining('--') }],
    ['no credentials', {}, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, { code: 'credentials' }],
    ['nobody there', {}, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, { code: 'unavailable' }],
    ['a profile that is not there', { profile: 'nope' }, {}, { code: 'credentials' }],
    ['a wrong path', { environment: undefined, path: 'x' }, {}, { code: 'options' }],
  ])('%s', async (_name, options, env, expected) => {
    load = served.loader(env);
    const error = await failing(options);
    expect(error).toBeInstanceOf(ParametersError);
    expect(error).toMatchObject(expected);
  });

  it('none at all is accepted with allowEmpty, and by that caller alone', async () => {
    const none = { ...source, environment: 'empty' };
    expect((await load({ ...none, allowEmpty: true })).size).toBe(0);
    await expect(load(none)).rejects.toMatchObject({ code: 'nothing-found' });
    await served.put('/mow/backend/app/empty/LATE', 'x');
    expect((await load(none)).keys()).toEqual(['LATE']);
  });

  it('of a client that is none hold nothing of what it threw', async () => {
    const client = { send: async () => Promise.reject(new TypeError('canary')) };
    const error = await failing({ client });
    expect(error).toMatchObject({ name: 'ParametersError', code: 'rejected' });
  });
});

describe('a client of the application', () => {
  it('is used as it is, and left open', async () => {
    const client = served.client();
    expect((await load({ ...source, client })).get('TOKEN')).toBe('canary');
    expect((await client.getParameter({ Name: '/mow/backend/app/prod/TOKEN' })).Parameter?.Version).toBe(1);
    client.destroy();
  });

  it('with a method of its own is called by it', async () => {
    const asked: unknown[] = [];
    const client = {
      send: async () => Promise.reject(new Error('not this one')),
      getParametersByPath: async (input: unknown) => {
        asked.push(input);
        return { Parameters: [{ Name: '/p/A', Value: '1', Type: 'String' }] };
      },
    };
    expect((await load({ path: '/p', client })).get('A')).toBe('1');
    expect(asked).toEqual([{ Path: '/p', Recursive: true, WithDecryption: true, MaxResults: 10 }]);
  });
});

it('shows keys and no values, however it is printed', async () => {
  const parameters = await load(source);
  const shown = [
    inspect(parameters),
    inspect({ parameters }, { depth: 9, showHidden: true }),
    JSON.stringify(parameters),
  ];
  shown.push(
    `${parameters}`,
    JSON.stringify({ parameters }),
    inspect(Object.entries(parameters).filter(([key]) => key !== 'values')),
  );
  expect(shown[0]).toContain("TOKEN: '[redacted]'");
  expect(JSON.parse(JSON.stringify(parameters))['database/host']).toBe('[redacted]');
  for (const text of shown) expect(text).not.toMatch(/canary|db\.example/);
});
