import { CreateAliasCommand, CreateKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import {
  AddTagsToResourceCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import {
  expiredToken,
  type FaultPlan,
  serverError,
  throttled,
  tooManyUpdates,
} from '../../src/local/fault-plan.ts';
import { createBucket } from '../../src/local/throttle.ts';
import { openTestStore, outcome } from './open-store.ts';

const user = 'User: arn:aws:iam::123456789012:user/local is not authorized to perform:';
const parameter = 'arn:aws:ssm:us-east-1:123456789012:parameter';

function openFaulty(faults: FaultPlan) {
  const waited: number[] = [];
  const opened = openTestStore({
    faults,
    random: () => 0.5,
    sleep: async (ms) => {
      waited.push(ms);
    },
  });
  const put = (Name: string, more = {}) =>
    outcome(opened.ssm.send(new PutParameterCommand({ Name, Value: 'secret', Type: 'String', ...more })));
  const get = (Name: string) =>
    outcome(opened.ssm.send(new GetParameterCommand({ Name, WithDecryption: true })));
  return { ...opened, put, get, waited };
}

describe('throttling', () => {
  test('a bucket gives its burst at once, then its rate', () => {
    let time = 0;
    const take = createBucket({ perSecond: 2, burst: 3 }, () => time);
    const taken = () => Array.from({ length: 5 }, take).filter(Boolean).length;
    expect(taken()).toBe(3);
    time = 400;
    expect(taken()).toBe(0);
    time = 500;
    expect(taken()).toBe(1);
    time = 60_000;
    expect(taken()).toBe(3);
  });

  test('a phase changes the rate in the middle', () => {
    let time = 1_000;
    const phases = [
      { afterMs: 0, perSecond: 1, burst: 1 },
      { afterMs: 10_000, perSecond: 10, burst: 5 },
    ];
    const take = createBucket(phases, () => time);
    const taken = () => Array.from({ length: 9 }, take).filter(Boolean).length;
    expect(taken()).toBe(1);
    time += 9_000;
    expect(taken()).toBe(1);
    time += 11_000;
    expect(taken()).toBe(5);
  });

  test('§3 ThrottlingException per family, and counted', async () => {
    const { put, get, advance, kms, store } = openFaulty({
      throttle: { put: { perSecond: 1, burst: 2 }, kms: { perSecond: 1, burst: 1 } },
    });
    const answers = [await put('/a'), await put('/b'), await put('/c')];
    expect(answers).toEqual(['ok', 'ok', 'ThrottlingException: Rate exceeded']);
    expect(await get('/a')).toBe('ok');
    expect(await get('/c')).toBe('ParameterNotFound');
    advance(1_000);
    expect(await put('/c')).toBe('ok');
    const create = () => outcome(kms.send(new CreateKeyCommand({})));
    expect([await create(), await create()]).toEqual([
      'ok',
      'ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    ]);
    expect(store.counts()).toMatchObject({ PutParameter: 4 });
    expect(store.errors()).toMatchObject({ ThrottlingException: 2 });
  });
});

describe('rules', () => {
  test.each([
    ['TooManyUpdates', tooManyUpdates, 'TooManyUpdates'],
    ['throttled', throttled, 'ThrottlingException: Rate exceeded'],
    ['500', serverError, 'InternalServerError'],
    ['expired', expiredToken, 'ExpiredTokenException: The security token included in the request is expired'],
  ])('%s: the first two calls fail and change nothing', async (_what, fault, expected) => {
    const { put, get } = openFaulty({ rules: [{ fault, operations: ['PutParameter'], times: 2 }] });
    expect([await put('/a'), await put('/a')]).toEqual([expected, expected]);
    expect(await get('/a')).toBe('ParameterNotFound');
    expect(await put('/a')).toBe('ok');
  });

  test('skip lets calls pass first; probability asks the given random', async () => {
    const late = openFaulty({ rules: [{ fault: tooManyUpdates, skip: 1, times: 1 }] });
    expect([await late.put('/a'), await late.put('/b'), await late.put('/b')]).toEqual([
      'ok',
      'TooManyUpdates',
      'ok',
    ]);
    const rare = openFaulty({ rules: [{ fault: tooManyUpdates, probability: 0.5 }] });
    expect(await rare.put('/a')).toBe('ok');
    const often = openFaulty({ rules: [{ fault: tooManyUpdates, probability: 0.6 }] });
    expect(await often.put('/a')).toBe('TooManyUpdates');
  });

  test.each([
    ['before', 'ParameterNotFound'],
    ['after', 'ok'],
  ] as const)('a reset %s acting', async (when, found) => {
    const { ssm, get } = openFaulty({
      rules: [{ fault: { kind: 'reset', when }, operations: ['PutParameter'] }],
    });
    const call = ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' }));
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await get('/a')).toBe(found);
  });

  test.each([
    ['before', 'ParameterNotFound'],
    ['after', 'ok'],
  ] as const)('a connection that hangs %s acting ends when the caller gives up', async (when, found) => {
    const { ssm, get } = openFaulty({
      rules: [{ fault: { kind: 'hang', when }, operations: ['PutParameter'] }],
    });
    const controller = new AbortController();
    const call = ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' }), {
      abortSignal: controller.signal,
    });
    const ended = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    setImmediate(() => controller.abort());
    await ended;
    expect(await get('/a')).toBe(found);
  });

  test('latency waits by the given clock', async () => {
    const { put, waited } = openFaulty({ rules: [{ fault: { kind: 'latency', ms: 30, jitterMs: 10 } }] });
    expect(await put('/a')).toBe('ok');
    expect(waited).toEqual([35]);
  });

  test('§2 empty pages with a token before every real page', async () => {
    const { ssm, put } = openFaulty({ rules: [{ fault: { kind: 'empty-page' } }] });
    for (const name of ['/p/a', '/p/b', '/p/c']) await put(name);
    const sizes: number[] = [];
    const names: (string | undefined)[] = [];
    for await (const page of paginateGetParametersByPath({ client: ssm, pageSize: 2 }, { Path: '/p' })) {
      sizes.push(page.Parameters?.length ?? -1);
      names.push(...(page.Parameters ?? []).map((found) => found.Name));
    }
    expect(sizes).toEqual([0, 2, 0, 1]);
    expect(names).toEqual(['/p/a', '/p/b', '/p/c']);
  });
});

describe('§3 denied actions', () => {
  test.each([
    [
      'ssm:PutParameter',
      undefined,
      `AccessDeniedException: ${user} ssm:PutParameter on resource: ${parameter}/x because no identity-based policy allows the ssm:PutParameter action`,
    ],
    [
      'ssm:*',
      true,
      `AccessDeniedException: ${user} ssm:PutParameter on resource: ${parameter}/x with an explicit deny in an identity-based policy`,
    ],
  ])('%s', async (action, explicit, expected) => {
    expect(await openFaulty({ denied: [{ action, explicit }] }).put('/x')).toBe(expected);
  });

  test('each action is separate (D:iam)', async () => {
    const { ssm, put, get } = openFaulty({
      denied: [{ action: 'ssm:GetParameters' }, { action: 'ssm:DescribeParameters' }],
    });
    await put('/x');
    expect(await get('/x')).toBe('ok');
    expect(await outcome(ssm.send(new GetParametersCommand({ Names: ['/x'] })))).toMatch(
      /ssm:GetParameters on resource/,
    );
    expect(await outcome(ssm.send(new DescribeParametersCommand({})))).toMatch(
      /ssm:DescribeParameters on resource: \* because/,
    );
  });

  test('§7 tags on create need ssm:AddTagsToResource, on an ARN with two slashes (R)', async () => {
    const { put, ssm } = openFaulty({ denied: [{ action: 'ssm:AddTagsToResource' }] });
    const Tags = [{ Key: 'a', Value: 'b' }];
    expect(await put('/x', { Tags })).toContain(`ssm:AddTagsToResource on resource: ${parameter}//x because`);
    expect(await put('/x')).toBe('ok');
    const add = new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: '/x', Tags });
    expect(await outcome(ssm.send(add))).toContain('ssm:AddTagsToResource');
  });

  test('§7 a policy of parameter/a/b/* does not cover the path itself, but its form with a slash (D:retr)', async () => {
    const except = `${parameter}/a/b/*`;
    const { ssm } = openFaulty({ denied: [{ action: 'ssm:GetParametersByPath', except }] });
    const read = (Path: string) => outcome(ssm.send(new GetParametersByPathCommand({ Path })));
    expect(await read('/a/b')).toContain(`on resource: ${parameter}/a/b because`);
    expect(await read('/a/b/')).toBe('ok');
  });

  test('kms actions, through SSM and not: the real texts, and never for alias/aws/ssm', async () => {
    const { kms, ssm, put, get, store } = openFaulty({});
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/k', TargetKeyId: KeyMetadata?.KeyId }));
    const secure = { Type: 'SecureString', KeyId: 'alias/k' };
    expect([await put('/x', secure), await put('/default', { Type: 'SecureString' })]).toEqual(['ok', 'ok']);
    store.setFaults({ denied: [{ action: 'kms:*' }] });
    const tail = '\\(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; .*\\)$';
    expect(await get('/x')).toMatch(
      new RegExp(
        `^AccessDeniedException: ${user} kms:Decrypt on the resource associated with this ciphertext because no ` +
          `identity-based policy allows the kms:Decrypt action ${tail}`,
      ),
    );
    for (const [Tier, action] of [
      ['Standard', 'Encrypt'],
      ['Advanced', 'GenerateDataKey'],
    ]) {
      expect(await put('/y', { ...secure, Tier })).toMatch(
        new RegExp(
          `^AccessDeniedException: ${user} kms:${action} on resource: ${KeyMetadata?.Arn} because .* ${tail}`,
        ),
      );
    }
    const Plaintext = Buffer.from('x');
    expect(await outcome(kms.send(new EncryptCommand({ KeyId: 'alias/k', Plaintext })))).toMatch(
      /kms:Encrypt action$/,
    );
    expect(await get('/default')).toBe('ok');
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/x' })))).toBe('ok');
  });

  test('a disabled key, by its alias', async () => {
    const { kms, put, get, store } = openFaulty({});
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/k', TargetKeyId: KeyMetadata?.KeyId }));
    await put('/x', { Type: 'SecureString', KeyId: 'alias/k' });
    store.setFaults({ disabledKeys: ['alias/k'] });
    expect(await get('/x')).toMatch(/^InvalidKeyId: .* is disabled\. \(Service: AWSKMS/);
    store.setFaults();
    expect(await get('/x')).toBe('ok');
  });
});

test('faults reach STS too, in its own form', async () => {
  const { sts } = openFaulty({ rules: [{ fault: expiredToken }] });
  expect(await outcome(sts.send(new GetCallerIdentityCommand({})))).toMatch(/^ExpiredTokenException/);
});

describe('rules behind the one that ended a call', () => {
  test('have not met it: two rules for the first call hit the first and the second', async () => {
    const { put, store } = openFaulty({
      rules: [
        { fault: tooManyUpdates, times: 1 },
        { fault: throttled, times: 1 },
      ],
    });
    expect([await put('/r'), await put('/r'), await put('/r')]).toEqual([
      'TooManyUpdates',
      'ThrottlingException: Rate exceeded',
      'ok',
    ]);
    expect(store.counts().PutParameter).toBe(3);
  });
});

test('a clock of fractions is taken: the tables hold whole milliseconds', async () => {
  const { ssm } = openTestStore({ now: () => 1_790_000_000_000.25 });
  expect(
    await outcome(ssm.send(new PutParameterCommand({ Name: '/t', Value: 'v', Type: 'SecureString' }))),
  ).toBe('ok');
});
