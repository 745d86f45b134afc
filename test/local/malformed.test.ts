import fc from 'fast-check';
import { expect, test } from 'vitest';
import { body, targets } from './generated-requests.ts';
import { openTestStore } from './open-store.ts';

test('300 generated requests: an answer below 500 each, in JSON, and the store goes on working', async () => {
  const { store, internalErrors } = openTestStore();
  const authorization = 'AWS4-HMAC-SHA256 Credential=A/20260115/us-east-1/ssm/aws4_request, Signature=0';
  const send = async (target: string, text: string) =>
    store.dispatch({
      method: 'POST',
      path: '/',
      headers: { authorization, 'x-amz-target': target },
      body: Buffer.from(text),
    });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), body, async (target, text) => {
      const answer = await send(target, text);
      expect([200, 400]).toContain(answer.status);
      expect(() => JSON.parse(Buffer.from(answer.body).toString())).not.toThrow();
    }),
    { numRuns: 300 },
  );
  expect(internalErrors).toEqual([]);
  const put = await send('AmazonSSM.PutParameter', '{"Name":"/after/all","Value":"v","Type":"SecureString"}');
  expect(put.status).toBe(200);
});
