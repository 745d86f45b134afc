import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  type SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, test } from 'vitest';
import { like, openTestStore, outcome } from './open-store.ts';

const { ssm } = openTestStore();
const arn = 'arn:aws:ssm:us-east-1:123456789012:parameter/v/three';

async function putVersions(client: SSMClient, Name: string, count: number): Promise<void> {
  for (let version = 1; version <= count; version += 1) {
    const command = new PutParameterCommand({
      Name,
      Value: `value ${version}`,
      Type: 'String',
      Overwrite: true,
    });
    expect((await client.send(command)).Version).toBe(version);
  }
}

describe('selectors', () => {
  beforeAll(async () => {
    await putVersions(ssm, '/v/three', 3);
    await ssm.send(
      new LabelParameterVersionCommand({ Name: '/v/three', ParameterVersion: 2, Labels: ['live'] }),
    );
  });

  test.each([
    ['§2 latest', 'M', '/v/three', 3, undefined, '/v/three'],
    ['§2 name:version', 'M', '/v/three:1', 1, ':1', '/v/three'],
    ['§2 name:version latest', 'M', '/v/three:3', 3, ':3', '/v/three'],
    ['§2 name:label', 'D:lab', '/v/three:live', 2, ':live', '/v/three'],
    ['§2 ARN', 'M', arn, 3, undefined, '/v/three'],
    ['§2 ARN:version', 'M', `${arn}:2`, 2, ':2', '/v/three'],
  ])('%s (%s): %s', async (_section, _mark, Name, version, selector, echoed) => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    expect(Parameter).toMatchObject({ Name: echoed, Version: version, Value: `value ${version}`, ARN: arn });
    expect(Parameter?.Selector).toBe(selector);
  });

  test.each([
    [
      '§3 ParameterVersionNotFound',
      'R',
      '/v/three:9',
      'ParameterVersionNotFound: Systems Manager could not find version 9 of /v/three. Verify the version and try again.',
    ],
    ['§2 never falls back', 'D:ver', '/v/three:gone', /^ParameterVersionNotFound: /],
    ['§2 missing', 'M', '/v/none:1', 'ParameterNotFound'],
  ])('%s (%s): %s', async (_section, _mark, Name, expected) => {
    expect(await outcome(ssm.send(new GetParameterCommand({ Name })))).toEqual(like(expected));
  });

  test('§2 GetParameters (M): missing names, versions and labels are InvalidParameters, found ones sorted', async () => {
    const Names = ['/v/three:live', '/v/zero', '/v/three:1', '/v/three:77', '/v/three:gone', '/v/three:1'];
    const answer = await ssm.send(new GetParametersCommand({ Names }));
    expect(answer.Parameters?.map((found) => [found.Name, found.Selector, found.Version])).toEqual(
      expect.arrayContaining([
        ['/v/three', ':live', 2],
        ['/v/three', ':1', 1],
      ]),
    );
    expect(answer.Parameters).toHaveLength(2);
    expect(answer.InvalidParameters?.toSorted()).toEqual(['/v/three:77', '/v/three:gone', '/v/zero']);
  });

  test.each([
    [
      '§2 more than 10',
      'M',
      Array.from({ length: 11 }, (_, i) => `/n${i}`),
      "ValidationException: 1 validation error detected: Value '[/n0, /n1, /n2, /n3, /n4, /n5, /n6, /n7, /n8, /n9, /n10]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10",
    ],
    ['§2 none', 'M', [], /at 'names' failed .* greater than or equal to 1$/],
    [
      '§2 one malformed fails all',
      'R',
      ['/v/three', 'a/b'],
      /^ValidationException: Parameter name: can't be prefixed/,
    ],
  ])('%s (%s)', async (_section, _mark, Names, expected) => {
    expect(await outcome(ssm.send(new GetParametersCommand({ Names })))).toEqual(like(expected));
  });
});

