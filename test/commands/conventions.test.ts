import { join } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';
import {
  flatFile,
  keyLine,
  makePlace,
  type Place,
  usual,
  usualKeys,
  usualNames,
  usualValues,
} from './hierarchy.ts';

interface Convention {
  readonly template: string;
  /** Where the eight names stand. */
  readonly path: string;
  readonly sections: boolean;
  readonly named: boolean;
}

const fields = { project: 'acme', component: 'web' };
const conventions: readonly Convention[] = [
  {
    template: '/{environment}/{service}/{key}',
    path: '/dev/order-api/',
    sections: true,
    named: true,
  },
  {
    template: '/{project}/{component}/{service}/{environment}/{key}',
    path: '/acme/web/order-api/dev/',
    sections: true,
    named: false,
  },
  {
    template: '/{project}/{service}/{environment}/{key}',
    path: '/acme/order-api/dev/',
    sections: true,
    named: false,
  },
  {
    template: '/v1/{service}/keys/{environment}/{key}',
    path: '/v1/order-api/keys/dev/',
    sections: true,
    named: false,
  },
  { template: '/{environment}/{key}', path: '/dev/', sections: false, named: false },
  {
    template: '/acme/{environment}/order-api/{key}',
    path: '/acme/dev/order-api/',
    sections: false,
    named: false,
  },
];

function placeOf({ template }: Convention, more: object = {}): Place {
  const place = makePlace('dev');
  place.settings({ ...fields, pathTemplate: template, ...more });
  return place;
}

const service = ({ sections }: Convention) => (sections ? 'order-api' : undefined);
const allOf = (kind: string, { path }: Convention) =>
  Object.fromEntries(usual.map(({ key }) => [`${path}${key}`, kind]));

describe.each(conventions)('$template', (convention) => {
  const withKeys = flatFile({ service: service(convention), above: keyLine });
  const bare = flatFile({ service: service(convention) });

  it('seeds from a flat file with "# key=", exports it, and seeds it back without a change', async () => {
    const place = placeOf(convention);
    expect(await place.plan(withKeys, '--apply')).toEqual(allOf('applied', convention));
    expect(await place.live()).toEqual(usual.map(({ key }) => `${convention.path}${key}`).toSorted());
    const text = await place.exported();
    expect(parse(text)).toEqual(usualValues);
    expect(text.includes('# service=')).toBe(convention.sections);
    for (const { key, name, secret } of usual)
      expect(text).toContain(`${secret ? '# secret=true\n' : ''}# key=${key}\n${name}=`);
    expect(await place.plan(text, '--exit-code')).toEqual(allOf('keep', convention));
    expect(await place.plan(text, '--apply')).toEqual(allOf('kept', convention));
    expect(await place.exported()).toBe(text);
  });

  it('seeds from the "keys" of the settings', async () => {
    const place = placeOf(convention, { keys: usualKeys });
    expect(await place.plan(bare, '--apply')).toEqual(allOf('applied', convention));
    expect(await place.plan(await place.exported(), '--exit-code')).toEqual(allOf('keep', convention));
  });

  it('finds the keys of a file that names none by what is live', async () => {
    const place = placeOf(convention);
    await place.plan(withKeys, '--apply');
    expect(await place.plan(bare, '--exit-code')).toEqual(allOf('keep', convention));
    const markerless = await place.exported('--markers', 'none');
    expect(parse(markerless)).toEqual(usualValues);
    expect(markerless).not.toMatch(/# (?:key|secret)=/);
    expect(await place.plan(markerless, '--all-secret', '--service', 'order-api').catch(String)).toEqual(
      convention.sections
        ? Object.fromEntries(
            usual.map(({ key, secret }) => [`${convention.path}${key}`, secret ? 'keep' : 'update']),
          )
        : expect.stringContaining('has no section'),
    );
    const silent = await place.seed(markerless, '--output', 'json');
    const refused = (JSON.parse(silent.stdout).steps as { kind: string; name: string }[]).filter(
      ({ kind }) => kind === 'refuse',
    );
    expect(silent.exitCode).toBe(1);
    expect(refused.map(({ name }) => name).toSorted()).toEqual(
      usual.flatMap(({ key, secret }) => (secret ? [`${convention.path}${key}`] : [])).toSorted(),
    );
  });

  it(`takes new names ${convention.named ? 'only with a key' : 'as keys'} by default`, async () => {
    const place = placeOf(convention);
    if (!convention.named) {
      const plan = await place.plan(bare);
      expect(Object.keys(plan).toSorted()).toEqual(
        usualNames.map((name) => convention.path + name).toSorted(),
      );
      return;
    }
    const { exitCode, stderr, stdout } = await place.seed(bare, '--apply');
    expect([exitCode, stdout]).toEqual([2, '']);
    for (const { name, key } of usual) {
      expect(stderr).toContain(`${name}: is new, and its parameter key is not named`);
      expect(stderr).toContain(`Write "# key=${key}" (or the key you mean) above it`);
    }
    expect(await place.live()).toEqual([]);
  });

  it('takes new names the other way where "newKeys" says so', async () => {
    const place = placeOf(convention, { newKeys: convention.named ? 'free' : 'named' });
    if (convention.named)
      expect(Object.keys(await place.plan(bare))).toContain('/dev/order-api/STRIPE_API_KEY');
    else expect((await place.seed(bare)).stderr).toContain('Write "# key=stripe/api_key"');
  });

  it('lets "# key=" win over the settings, and the settings over what is live', async () => {
    const place = placeOf(convention, { keys: { DATABASE_HOST: 'from/settings' } });
    await place.put(`${convention.path}database/host`);
    const header = convention.sections ? '# service=order-api\n' : '';
    expect(await place.plan(`${header}DATABASE_HOST=v\n`)).toEqual({
      [`${convention.path}from/settings`]: 'create',
    });
    expect(await place.plan(`${header}# key=from/file\nDATABASE_HOST=v\n`)).toEqual({
      [`${convention.path}from/file`]: 'create',
    });
  });

  it('is none the wiser about other environments', async () => {
    const place = placeOf(convention, { newKeys: 'named' });
    const other = convention.path.replace('dev', 'prod');
    await place.put(`${other}database/host`, `${convention.path}database/host`);
    const header = convention.sections ? '# service=order-api\n' : '';
    expect(await place.plan(`${header}DATABASE_HOST=v\n`)).toEqual({
      [`${convention.path}database/host`]: 'keep',
    });
    expect(parse(await place.exported())).toEqual({ DATABASE_HOST: 'v' });
  });
});

describe('keys that become one env name', () => {
  it.each(['/{environment}/{service}/{key}', '/{project}/{component}/{service}/{environment}/{key}'])(
    'are not exported under %s',
    async (pathTemplate) => {
      const place = makePlace('dev');
      place.settings({ ...fields, pathTemplate });
      const path = pathTemplate.startsWith('/{project}') ? '/acme/web/api/dev/' : '/dev/api/';
      await place.put(`${path}db/host`, `${path}DB_HOST`);
      const { exitCode, stdout, stderr } = await place.run('export', '--env', 'dev', '-');
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`${path}db/host`);
      expect(stderr).toContain('DB_HOST');
    },
  );
});

