import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createParameterStore } from '../../src/aws/parameter-store.ts';
import { type ParameterName, parseParameterName } from '../../src/core/parameter/name.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { plainRunner } from './stub/plain-runner.ts';
import { thrown } from './stub/thrown.ts';

const aws = mockClient(SSMClient);
beforeEach(() => aws.reset());

function store() {
  const runner = plainRunner();
  const client = new SSMClient({ region: 'us-east-1' });
  return { runner, store: createParameterStore(client, runner) };
}
const name = (text: string): ParameterName => parseParameterName(text);

describe('put', () => {
  const request = {
    name: name('/a/b'),
    value: new Secret('canary-4711'),
    type: 'String',
    overwrite: true,
  } as const;

  test('sends what is named and nothing else, once, as a write', async () => {
    aws.on(PutParameterCommand).resolves({ Version: 4, Tier: 'Standard' });
    const { store: it, runner } = store();
    expect(await it.put({ ...request, keyId: 'alias/k', tier: undefined, tags: [] })).toEqual({
      version: 4,
      tier: 'Standard',
    });
    expect(aws.call(0).args[0].input).toEqual({
      Name: '/a/b',
      Value: 'canary-4711',
      Type: 'String',
      Overwrite: true,
    });
    expect(runner.calls).toEqual([['put', 'write']]);
  });

  test('sends every field it is given, empty ones too', async () => {
    aws.on(PutParameterCommand).resolves({ Version: 1, Tier: 'Advanced' });
    await store().store.put({
      ...request,
      type: 'SecureString',
      overwrite: false,
      keyId: 'alias/k',
      tier: 'Advanced',
      description: '',
      allowedPattern: '',
      policies: '[]',
      dataType: 'text',
      tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(aws.call(0).args[0].input).toEqual({
      Name: '/a/b',
      Value: 'canary-4711',
      Type: 'SecureString',
      Overwrite: false,
      KeyId: 'alias/k',
      Tier: 'Advanced',
      Description: '',
      AllowedPattern: '',
      Policies: '[]',
      DataType: 'text',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
  });

  test('a refusal that echoes the value does not show it', async () => {
    aws
      .on(PutParameterCommand)
      .rejects(thrown('ValidationException', 'no canary-4711 here', { status: 400 }));
    await expect(store().store.put(request)).rejects.toThrow('Could not write /a/b: no [redacted] here.');
  });

  test('an answer without a version counts as lost', async () => {
    aws.on(PutParameterCommand).resolves({});
    await expect(store().store.put(request)).rejects.toMatchObject({ kind: 'server' });
  });

  test('a signature refused for the clock is sent again once the SDK has corrected it', async () => {
    const late = Object.assign(thrown('InvalidSignatureException', 'Signature expired'), {
      $metadata: { httpStatusCode: 400, clockSkewCorrected: true },
    });
    aws.on(PutParameterCommand).rejectsOnce(late).resolves({ Version: 1 });
    expect(await store().store.put(request)).toEqual({ version: 1, tier: undefined });
    aws.on(PutParameterCommand).rejects(late);
    await expect(store().store.put(request)).rejects.toMatchObject({ kind: 'credentials' });
    expect(aws.calls()).toHaveLength(4);
  });
});

describe('tags', () => {
  test('are read, set and removed under the parameter’s name', async () => {
    aws.on(ListTagsForResourceCommand).resolves({ TagList: [{ Key: 'a', Value: '' }] });
    const { store: it, runner } = store();
    expect(await it.listTags('/a/b')).toEqual([{ Key: 'a', Value: '' }]);
    await it.addTags('/a/b', [{ Key: 'a', Value: 'b' }]);
    await it.removeTags('/a/b', ['c']);
    expect(aws.commandCalls(AddTagsToResourceCommand)[0]?.args[0].input).toEqual({
      ResourceType: 'Parameter',
      ResourceId: '/a/b',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(aws.commandCalls(RemoveTagsFromResourceCommand)[0]?.args[0].input).toEqual({
      ResourceType: 'Parameter',
      ResourceId: '/a/b',
      TagKeys: ['c'],
    });
    expect(runner.calls).toEqual([
      ['list-tags', 'idempotent'],
      ['tag', 'idempotent'],
      ['tag', 'idempotent'],
    ]);
  });

  test('no tags are no call', async () => {
    const { store: it } = store();
    await it.addTags('/a', []);
    await it.removeTags('/a', []);
    expect(aws.calls()).toHaveLength(0);
  });
});

describe('deleteParameters', () => {
  test('says what was deleted and what was gone', async () => {
    aws.on(DeleteParametersCommand).resolves({ DeletedParameters: ['/a', 'R'], InvalidParameters: ['/b'] });
    const { store: it, runner } = store();
    expect(await it.deleteParameters(['/a', '/b', '/R', '/unanswered'])).toEqual({
      deleted: ['/a', '/R'],
      missing: ['/b'],
    });
    expect(runner.calls).toEqual([['delete', 'write']]);
  });

  test.each([0, 11])('refuses %i names', async (count) => {
    const names = Array.from({ length: count }, (_, index) => `/a/${index}`);
    await expect(store().store.deleteParameters(names)).rejects.toThrow(/1 to 10/);
    expect(aws.calls()).toHaveLength(0);
  });
});
