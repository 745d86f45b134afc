import { DescribeParametersCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';

/**
 * Why live tags are read by ListTagsForResource, one call each: the arithmetic of docs/quota.md, counted. AWS
 * cuts the pages of DescribeParameters before it filters them, and so does the embedded store.
 */
let server: EmbeddedServer;
let ssm: SSMClient;
const ours = Array.from({ length: 60 }, (_, index) => `/mow/n${index}`);

beforeAll(async () => {
  server = await startEmbeddedServer();
  ssm = server.ssm;
  for (const Name of ours) {
    const Tags = [{ Key: 'team', Value: Name === '/mow/n7' ? 'other' : 'mow' }];
    await ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Tags }));
  }
});
afterAll(() => server.close());

/** Which of the names have the tag, by DescribeParameters; and how many calls that took. */
async function tagged(names: readonly string[]): Promise<{ readonly found: number; readonly calls: number }> {
  let [found, calls] = [0, 0];
  for (let at = 0; at < names.length; at += 50) {
    let NextToken: string | undefined;
    do {
      const page = await ssm.send(
        new DescribeParametersCommand({
          ParameterFilters: [
            { Key: 'Name', Option: 'Equals', Values: names.slice(at, at + 50) },
            { Key: 'tag:team', Values: ['mow'] },
          ],
          MaxResults: 50,
          NextToken,
        }),
      );
      found += page.Parameters?.length ?? 0;
      calls += 1;
      NextToken = page.NextToken;
    } while (NextToken);
  }
  return { found, calls };
}

it('DescribeParameters takes ⌈N/50⌉ × ⌈M/50⌉ calls for N names among M, whoever the M belong to', async () => {
  expect(await tagged(ours)).toEqual({ found: 59, calls: 2 * 2 });
  for (let index = 0; index < 340; index += 1) {
    await ssm.send(new PutParameterCommand({ Name: `/foreign/n${index}`, Value: 'v', Type: 'String' }));
  }
  expect(await tagged(ours)).toEqual({ found: 59, calls: 2 * 8 });
});
