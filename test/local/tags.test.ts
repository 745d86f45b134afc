import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  type Tag,
} from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
const Name = '/tagged';
const on = (ResourceId: string, ResourceType = 'Parameter') => ({
  ResourceId,
  ResourceType: ResourceType as 'Parameter',
});
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index + from}`, Value: 'v' }));
const tagsOf = async (id: string) => (await ssm.send(new ListTagsForResourceCommand(on(id)))).TagList;

beforeAll(async () => {
  await ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
});

describe('tags on create and on add', () => {
  let counter = 0;
  test.each<[string, string, Tag[], string | RegExp]>([
    ['§6 Max per resource', 'M', numbered(50), 'ok'],
    ['§6 Max per resource', 'M', numbered(51), 'TooManyTagsError'],
    ['§6 Key length', 'M', [{ Key: 'k'.repeat(128), Value: '' }], 'ok'],
    [
      '§6 Key length',
      'M',
      [{ Key: 'k'.repeat(129), Value: '' }],
      /at 'tags\.1\.member\.key' failed .* less than or equal to 128$/,
    ],
    [
      '§6 Key length',
      'M',
      [{ Key: '', Value: 'v' }],
      /at 'tags\.1\.member\.key' failed .* greater than or equal to 1$/,
    ],
    ['§6 Value length', 'M', [{ Key: 'k', Value: 'v'.repeat(256) }], 'ok'],
    [
      '§6 Value length',
      'M',
      [{ Key: 'k', Value: 'v'.repeat(257) }],
      /at 'tags\.1\.member\.value' failed .* less than or equal to 256$/,
    ],
    ['§6 Characters', 'M', [{ Key: 'Größe 1_.:/=+-@', Value: 'ü 2_.:/=+-@' }], 'ok'],
    [
      '§6 Characters',
      'M',
      [{ Key: 'k#', Value: 'v' }],
      /at 'tags\.1\.member\.key' failed .* regular expression pattern/,
    ],
    [
      '§6 Characters',
      'M',
      [{ Key: 'k', Value: 'v;' }],
      /at 'tags\.1\.member\.value' failed .* regular expression pattern/,
    ],
    ['§6 Reserved prefix', 'D', [{ Key: 'aws:x', Value: 'v' }], /^ValidationException: .*"aws:"/],
    ['§6 Reserved prefix', 'D', [{ Key: 'AWS:x', Value: 'v' }], /^ValidationException: .*"aws:"/],
    [
      '§6 both required',
      'M',
      [{ Key: 'k', Value: undefined }],
      /Value null at 'tags\.1\.member\.value' failed .* must not be null$/,
    ],
  ])('%s (%s)', async (_section, _mark, Tags, expected) => {
    counter += 1;
    const created = new PutParameterCommand({ Name: `/t/${counter}`, Value: 'x', Type: 'String', Tags });
    expect(await outcome(ssm.send(created))).toEqual(like(expected));
    await outcome(ssm.send(new PutParameterCommand({ Name: `/u/${counter}`, Value: 'x', Type: 'String' })));
    const added = new AddTagsToResourceCommand({ ...on(`/u/${counter}`), Tags });
    expect(await outcome(ssm.send(added))).toEqual(like(expected));
  });
});

describe('tag calls', () => {
  test('§2 Add is an upsert, Remove of an absent key is fine, tags survive an overwrite (M, X)', async () => {
    const add = (Tags: Tag[]) => ssm.send(new AddTagsToResourceCommand({ ...on(Name), Tags }));
    await add([
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ]);
    await add([{ Key: 'b', Value: '2' }]);
    await ssm.send(new PutParameterCommand({ Name, Value: 'y', Overwrite: true }));
    expect(await tagsOf(Name)).toEqual([
      { Key: 'A', Value: '2' },
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    await ssm.send(new RemoveTagsFromResourceCommand({ ...on(Name), TagKeys: ['a', 'absent'] }));
    expect(await tagsOf('tagged')).toEqual([
      { Key: 'A', Value: '2' },
      { Key: 'b', Value: '2' },
    ]);
  });

  test('§2 the 51st tag is refused and nothing of the call is kept (M)', async () => {
    const id = '/fifty';
    await ssm.send(new PutParameterCommand({ Name: id, Value: 'x', Type: 'String', Tags: numbered(49) }));
    const add = (Tags: Tag[]) => outcome(ssm.send(new AddTagsToResourceCommand({ ...on(id), Tags })));
    expect(await add([{ Key: 'k0', Value: 'changed' }, ...numbered(2, 49)])).toBe('TooManyTagsError');
    expect((await tagsOf(id))?.find((tag) => tag.Key === 'k0')?.Value).toBe('v');
    expect(await add([{ Key: 'k0', Value: 'changed' }, ...numbered(1, 49)])).toBe('ok');
  });

  test.each([
    ['§2 missing parameter', 'M', on('/nobody'), 'InvalidResourceId'],
    [
      '§2 an ARN is no ResourceId',
      'M',
      on('arn:aws:ssm:us-east-1:123456789012:parameter/tagged'),
      'InvalidResourceId',
    ],
    ['§2 a selector is none', 'M', on('/tagged:1'), 'InvalidResourceId'],
    ['§2 another kind', 'M', on('/tagged', 'Document'), 'InvalidResourceId'],
    ['§2 bad type', 'M', on('/tagged', 'Foo'), 'InvalidResourceType'],
  ])('%s (%s)', async (_section, _mark, resource, expected) => {
    const Tags = [{ Key: 'k', Value: 'v' }];
    expect(await outcome(ssm.send(new AddTagsToResourceCommand({ ...resource, Tags })))).toBe(expected);
    const remove = new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['k'] });
    expect(await outcome(ssm.send(remove))).toBe(expected);
    expect(await outcome(ssm.send(new ListTagsForResourceCommand(resource)))).toBe(expected);
  });

  test('§2 a re-created parameter has no tags of its forerunner (M)', async () => {
    const id = '/reborn';
    await ssm.send(new PutParameterCommand({ Name: id, Value: 'x', Type: 'String', Tags: numbered(2) }));
    await ssm.send(new DeleteParameterCommand({ Name: id }));
    await ssm.send(new PutParameterCommand({ Name: id, Value: 'x', Type: 'String' }));
    expect(await tagsOf(id)).toEqual([]);
  });
});