describe('§2 history (M, D:lab)', () => {
  test('oldest first, in pages, with labels; 100 kept; the labelled oldest blocks the 101st', async () => {
    const own = openTestStore().ssm;
    const Name = '/v/many';
    await putVersions(own, Name, 100);
    const numbers: (number | undefined)[] = [];
    let pages = 0;
    for (let NextToken: string | undefined; ; ) {
      const page = await own.send(new GetParameterHistoryCommand({ Name, MaxResults: 30, NextToken }));
      numbers.push(...(page.Parameters ?? []).map((entry) => entry.Version));
      pages += 1;
      if (!page.NextToken) break;
      NextToken = page.NextToken;
    }
    expect(pages).toBe(4);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));

    await own.send(new LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['keep'] }));
    const next = () => outcome(own.send(new PutParameterCommand({ Name, Value: 'x', Overwrite: true })));
    expect(await next()).toBe(
      'ParameterMaxVersionLimitExceeded: You attempted to create a new version of /v/many by calling the ' +
        "PutParameter API with the overwrite flag. Version 1, the oldest version, can't be deleted because it has " +
        'a label associated with it. Move the label to another version of the parameter, and try again.',
    );
    await own.send(new LabelParameterVersionCommand({ Name, ParameterVersion: 50, Labels: ['keep'] }));
    expect(await next()).toBe('ok');
    const history = await own.send(new GetParameterHistoryCommand({ Name }));
    expect(history.Parameters?.[0]?.Version).toBe(2);
    expect(history.Parameters?.find((entry) => entry.Version === 50)).toMatchObject({
      Labels: ['keep'],
      Tier: 'Standard',
      Policies: [],
      LastModifiedUser: expect.stringContaining('123456789012'),
    });
  });

  test('§2 Re-create after delete (unconfirmed): versions start at 1 again, labels are gone', async () => {
    const Name = '/v/reborn';
    await putVersions(ssm, Name, 2);
    await ssm.send(new LabelParameterVersionCommand({ Name, Labels: ['old'] }));
    await ssm.send(new DeleteParameterCommand({ Name }));
    await putVersions(ssm, Name, 1);
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: `${Name}:old` })))).toMatch(
      /^ParameterVersionNotFound/,
    );
  });
});

describe('labels', () => {
  const label = (Labels: string[], ParameterVersion?: number) =>
    ssm.send(new LabelParameterVersionCommand({ Name: '/l/x', Labels, ParameterVersion }));
  beforeAll(() => putVersions(ssm, '/l/x', 3));

  test.each([
    ['§2 digit', 'M', '1st'],
    ['§2 aws', 'M', 'awsome'],
    ['§2 AWS', 'M', 'AWSome'],
    ['§2 ssm', 'M', 'Ssm'],
    ['§2 characters', 'M', 'a b'],
  ])('%s (%s): %s is answered as invalid, not applied', async (_section, _mark, bad) => {
    expect(await label([bad, 'fine'], 1)).toMatchObject({ InvalidLabels: [bad], ParameterVersion: 1 });
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: '/l/x' }));
    expect(Parameters?.[0]?.Labels).toEqual(['fine']);
  });

  test('§2 no version means the latest; a label moves (M)', async () => {
    expect(await label(['moving'], 1)).toMatchObject({ ParameterVersion: 1 });
    expect(await label(['moving'])).toMatchObject({ ParameterVersion: 3 });
    const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: '/l/x' }));
    expect(Parameters?.map((entry) => entry.Labels?.includes('moving'))).toEqual([false, false, true]);
  });

  test.each([
    ['§2 more than 10 in a call', 'M', Array.from({ length: 11 }, (_, i) => `l${i}`), /at 'labels' failed/],
    ['§2 long', 'M', ['l'.repeat(101)], /at 'labels\.1\.member' failed .* less than or equal to 100$/],
    ['§2 exactly 10', 'M', Array.from({ length: 10 }, (_, i) => `l${i}`), 'ok'],
    [
      '§3 ParameterVersionLabelLimitExceeded',
      'X',
      ['one-more'],
      /^ParameterVersionLabelLimitExceeded: A parameter version can have maximum 10 labels/,
    ],
  ])('%s (%s)', async (_section, _mark, Labels, expected) => {
    expect(await outcome(label(Labels, 2))).toEqual(like(expected));
  });

  test('§2 UnlabelParameterVersion (M)', async () => {
    const Labels = ['l0', 'nowhere'];
    const unlabel = { Name: '/l/x', ParameterVersion: 2, Labels };
    expect(await ssm.send(new UnlabelParameterVersionCommand(unlabel))).toMatchObject({
      RemovedLabels: ['l0'],
      InvalidLabels: ['nowhere'],
    });
  });

  test.each([
    ['missing parameter', '/l/none', 1, 'ParameterNotFound'],
    ['missing version', '/l/x', 9, /^ParameterVersionNotFound/],
  ])('%s', async (_what, Name, ParameterVersion, expected) => {
    const command = new LabelParameterVersionCommand({ Name, ParameterVersion, Labels: ['a'] });
    expect(await outcome(ssm.send(command))).toEqual(like(expected));
  });
});
