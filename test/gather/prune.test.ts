import { describe, expect, it } from 'vitest';
import type { EnvFile } from '../../src/core/envfile/env-file.ts';
import { parseEnvFile } from '../../src/core/envfile/parse.ts';
import { formatName, parsePathTemplate } from '../../src/core/parameter/template.ts';
import { planPrune } from '../../src/gather/prune.ts';
import { fakeStore } from './fake-store.ts';

const standard = '/{project}/{component}/{service}/{environment}/{key}';
const short = '/{environment}/{service}/{key}';
const flat = '/acme/{environment}/{key}';

async function pruned(
  templateText: string,
  text: string,
  live: readonly string[],
  narrow?: string,
): Promise<readonly string[]> {
  const template = parsePathTemplate(templateText);
  const has = (name: string) => templateText.includes(name);
  const fields = {
    project: has('{project}') ? 'mow' : undefined,
    component: has('{component}') ? 'backend' : undefined,
    environment: 'prod',
  };
  const parsed = parseEnvFile(new TextEncoder().encode(text), {
    file: 'f.env',
    sections: has('{service}'),
    skipEmpty: true,
  });
  expect(parsed.findings).toEqual([]);
  const entries = parsed.entries.filter(({ service }) => narrow === undefined || service === narrow);
  const envFile: EnvFile = { ...parsed, entries };
  const kept = new Set<string>(
    entries.map(({ service, key, name }) => formatName(template, { ...fields, service, key: key ?? name })),
  );
  const fake = fakeStore(Object.fromEntries(live.map((name) => [name, {}])));
  const steps = await planPrune(fake.store, template, fields, envFile, kept);
  expect(fake.of('ssm:GetParametersByPath').every(({ decrypt }) => decrypt === false)).toBe(true);
  expect(steps.every(({ kind }) => kind === 'delete')).toBe(true);
  return steps.map(({ name }) => name);
}

describe('--prune removes', () => {
  it.each<[string, string, string, readonly string[], readonly string[]]>([
    [
      'what a section no longer has, sorted',
      standard,
      '# service=db\nA=1\n',
      ['/mow/backend/db/prod/Z', '/mow/backend/db/prod/A', '/mow/backend/db/prod/B/c'],
      ['/mow/backend/db/prod/B/c', '/mow/backend/db/prod/Z'],
    ],
    [
      'nothing of sections that are not in the file',
      standard,
      '# service=db\nA=1\n',
      ['/mow/backend/web/prod/A', '/mow/backend/db2/prod/A'],
      [],
    ],
    [
      'nothing of other environments, projects and components',
      standard,
      '# service=db\nA=1\n',
      [
        '/mow/backend/db/stage/B',
        '/mow/backend/db/prod2/B',
        '/mow2/backend/db/prod/B',
        '/mow/front/db/prod/B',
      ],
      [],
    ],
    [
      'nothing of a section without keys',
      standard,
      '# service=db\n# service=web\nA=1\n',
      ['/mow/backend/db/prod/B', '/mow/backend/web/prod/A'],
      [],
    ],
    [
      'nothing of a section whose every key is skipped',
      standard,
      '# service=db\nA=\n# service=web\nA=1\n',
      ['/mow/backend/db/prod/A', '/mow/backend/db/prod/B'],
      [],
    ],
    [
      'never what --skip-empty left out, by its name',
      standard,
      '# service=db\nA=1\nEMPTY=\n',
      ['/mow/backend/db/prod/EMPTY', '/mow/backend/db/prod/B'],
      ['/mow/backend/db/prod/B'],
    ],
    [
      '… by every key that its name may stand for',
      short,
      '# service=db\nA=1\nDB_HOST=\n',
      ['/prod/db/db/host', '/prod/db/DB_HOST', '/prod/db/db-host', '/prod/db/db_host'],
      ['/prod/db/db_host'],
    ],
    [
      '… by a name that is no env name',
      short,
      '# service=db\nA=1\ndb.host=\n',
      ['/prod/db/db.host', '/prod/db/db.port'],
      ['/prod/db/db.port'],
    ],
    [
      '… by the key above it, and by that alone',
      short,
      '# service=db\nA=1\n# key=login/secret\nDB_PASSWORD=\n',
      ['/prod/db/login/secret', '/prod/db/db/password'],
      ['/prod/db/db/password'],
    ],
    [
      '… of its own section only',
      short,
      '# service=db\nA=1\n# service=web\nA=1\nEMPTY=\n',
      ['/prod/db/EMPTY', '/prod/web/EMPTY'],
      ['/prod/db/EMPTY'],
    ],
    [
      'only names that the template parses',
      '/mow/{service}/{environment}/v1/{key}',
      '# service=db\nA=1\n',
      ['/mow/db/prod/v1/B', '/mow/db/prod/v2/B', '/mow/db/prod/B', '/mow/db/prod'],
      ['/mow/db/prod/v1/B'],
    ],
    [
      'without sections, what the file no longer has',
      flat,
      'A=1\nEMPTY=\n',
      ['/acme/prod/A', '/acme/prod/EMPTY', '/acme/prod/x/y', '/acme/stage/B', '/acme2/prod/B'],
      ['/acme/prod/x/y'],
    ],
    ['nothing where nothing is live', short, '# service=db\nA=1\n', [], []],
  ])('%s', async (_what, template, text, live, expected) => {
    expect(await pruned(template, text, live)).toEqual(expected);
  });

  it('only in the sections that --service names', async () => {
    const text = '# service=db\nA=1\n# service=web\nA=1\n';
    expect(await pruned(short, text, ['/prod/db/B', '/prod/web/B'], 'web')).toEqual(['/prod/web/B']);
  });
});
