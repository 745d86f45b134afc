import { describe, expect, test } from 'vitest';
import type { AwsRequest } from '../../src/local/wire.ts';
import { openTestStore } from './open-store.ts';

const { store, now } = openTestStore();
const authorization =
  'AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/ssm/aws4_request, SignedHeaders=host, Signature=00';

async function send(target: string | undefined, body: string | Uint8Array, more: Partial<AwsRequest> = {}) {
  const answer = await store.dispatch({
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      authorization,
      ...(target === undefined ? {} : { 'x-amz-target': target }),
    },
    body: typeof body === 'string' ? Buffer.from(body) : body,
    ...more,
  });
  return { ...answer, text: Buffer.from(answer.body).toString('utf8') };
}

describe('§9 requests', () => {
  test.each([
    ['bad JSON', 'AmazonSSM.GetParameter', '{', 400, 'SerializationException'],
    ['not UTF-8', 'AmazonSSM.GetParameter', Buffer.from([0x22, 0xff, 0x22]), 400, 'SerializationException'],
    ['a list', 'AmazonSSM.GetParameter', '[]', 400, 'SerializationException'],
    ['null', 'AmazonSSM.GetParameter', 'null', 400, 'SerializationException'],
    ['a number for a string', 'AmazonSSM.GetParameter', '{"Name":1}', 400, 'SerializationException'],
    [
      'a string for a boolean',
      'AmazonSSM.GetParameter',
      '{"Name":"/a","WithDecryption":"yes"}',
      400,
      'SerializationException',
    ],
    [
      'a string for an integer',
      'AmazonSSM.DescribeParameters',
      '{"MaxResults":"5"}',
      400,
      'SerializationException',
    ],
    ['a string for a list', 'AmazonSSM.GetParameters', '{"Names":"/a"}', 400, 'SerializationException'],
    [
      'a lone surrogate',
      'AmazonSSM.PutParameter',
      '{"Name":"/a","Value":"\\ud800","Type":"String"}',
      400,
      'SerializationException',
    ],
    ['bad base64', 'TrentService.Decrypt', '{"CiphertextBlob":"*"}', 400, 'SerializationException'],
    ['an unknown operation', 'AmazonSSM.Nope', '{}', 400, 'UnknownOperationException'],
    ['an unknown service', 'AmazonS4.GetParameter', '{}', 400, 'UnknownOperationException'],
    ['an inherited name', 'AmazonSSM.constructor', '{}', 400, 'UnknownOperationException'],
    ['no target', undefined, '{}', 400, 'UnknownOperationException'],
    ['an empty body is {}', 'AmazonSSM.GetParameter', '', 400, 'ValidationException'],
  ])('%s', async (_what, target, body, status, code) => {
    const answer = await send(target, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).__type).toBe(code);
  });

  test('an empty body and unknown members are fine', async () => {
    expect((await send('AmazonSSM.DescribeParameters', '')).text).toBe('{"Parameters":[]}');
    expect((await send('AmazonSSM.DescribeParameters', '{"Foo":{"Bar":1},"Filters":null}')).status).toBe(200);
  });

  test('GET is no operation', async () => {
    expect((await send('AmazonSSM.GetParameter', '', { method: 'GET' })).status).toBe(400);
  });

  test('no authorization: MissingAuthenticationTokenException, nothing done', async () => {
    const headers = { 'x-amz-target': 'AmazonSSM.PutParameter' };
    const answer = await send('', '{"Name":"/unsigned","Value":"v","Type":"String"}', { headers });
    expect(JSON.parse(answer.text)).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
    expect((await send('AmazonSSM.GetParameter', '{"Name":"/unsigned"}')).text).toBe(
      '{"__type":"ParameterNotFound"}',
    );
  });

  test('STS: an unknown action and a missing signature are XML errors', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...form, authorization };
    const unknown = await send(undefined, 'Action=AssumeRole', { headers });
    expect(unknown.text).toContain('<Code>InvalidAction</Code>');
    const unsigned = await send(undefined, 'Action=GetCallerIdentity', { headers: form });
    expect(unsigned.text).toContain('<Code>MissingAuthenticationTokenException</Code>');
  });
});

describe('§9 answers', () => {
  test('headers, absent members, time as epoch seconds with a fraction', async () => {
    await send('AmazonSSM.PutParameter', '{"Name":"/w","Value":"v","Type":"String"}');
    const answer = await send('AmazonSSM.GetParameter', '{"Name":"/w"}');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      date: new Date(now()).toUTCString(),
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.parse(answer.text)).toEqual({
      Parameter: {
        Name: '/w',
        Type: 'String',
        Value: 'v',
        Version: 1,
        LastModifiedDate: now() / 1000,
        ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/w',
        DataType: 'text',
      },
    });
  });

  test.each([
    [
      'Message for these',
      'AmazonSSM.DescribeParameters',
      '{"NextToken":"x"}',
      { __type: 'InvalidNextToken', Message: expect.any(String) },
    ],
    [
      'message for the others',
      'AmazonSSM.PutParameter',
      '{"Name":"/w","Value":"v","Type":"String"}',
      { __type: 'ParameterAlreadyExists', message: expect.any(String) },
    ],
    ['no message at all', 'AmazonSSM.DeleteParameter', '{"Name":"/none"}', { __type: 'ParameterNotFound' }],
  ])('%s', async (_what, target, body, expected) => {
    expect(JSON.parse((await send(target, body)).text)).toEqual(expected);
  });

  test('several broken constraints are told together, a value never', async () => {
    const answer = await send(
      'AmazonSSM.PutParameter',
      JSON.stringify({ Value: 'secret'.repeat(6000), Tier: 'X' }),
    );
    expect(JSON.parse(answer.text).message).toBe(
      "3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; " +
        "Value at 'value' failed to satisfy constraint: Member must have length less than or equal to 32768; " +
        "Value 'X' at 'tier' failed to satisfy constraint: Member must satisfy enum value set: [Standard, Advanced, " +
        'Intelligent-Tiering]',
    );
  });

  test('requests are counted, the refused ones too', async () => {
    const own = openTestStore().store;
    const request = (body: string): AwsRequest => ({
      method: 'POST',
      path: '/',
      headers: { authorization, 'x-amz-target': 'AmazonSSM.GetParameter' },
      body: Buffer.from(body),
    });
    await own.dispatch(request('{"Name":"/x"}'));
    await own.dispatch(request('{'));
    expect(own.counts()).toEqual({ GetParameter: 2 });
    expect(own.errors()).toEqual({ ParameterNotFound: 1, SerializationException: 1 });
  });
});
