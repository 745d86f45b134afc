import { describe, expect, it } from 'vitest';
import { draftsFromEnvFile, type EnvDraftOptions } from '../../src/core/envfile/drafts.ts';
import type { EnvEntry, EnvFile, EnvSection } from '../../src/core/envfile/env-file.ts';
import { parsePathTemplate } from '../../src/core/parameter/template.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { TagLayer } from '../../src/core/tag/layer.ts';

const canary = 'canary-value';
const entry = (parts: Partial<EnvEntry> = {}): EnvEntry => ({
  service: 'postgres',
  name: 'POSTGRES_DB',
  key: undefined,
  value: new Secret(canary),
  type: undefined,
  plaintextAllowed: false,
  tier: undefined,
  keyId: undefined,
  description: undefined,
  tags: [],
  line: 2,
  ...parts,
});
const section = (service: string | undefined, line: number, tags: EnvSection['tags'] = []): EnvSection => ({
  service,
  line,
  tags,
});
const file = (
  entries: readonly EnvEntry[],
  sections: readonly EnvSection[] = [section('postgres', 1)],
): EnvFile => ({
  entries,
  sections,
  skippedEmpty: [],
  findings: [],
});
const layer = (origin: string, tags: Record<string, string>): TagLayer => ({
  origin,
  tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
const options: EnvDraftOptions = {
  file: 'env.prod',
  template: parsePathTemplate('/{project}/{component}/{service}/{environment}/{key}'),
  fields: { project: 'mow', component: 'backend', environment: 'prod' },
  scope: undefined,
  below: () => [],
  above: [],
  allowPlaintext: new Set(),
  allSecret: false,
};
const short = {
  template: parsePathTemplate('/{environment}/{service}/{key}'),
  fields: { environment: 'prod' },
};
const drafts = (envFile: EnvFile, more: Partial<EnvDraftOptions> = {}) =>
  draftsFromEnvFile(envFile, { ...options, ...more });

describe('names', () => {
  it.each<[string, Partial<EnvEntry>, Partial<EnvDraftOptions>, string]>([
    ['the env name is the key', {}, {}, '/mow/backend/postgres/prod/POSTGRES_DB'],
    ['unless the file names one', { key: 'database/host' }, short, '/prod/postgres/database/host'],
    [
      'without a service in the template',
      { service: undefined },
      { template: parsePathTemplate('/{environment}/{key}') },
      '/prod/POSTGRES_DB',
    ],
  ])('%s', (_what, parts, more, name) => {
    const made = drafts(file([entry(parts)], []), more);
    expect(made.findings).toEqual([]);
    expect(made.drafts.map((draft) => draft.name)).toEqual([name]);
  });

  it.each<[string, Partial<EnvEntry>, Partial<EnvDraftOptions>, string]>([
    ['a reserved beginning', {}, { fields: { ...options.fields, project: 'awsome' } }, 'starts with "aws"'],
    ['a bad character', { key: 'a b' }, {}, 'has a space'],
    ['an empty level', { key: 'a//b' }, {}, 'empty level'],
    ['a leading slash', { key: '/a' }, {}, 'empty level'],
    ['too many levels', { key: 'a/b/c/d/e/f/g/h/i/j/k/l' }, {}, 'has 16 levels'],
    ['a long name', { key: 'k'.repeat(1011) }, {}, 'AWS allows 1011'],
  ])('locates %s', (_what, parts, more, words) => {
    const { findings } = drafts(file([entry({ line: 7, ...parts })]), more);
    expect(findings).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'env.prod',
        line: 7,
        key: 'POSTGRES_DB',
        message: expect.stringContaining(words),
      }),
    ]);
  });

  it('refuses every key that becomes the name of an earlier one, pointing at the first', () => {
    const entries = [
      entry({ name: 'A', line: 2 }),
      entry({ name: 'B', key: 'A', line: 4 }),
      entry({ name: 'C', key: 'A', line: 6 }),
      entry({ name: 'A', service: 'django', line: 9 }),
    ];
    const { findings } = drafts(file(entries));
    expect(findings.map(({ line, key, message }) => [line, key, message])).toEqual([
      [4, 'B', 'becomes "/mow/backend/postgres/prod/A", as line 2 already does'],
      [6, 'C', 'becomes "/mow/backend/postgres/prod/A", as line 2 already does'],
    ]);
  });

  it('tells everything at once', () => {
    const { findings } = drafts(file([entry({ key: 'a b', line: 2 }), entry({ key: 'c d', line: 3 })]));
    expect(findings.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('what a draft takes over', () => {
  it('is what the entry says', () => {
    const said = { type: 'SecureString', tier: 'Advanced', keyId: 'alias/a', description: 'd' } as const;
    const value = new Secret('v');
    expect(drafts(file([entry({ ...said, value })])).drafts[0]).toMatchObject({ ...said, value });
  });

  it.each<[string, Partial<EnvEntry>, Partial<EnvDraftOptions>, string | undefined, boolean]>([
    ['nothing said', {}, {}, undefined, false],
    ['secret=false', { plaintextAllowed: true }, {}, undefined, true],
    [
      '--allow-plaintext',
      {},
      { allowPlaintext: new Set(['/mow/backend/postgres/prod/POSTGRES_DB']) },
      undefined,
      true,
    ],
    ['--allow-plaintext for another', {}, { allowPlaintext: new Set(['POSTGRES_DB']) }, undefined, false],
    ['a list', { type: 'StringList' }, {}, 'StringList', false],
    ['--all-secret', {}, { allSecret: true }, 'SecureString', false],
    ['--all-secret over a list', { type: 'StringList' }, { allSecret: true }, 'SecureString', false],
    ['--all-secret over secret=false', { plaintextAllowed: true }, { allSecret: true }, 'SecureString', true],
  ])('%s', (_what, parts, more, type, plaintextAllowed) => {
    expect(drafts(file([entry(parts)]), more).drafts[0]).toMatchObject({ type, plaintextAllowed });
  });
});

describe('tags', () => {
  // Spec, section 7: base, service, environment, section-tag, tag, extra files, --tag, --name-tag.
  const order = [
    'base.json',
    'postgres.json',
    'prod.json',
    'env.prod:1',
    'env.prod:2',
    'extra.json',
    '--tag',
    '--name-tag',
  ];
  const stack = (keys: (origin: string) => Record<string, string>) => {
    const of = (origin: string) => layer(origin, keys(origin));
    return drafts(
      file([entry({ tags: of('env.prod:2').tags })], [section('postgres', 1, of('env.prod:1').tags)]),
      {
        below: (service) => ['base.json', `${service}.json`, 'prod.json'].map(of),
        above: ['extra.json', '--tag', '--name-tag'].map(of),
      },
    ).drafts[0]?.tags;
  };

  it.each(order.map((origin, index) => [origin, index] as const))(
    '%s beats all before it',
    (winner, place) => {
      const tags = stack(
        (origin): Record<string, string> => (order.indexOf(origin) <= place ? { K: origin } : {}),
      );
      expect(tags).toEqual([{ Key: 'K', Value: winner, origin: winner }]);
    },
  );

  it('are all there', () => {
    const tags = stack((origin) => ({ [origin]: origin }));
    expect(tags?.map(({ Key, origin }) => [Key, origin])).toEqual([...order].sort().map((one) => [one, one]));
  });

  it('of a section and of a key stay there', () => {
    const A = [{ Key: 'A', Value: '1' }];
    const B = [{ Key: 'B', Value: '2' }];
    const { drafts: made } = drafts(
      file(
        [
          entry({ name: 'X', tags: A, line: 2 }),
          entry({ name: 'Y', line: 3 }),
          entry({ service: 'django', line: 6 }),
        ],
        [section('postgres', 1), section('django', 5, B)],
      ),
    );
    expect(made.map(({ tags }) => tags.map(({ Key }) => Key))).toEqual([['A'], [], ['B']]);
  });

  it('that AWS refuses are told once per layer, not once per key', () => {
    const below = () => [layer('base.json', { 'bad!': '' })];
    const { findings } = drafts(file([entry({ name: 'X' }), entry({ name: 'Y' })]), { below });
    expect(findings).toEqual([
      expect.objectContaining({ file: 'base.json', message: expect.stringContaining('"bad!"') }),
    ]);
  });
});

it('no finding holds a value', () => {
  const { findings } = drafts(
    file([entry({ key: 'a b' }), entry({ key: 'a b' }), entry({ tags: [{ Key: '!', Value: '' }] })]),
  );
  expect(findings.length).toBeGreaterThan(2);
  expect(JSON.stringify(findings).includes(canary)).toBe(false);
});
