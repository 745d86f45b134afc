import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFolder } from '../../src/files/list-folder.ts';
import { fileReader } from '../../src/files/read-bytes.ts';
import { readOldFolder } from '../../src/gather/init-folder.ts';
import type { KnownSettings } from '../../src/gather/init-found.ts';
import { workFolder } from '../support/run-cli.ts';

const tag = (Key: string, Value: string) => JSON.stringify([{ Key, Value }]);

async function read(
  files: Readonly<Record<string, string>>,
  known: Partial<KnownSettings> = {},
  folder = 'aws/',
) {
  const cwd = workFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const reading = {
    files: {
      read: (path: string) => fileReader.read(resolve(cwd, path)),
      exists: (path: string) => fileReader.exists(resolve(cwd, path)),
    },
    list: (path: string) => listFolder(resolve(cwd, path)),
  };
  return await readOldFolder(reading, folder, { environments: [], ...known });
}

const backend = {
  'aws/tags/backend/base.json': tag('Project', 'mow'),
  'aws/tags/backend/postgres.json': tag('Service', 'postgres'),
  'aws/tags/backend/stage.json': tag('Criticality', 'low'),
  'aws/tags/backend/blue.json': tag('Environment', 'blue'),
  'aws/tags/backend/README.md': 'x',
};

describe('a folder of the old toolkit', () => {
  it('has components, services, environments and a project', async () => {
    expect(await read(backend)).toEqual({
      kind: 'found',
      found: {
        project: 'mow',
        component: 'backend',
        tagsDir: 'aws/tags',
        services: ['postgres'],
        environments: ['blue', 'stage'],
        notes: ['aws/tags/backend was read as services postgres and environments blue, stage.'],
      },
    });
  });

  it('has environments in the names of env files beside it, but not in what they hold', async () => {
    const files = {
      ...backend,
      'env.prod': 'not read',
      'aws/.env.qa': '',
      'dev.env': '',
      '.env.example': '',
      'postgres.env': '',
    };
    expect(await read(files)).toMatchObject({
      found: { environments: ['blue', 'dev', 'prod', 'qa', 'stage'] },
    });
  });

  it('has what a layer says of itself, not what its name sounds like', async () => {
    const files = { ...backend, 'aws/tags/backend/test.json': tag('Service', 'test') };
    expect(await read(files)).toMatchObject({ found: { services: ['postgres', 'test'] } });
    const named = { ...backend, 'aws/tags/backend/green.json': '[]' };
    expect(await read(named)).toMatchObject({ found: { services: ['green', 'postgres'] } });
    expect(await read(named, { environments: ['green'] })).toMatchObject({
      found: { services: ['postgres'], environments: ['blue', 'green', 'stage'] },
    });
  });

  it('has no project where its tag cannot be one', async () => {
    expect(await read({ ...backend, 'aws/tags/backend/base.json': tag('Project', 'My Web') })).toMatchObject({
      found: { project: undefined },
    });
  });

  it('of two components is not guessed', async () => {
    const files = { ...backend, 'aws/tags/frontend/base.json': '[]' };
    expect(await read(files)).toMatchObject({
      kind: 'open',
      open: { field: 'component', choices: ['backend', 'frontend'] },
    });
    expect(await read(files, { component: 'frontend' })).toMatchObject({
      found: { component: 'frontend', services: [] },
    });
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<KnownSettings>, string]>([
    ['is not there', {}, {}, 'There is no folder aws/tags.'],
    [
      'has no base layer',
      { 'aws/tags/backend/x.json': '[]' },
      {},
      'No component below aws/tags has a base.json.',
    ],
    ['has another component', backend, { component: 'web' }, 'aws/tags/web has no base.json.'],
  ])('that %s is told', async (_what, files, known, why) => {
    expect(await read(files, known)).toMatchObject({ kind: 'none', why });
  });

  it('with a broken layer is refused', async () => {
    await expect(read({ ...backend, 'aws/tags/backend/postgres.json': '{' })).rejects.toThrow(
      /cannot be used/,
    );
  });
});
