import {
  DeleteParametersCommand,
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  LabelParameterVersionCommand,
  PutParameterCommand,
  paginateDescribeParameters,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
const names = ['/a/one', '/a/two', '/a/b/three', '/a/b/c/four', '/a-b/five', '/a.b/six', '/a0/seven', 'root'];

beforeAll(async () => {
  for (const Name of names) {
    const Type = Name.includes('b') ? 'SecureString' : 'String';
    const Tags = Name.includes('two') ? [{ Key: 'team', Value: 'web' }] : [{ Key: 'other', Value: 'x' }];
    const Tier = Name.includes('four') ? 'Advanced' : 'Standard';
    await ssm.send(new PutParameterCommand({ Name, Value: `1 ${Name}`, Type, Tags, Tier }));
  }
  await ssm.send(new PutParameterCommand({ Name: '/a/one', Value: 'second', Overwrite: true }));
  await ssm.send(new LabelParameterVersionCommand({ Name: '/a/one', ParameterVersion: 1, Labels: ['live'] }));
});

/** The SDK's paginators write into their input (aws-facts section 9): each gets a copy. */
async function byPath(input: GetParametersByPathCommandInput, pageSize: number): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateGetParametersByPath({ client: ssm, pageSize }, { ...input })) {
    found.push(...(page.Parameters ?? []).map((parameter) => `${parameter.Name}`));
  }
  return found;
}

async function described(input: DescribeParametersCommandInput, pageSize = 50): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateDescribeParameters({ client: ssm, pageSize }, { ...input })) {
    found.push(...(page.Parameters ?? []).map((parameter) => `${parameter.Name}`));
  }
  return found;
}

describe('GetParametersByPath', () => {
  test.each<[string, string, GetParametersByPathCommandInput, string[]]>([
    ['§2 one level is the default', 'M', { Path: '/a' }, ['/a/one', '/a/two']],
    ['§2 trailing slash', 'unconfirmed', { Path: '/a/' }, ['/a/one', '/a/two']],
    [
      '§2 recursive, siblings not touched',
      'M',
      { Path: '/a', Recursive: true },
      ['/a/b/c/four', '/a/b/three', '/a/one', '/a/two'],
    ],
    ['§2 the path itself is not returned', 'M', { Path: '/a/one', Recursive: true }, []],
    ['§2 root, one level', 'M', { Path: '/' }, ['root']],
    [
      '§2 root, recursive',
      'M',
      { Path: '/', Recursive: true },
      ['/a-b/five', '/a.b/six', '/a/b/c/four', '/a/b/three', '/a/one', '/a/two', '/a0/seven', 'root'],
    ],
    [
      '§2 Type',
      'M',
      { Path: '/a', Recursive: true, ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] },
      ['/a/b/c/four', '/a/b/three'],
    ],
    [
      '§2 KeyId BeginsWith',
      'M',
      {
        Path: '/a',
        Recursive: true,
        ParameterFilters: [{ Key: 'KeyId', Option: 'BeginsWith', Values: ['alias/aws'] }],
      },
      ['/a/b/c/four', '/a/b/three'],
    ],
    ['§2 Label', 'D:lab', { Path: '/a', ParameterFilters: [{ Key: 'Label', Values: ['live'] }] }, ['/a/one']],
  ])('%s (%s)', async (_section, _mark, input, expected) => {
    for (const pageSize of [1, 2, 10]) expect(await byPath(input, pageSize)).toEqual(expected);
  });

  test('§2 Label filter (D:lab): the labelled version is returned', async () => {
    const ParameterFilters = [{ Key: 'Label', Values: ['live'] }];
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: '/a', ParameterFilters }));
    expect(Parameters).toMatchObject([{ Name: '/a/one', Version: 1, Value: '1 /a/one', Selector: ':live' }]);
  });

  test('§2 (R): a page that filters leave empty still carries its token', async () => {
    const ParameterFilters = [{ Key: 'Type', Values: ['StringList'] }];
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: '/a', ParameterFilters, MaxResults: 1 }),
    );
    expect(page.Parameters).toEqual([]);
    expect(page.NextToken).toBeTruthy();
  });

  test.each<[string, string, Partial<GetParametersByPathCommandInput>, string | RegExp]>([
    [
      '§2 MaxResults 11',
      'M',
      { MaxResults: 11 },
      "ValidationException: 1 validation error detected: Value '11' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
    ['§2 MaxResults 0', 'M', { MaxResults: 0 }, /at 'maxResults' failed .* greater than or equal to 1$/],
    ['§3 InvalidNextToken', 'M', { NextToken: 'bad' }, /^InvalidNextToken: /],
    [
      '§2 Tier is no filter here',
      'M',
      { ParameterFilters: [{ Key: 'Tier', Values: ['Standard'] }] },
      /^InvalidFilterKey: .*\[Type, KeyId, Label\]/,
    ],
    [
      '§2 tags are no filter here',
      'M',
      { ParameterFilters: [{ Key: 'tag:x', Values: ['y'] }] },
      /^InvalidFilterKey/,
    ],
    [
      '§2 Label takes Equals only',
      'M',
      { ParameterFilters: [{ Key: 'Label', Option: 'BeginsWith', Values: ['l'] }] },
      /^InvalidFilterOption/,
    ],
  ])('%s (%s)', async (_section, _mark, input, expected) => {
    expect(await outcome(ssm.send(new GetParametersByPathCommand({ Path: '/a', ...input })))).toEqual(
      like(expected),
    );
  });

  test('§3 InvalidNextToken: a token belongs to its own listing', async () => {
    const { NextToken } = await ssm.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 1 }));
    expect(await outcome(ssm.send(new GetParametersByPathCommand({ Path: '/', NextToken })))).toMatch(
      /^InvalidNextToken/,
    );
    expect(await outcome(ssm.send(new DescribeParametersCommand({ NextToken })))).toMatch(
      /^InvalidNextToken/,
    );
  });
});