describe('templates without {service}', () => {
  const place = placeOf({ template: '/{environment}/{key}', path: '/dev/', sections: false, named: false });

  it('have no sections: such a line is an error', async () => {
    const { exitCode, stderr } = await place.seed('# service=order-api\nA=1\n');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('env.file:1: error: the line begins a section, but the path template has no');
  });

  it('export nothing by --service', async () => {
    const { exitCode, stderr } = await place.run('export', '--env', 'dev', '--service', 'a', '-');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--service says nothing under the path template /{environment}/{key}');
  });

  it('need neither project nor component', async () => {
    const bare = makePlace('dev');
    bare.settings({ pathTemplate: '/{environment}/{key}' });
    expect(await bare.plan('A=1\n', '--apply')).toEqual({ '/dev/A': 'applied' });
    expect(await bare.exported()).toBe('# env=dev region=us-east-1\n\nA=1\n');
  });
});

describe('examples', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'order-api',
      'dev',
      usual.map(({ key, secret }) => `/dev/order-api/${key} ${secret ? 'SecureString' : 'String'}`),
    ],
    [
      '.',
      'prod',
      [
        '/mow/backend/postgres/prod/POSTGRES_DB String',
        '/mow/backend/postgres/prod/POSTGRES_USER String',
        '/mow/backend/postgres/prod/POSTGRES_PASSWORD SecureString',
        '/mow/backend/django/prod/SECRET_KEY SecureString',
        '/mow/backend/django/prod/DEBUG String',
      ],
    ],
  ])('%s: its env.%s seeds under its settings', async (folder, environment, expected) => {
    const cwd = join(repository, 'examples', folder);
    const [settings, file] = [join(cwd, 'ssmkit.json'), join(cwd, `env.${environment}`)];
    const { run } = makePlace(environment);
    const seed = ['seed', '--config', settings, '--env', environment, '--env-file', file];
    const { stdout, exitCode } = await run(...seed, '--output', 'json');
    const { steps } = JSON.parse(stdout) as { steps: { name: string; kind: string; type: string }[] };
    // The key of production is one that the embedded store does not have.
    const made = steps.map(({ name, kind, type }) =>
      kind === 'refuse' ? `${name} SecureString` : `${name} ${type}`,
    );
    expect(made).toEqual(expected);
    expect(exitCode).toBe(environment === 'dev' ? 0 : 1);
  });
});
