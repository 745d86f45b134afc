import { describe, expect, it } from 'vitest';
import { type LayerFolder, layersFromFlags, readLayerStack } from '../../src/gather/layer-stack.ts';
import { fakeFiles } from './file-reader.ts';

const layer = (value: string) => JSON.stringify([{ Key: 'K', Value: value }]);
const where: LayerFolder = {
  tagsDir: undefined,
  component: 'backend',
  environment: 'prod',
  services: ['django', 'postgres', 'django', undefined],
};
const origins = async (
  files: Record<string, string>,
  service: string | undefined,
  more: Partial<LayerFolder> = {},
) => {
  const stack = await readLayerStack(fakeFiles(files), { ...where, ...more });
  return stack.below(service).map(({ origin }) => origin);
};

describe('readLayerStack', () => {
  const all = {
    'tags/backend/base.json': layer('base'),
    'tags/backend/postgres.json': layer('postgres'),
    'tags/backend/prod.json': layer('prod'),
    'tags/backend/stage.json': layer('stage'),
    'aws/tags/backend/base.json': layer('other'),
  };
  it.each<[string, string | undefined, Partial<LayerFolder>, string[]]>([
    ['base, service, environment', 'postgres', {}, ['base', 'postgres', 'prod']],
    ['a service without a layer', 'django', {}, ['base', 'prod']],
    ['no service', undefined, {}, ['base', 'prod']],
    ['an environment without a layer', 'postgres', { environment: 'dev' }, ['base', 'postgres']],
    ['another environment', 'postgres', { environment: 'stage' }, ['base', 'postgres', 'stage']],
  ])('%s', async (_what, service, more, names) => {
    expect(await origins(all, service, more)).toEqual(names.map((name) => `tags/backend/${name}.json`));
  });

  it.each<[string, Record<string, string>, Partial<LayerFolder>, string[]]>([
    [
      'tags first',
      { 'tags/backend/base.json': layer('1'), 'aws/tags/backend/base.json': layer('2') },
      {},
      ['tags/backend/base.json'],
    ],
    ['then aws/tags', { 'aws/tags/backend/base.json': layer('2') }, {}, ['aws/tags/backend/base.json']],
    [
      'the folder that is named',
      { 'tags/backend/base.json': layer('1'), 'x/backend/base.json': layer('2') },
      { tagsDir: 'x' },
      ['x/backend/base.json'],
    ],
    [
      'without a component',
      { 'tags/base.json': layer('1'), 'tags/backend/base.json': layer('2') },
      { component: undefined },
      ['tags/base.json'],
    ],
  ])('looks for %s', async (_what, files, more, expected) => {
    expect(await origins(files, 'postgres', more)).toEqual(expected);
  });

  it('reads each file once', async () => {
    const files = fakeFiles(all);
    await readLayerStack(files, where);
    expect(files.reads).toEqual(['base', 'prod', 'postgres'].map((name) => `tags/backend/${name}.json`));
  });

  it.each([
    [undefined, 'tags/backend/base.json, aws/tags/backend/base.json'],
    ['x/y', 'x/y/backend/base.json'],
  ])('warns where it looked when none is found (tagsDir %s)', async (tagsDir, looked) => {
    const stack = await readLayerStack(fakeFiles({}), { ...where, tagsDir });
    expect(stack.below('postgres')).toEqual([]);
    expect(stack.findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        file: looked,
        hint: expect.stringContaining('--tags-dir'),
      }),
    ]);
  });

  it('passes on the warnings of every layer, and stops at a broken one', async () => {
    const twice = '[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]';
    const stack = await readLayerStack(fakeFiles({ ...all, 'tags/backend/prod.json': twice }), where);
    expect(stack.findings.map(({ file }) => file)).toEqual(['tags/backend/prod.json']);
    await expect(origins({ ...all, 'tags/backend/postgres.json': '{}' }, 'postgres')).rejects.toMatchObject({
      message: 'The tag layer tags/backend/postgres.json cannot be used.',
    });
  });
});

describe('layersFromFlags', () => {
  const files = { 'a.json': layer('a'), 'b.json': layer('b') };
  it('keeps the order given: files, --tag, --name-tag', async () => {
    const { layers } = await layersFromFlags(fakeFiles(files), {
      files: ['b.json', 'a.json', 'b.json'],
      tags: ['x=1', '{"Key":"y","Value":"2"}'],
      nameTag: 'n',
    });
    expect(layers.map(({ origin }) => origin)).toEqual(['b.json', 'a.json', 'b.json', '--tag', '--name-tag']);
    expect(layers.slice(3).flatMap(({ tags }) => tags)).toEqual([
      { Key: 'x', Value: '1' },
      { Key: 'y', Value: '2' },
      { Key: 'Name', Value: 'n' },
    ]);
  });

  it('has none where none are given', async () => {
    const none = await layersFromFlags(fakeFiles(files), { files: [], tags: [], nameTag: undefined });
    expect(none).toEqual({ layers: [], findings: [] });
  });

  it('does not do without a file that was named', async () => {
    await expect(
      layersFromFlags(fakeFiles(files), { files: ['a.json', 'gone.json'], tags: [], nameTag: undefined }),
    ).rejects.toMatchObject({ message: 'gone.json does not exist.' });
  });
});