describe('DescribeParameters', () => {
  const filter = (
    Key: string,
    Values: string[] | undefined,
    Option?: string,
  ): DescribeParametersCommandInput => ({
    ParameterFilters: [{ Key, Values, Option }],
  });
  test.each<[string, string, DescribeParametersCommandInput, string[]]>([
    [
      '§2 all',
      'M',
      {},
      ['/a-b/five', '/a.b/six', '/a/b/c/four', '/a/b/three', '/a/one', '/a/two', '/a0/seven', 'root'],
    ],
    ['§2 Name Equals is the default', 'M', filter('Name', ['/a/one', '/root']), ['/a/one', 'root']],
    ['§2 Name BeginsWith', 'M', filter('Name', ['/a/b'], 'BeginsWith'), ['/a/b/c/four', '/a/b/three']],
    ['§2 Name Contains', 'M', filter('Name', ['o'], 'Contains'), ['/a/b/c/four', '/a/one', '/a/two', 'root']],
    ['§2 Path OneLevel', 'M', filter('Path', ['/a'], 'OneLevel'), ['/a/one', '/a/two']],
    [
      '§2 Path Recursive',
      'M',
      filter('Path', ['/a'], 'Recursive'),
      ['/a/b/c/four', '/a/b/three', '/a/one', '/a/two'],
    ],
    ['§2 Tier', 'M', filter('Tier', ['Advanced']), ['/a/b/c/four']],
    ['§2 DataType', 'M', filter('DataType', ['aws:ec2:image']), []],
    ['§2 tag', 'M', filter('tag:team', ['web']), ['/a/two']],
    ['§2 tag, other value', 'M', filter('tag:team', ['db']), []],
    ['§2 tag without values', 'M', filter('tag:team', undefined), ['/a/two']],
    [
      '§2 filters are AND',
      'M',
      {
        ParameterFilters: [
          { Key: 'Type', Values: ['String'] },
          { Key: 'Path', Values: ['/a'] },
          { Key: 'tag:team', Values: ['web'] },
        ],
      },
      ['/a/two'],
    ],
    ['§2 Shared', 'M', { Shared: true }, []],
    [
      '§2 old Filters',
      'M',
      { Filters: [{ Key: 'Type', Values: ['SecureString'] }] },
      ['/a-b/five', '/a.b/six', '/a/b/c/four', '/a/b/three'],
    ],
  ])('%s (%s)', async (_section, _mark, input, expected) => {
    for (const pageSize of [1, 3, 50]) expect(await described(input, pageSize)).toEqual(expected);
  });

  test('§2 (M, D:search): pages are cut before filtering', async () => {
    const page = await ssm.send(
      new DescribeParametersCommand({ ...filter('Name', ['root']), MaxResults: 2 }),
    );
    expect(page.Parameters).toEqual([]);
    expect(page.NextToken).toBeTruthy();
  });

  test('§2 ten to a page by default (R chamber#54)', async () => {
    const own = openTestStore().ssm;
    for (let index = 10; index < 21; index += 1) {
      await own.send(new PutParameterCommand({ Name: `/n/${index}`, Value: 'x', Type: 'String' }));
    }
    expect((await own.send(new DescribeParametersCommand({}))).Parameters).toHaveLength(10);
  });

  test.each<[string, string, DescribeParametersCommandInput, string | RegExp]>([
    [
      '§2 MaxResults 51',
      'M',
      { MaxResults: 51 },
      /Value '51' at 'maxResults' failed .* less than or equal to 50$/,
    ],
    ['§2 Label is no filter here', 'M', filter('Label', ['x']), /^InvalidFilterKey/],
    [
      '§2 unknown key',
      'X',
      filter('Foo', ['x']),
      /at 'parameterFilters\.1\.member\.key' failed .* regular expression pattern: tag:/,
    ],
    [
      '§2 same key twice',
      'M',
      {
        ParameterFilters: [
          { Key: 'Name', Values: ['a'] },
          { Key: 'Name', Values: ['b'] },
        ],
      },
      /^InvalidFilterKey: The following filter is duplicated/,
    ],
    [
      '§2 bad option',
      'X',
      filter('Name', ['a'], 'Foo'),
      /^InvalidFilterOption: The following filter option is not valid: Foo/,
    ],
    [
      '§2 long option',
      'M',
      filter('Name', ['a'], 'ElevenChars'),
      /at 'parameterFilters\.1\.member\.option' failed/,
    ],
    [
      '§2 bad type',
      'X',
      filter('Type', ['Foo']),
      /^InvalidFilterValue: .*Valid values include: \[String, StringList, SecureString\]/,
    ],
    ['§2 no values', 'X', filter('Name', undefined), /^InvalidFilterValue/],
    [
      '§3 Path without slash',
      'R',
      filter('Path', ['a']),
      /^ValidationException: The parameter doesn't meet the parameter name requirements/,
    ],
    [
      '§2 both kinds',
      'X',
      { ...filter('Name', ['a']), Filters: [{ Key: 'Name', Values: ['a'] }] },
      'ValidationException: You can use either Filters or ParameterFilters in a single request.',
    ],
    [
      '§2 51 values',
      'M',
      filter(
        'Name',
        Array.from({ length: 51 }, (_, i) => `n${i}`),
      ),
      /at 'parameterFilters\.1\.member\.values' failed/,
    ],
  ])('%s (%s)', async (_section, _mark, input, expected) => {
    expect(await outcome(ssm.send(new DescribeParametersCommand(input)))).toEqual(like(expected));
  });
});

test('a listing loses nothing and doubles nothing while others write', async () => {
  const own = openTestStore().ssm;
  const put = (Name: string) => own.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
  for (let index = 10; index < 30; index += 1) await put(`/w/${index}`);
  const first = await own.send(new GetParametersByPathCommand({ Path: '/w', MaxResults: 10 }));
  await own.send(new DeleteParametersCommand({ Names: ['/w/11', '/w/12', '/w/25'] }));
  await put('/w/105');
  const second = await own.send(new GetParametersByPathCommand({ Path: '/w', NextToken: first.NextToken }));
  expect(second.Parameters?.map((parameter) => parameter.Name)).toEqual(
    [20, 21, 22, 23, 24, 26, 27, 28, 29].map((index) => `/w/${index}`),
  );
  expect(second.NextToken).toBeUndefined();
});
