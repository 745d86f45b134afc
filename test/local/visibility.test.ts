import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { openTestStore, outcome } from './open-store.ts';

function openLagging() {
  const opened = openTestStore({ faults: { visibilityDelayMs: 1_000 } });
  const put = (Name: string, Value: string, Overwrite = true) =>
    opened.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));
  const remove = (Name: string) => opened.ssm.send(new DeleteParameterCommand({ Name }));
  const get = async (Name: string) => {
    const answer = opened.ssm.send(new GetParameterCommand({ Name }));
    return (await outcome(answer)) === 'ok' ? (await answer).Parameter?.Value : await outcome(answer);
  };
  const list = async (MaxResults = 10) => {
    const found: (string | undefined)[] = [];
    for (let NextToken: string | undefined; ; ) {
      const page = await opened.ssm.send(
        new GetParametersByPathCommand({ Path: '/v', Recursive: true, MaxResults, NextToken }),
      );
      found.push(...(page.Parameters ?? []).map((entry) => `${entry.Name}=${entry.Value}`));
      if (!page.NextToken) return found;
      NextToken = page.NextToken;
    }
  };
  return { ...opened, put, remove, get, list };
}

describe('§2 Consistency (R): reads lag behind writes', () => {
  test('a create, an update and a delete are seen later', async () => {
    const { put, remove, get, advance } = openLagging();
    expect((await put('/v/a', 'one')).Version).toBe(1);
    expect(await get('/v/a')).toBe('ParameterNotFound');
    advance(999);
    expect(await get('/v/a')).toBe('ParameterNotFound');
    advance(1);
    expect(await get('/v/a')).toBe('one');
    expect((await put('/v/a', 'two')).Version).toBe(2);
    expect(await get('/v/a')).toBe('one');
    expect(await get('/v/a:2')).toMatch(/^ParameterVersionNotFound/);
    advance(1_000);
    expect(await get('/v/a')).toBe('two');
    expect(await get('/v/a:1')).toBe('one');
    await remove('/v/a');
    expect(await get('/v/a')).toBe('two');
    advance(1_000);
    expect(await get('/v/a')).toBe('ParameterNotFound');
  });

  test('writes are not fooled: a second create is refused, versions go on counting', async () => {
    const { put } = openLagging();
    await put('/v/a', 'one', false);
    expect(await outcome(put('/v/a', 'two', false))).toMatch(/^ParameterAlreadyExists/);
    expect((await put('/v/a', 'three')).Version).toBe(2);
  });

  test.each([1, 2, 3])('a stretch of hidden names ends no listing, in pages of %i', async (pageSize) => {
    const { put, list, advance } = openLagging();
    await put('/v/z', 'old');
    advance(1_000);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await put(`/v/${name}`, 'new');
    expect(await list(pageSize)).toEqual(['/v/z=old']);
  });

  test.each([1, 2, 3, 10])('listings show what was there, in pages of %i', async (pageSize) => {
    const { put, remove, list, advance } = openLagging();
    for (const name of ['a', 'c', 'e', 'g']) await put(`/v/${name}`, 'old');
    advance(1_000);
    for (const name of ['b', 'd', 'f', 'h']) await put(`/v/${name}`, 'new');
    await put('/v/c', 'new');
    await remove('/v/a');
    await remove('/v/g');
    expect(await list(pageSize)).toEqual(['/v/a=old', '/v/c=old', '/v/e=old', '/v/g=old']);
    advance(1_000);
    expect(await list(pageSize)).toEqual([
      '/v/b=new',
      '/v/c=new',
      '/v/d=new',
      '/v/e=old',
      '/v/f=new',
      '/v/h=new',
    ]);
  });
});
