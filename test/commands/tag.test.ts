import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { tagResourceTypes } from '../../src/core/tag/resource-type.ts';
import { cli } from '../support/run-cli.ts';
import { keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

const [a, b] = ['/mow/backend/db/prod/A', '/mow/backend/db/prod/B'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put(a);
  await stage.put(b);
});

describe('tag', () => {
  it('previews, and then writes what was announced', async () => {
    await stage.tagged(a, { X: '1' });
    const args = ['tag', '--tag', 'X=1', '--tag', 'Y=2', '--', a, b];
    const preview = await stage.run(args);
    expect(preview.exitCode).toBe(0);
    expect(preview.stdout).toContain('2 to retag');
    expect(preview.stdout).toContain('2 AddTagsToResource');
    expect(stage.writes()).toEqual([]);
    const { stdout } = await stage.apply(args);
    expect(stdout).toContain('2 applied');
    expect(stage.writes()).toEqual(['AddTagsToResource', 'AddTagsToResource']);
  });

  it('writes only what is missing or different', async () => {
    await stage.tagged(a, { X: '1', Other: 'o' });
    await stage.apply(['tag', '--tag', 'X=1', '--tag', 'Y=2', '--', a, b]);
    expect(stage.writes()).toEqual(['AddTagsToResource', 'AddTagsToResource']);
    const sent = stage.calls.filter(({ operation }) => operation === 'AddTagsToResource');
    expect(sent.find(({ body }) => body.ResourceId === a)?.body.Tags).toEqual([{ Key: 'Y', Value: '2' }]);
    expect(await stage.tagsOf(a)).toEqual({ X: '1', Y: '2', Other: 'o' });
    expect(await stage.tagsOf(b)).toEqual({ X: '1', Y: '2' });
    stage.forget();
    const again = await stage.apply(['tag', '--tag', 'X=1', '--tag', 'Y=2', '--', a, b]);
    expect(again.stdout).toContain('2 unchanged');
    expect(stage.writes()).toEqual([]);
  });

  it('needs nothing but the tag actions, and reads no value', async () => {
    await stage.apply(['tag', '--tag', 'X=1', '--', a]);
    expect(stage.calls.map(({ operation }) => operation)).toEqual([
      'ListTagsForResource',
      'AddTagsToResource',
    ]);
  });

  it('prunes only when asked, and never asks about it', async () => {
    for (const name of [a, b]) await stage.tagged(name, { X: '1', Old: '1' });
    await stage.apply(['tag', '--tag', 'X=1', '--', a]);
    expect(await stage.tagsOf(a)).toEqual({ X: '1', Old: '1' });
    const { exitCode, stderr } = await stage.run(
      ['tag', '--apply', '--prune-tags', '--tag', 'X=1', '--', a, b],
      {
        stdin: keyboard('no\r'),
      },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await stage.tagsOf(a)).toEqual({ X: '1' });
    expect(await stage.tagsOf(b)).toEqual({ X: '1' });
  });

  it('refuses a parameter that is not there, and sends nothing', async () => {
    const args = ['tag', '--tag', 'X=1', '--', a, '/mow/missing'];
    const preview = await stage.run(args);
    expect(preview.exitCode).toBe(1);
    expect(preview.stdout).toContain('refused: does not exist');
    const refused = await stage.apply(['tag', ...args.slice(1)]);
    expect(refused.exitCode).toBe(1);
    expect(stage.writes()).toEqual([]);
    const rest = await stage.apply(['tag', '--skip-refused', ...args.slice(1)]);
    expect(rest.exitCode).toBe(0);
    expect(await stage.tagsOf(a)).toEqual({ X: '1' });
  });

  it('--print-keys names what is unchanged, one a line', async () => {
    for (const name of [a, b]) await stage.tagged(name, { X: '1' });
    expect((await stage.run(['tag', '--tag', 'X=1', '--', a, b])).stdout).not.toContain(a);
    const { stdout } = await stage.run(['tag', '--tag', 'X=1', '--print-keys', '--', a, b]);
    expect(stdout.split('\n').filter((line) => line.includes('/mow/'))).toHaveLength(2);
  });

  it('--explain says which layer set each tag', async () => {
    const { stderr } = await stage.run(['tag', '--tag', 'X=1', '--name-tag', 'n', '--explain', '--', a]);
    expect(stderr).toMatch(/Name.*--name-tag/);
    expect(stderr).toMatch(/X.*--tag/);
  });
});

describe('where the names come from', () => {
  it.each([
    ['nothing', [], `${a}\n${b}\n`],
    ['-', ['-'], `${a}\n${b}\n`],
    ['- after --', ['--', '-'], `${a}\n${b}`],
    ['blank lines, blanks and CRLF', [], `\r\n${a}\r\n\r\n  ${b} \r\n`],
    ['one name twice', [], `${a}\n${a}\n${b}\n`],
  ])('standard input: %s', async (_what, ids, stdin) => {
    const args = ['tag', '--apply', '--tag', 'X=1', '--output', 'json', ...ids];
    const { stdout } = await stage.run(args, { stdin });
    expect(JSON.parse(stdout).steps).toMatchObject([{ name: a }, { name: b }]);
  });

  it('one root parameter under both its names is one', async () => {
    await stage.put('ROOT');
    const args = ['tag', '--apply', '--tag', 'X=1', '--output', 'json', '--', 'ROOT', '/ROOT'];
    expect(JSON.parse((await stage.run(args)).stdout).steps).toHaveLength(1);
  });

  it.each<[string, readonly string[], string]>([
    ['no names', [], ''],
    ['a bad name', ['--', 'a/b'], ''],
    ['a bad name on standard input', [], `${a}\nnot a name\n`],
    ['an unknown resource type', ['--resource-type', 'Instance', '--', a], ''],
  ])('refuses %s before anything is sent', async (_what, more, stdin) => {
    const { exitCode, stdout } = await stage.apply(['tag', '--tag', 'X=1', ...more], { stdin });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stage.calls).toEqual([]);
  });

  it('refuses to tag with nothing, and to prune all', async () => {
    for (const more of [[], ['--prune-tags']]) {
      const { exitCode } = await stage.apply(['tag', ...more, '--', a]);
      expect(exitCode).toBe(2);
    }
    expect(stage.calls).toEqual([]);
  });

  it('does not wait for a terminal to name them', async () => {
    const { exitCode } = await stage.run(['tag', '--tag', 'X=1'], { stdin: keyboard(`${a}\r`) });
    expect(exitCode).toBe(2);
  });
});

describe('--resource-type', () => {
  it.each(tagResourceTypes)('%s is what is asked for, in every call', async (type) => {
    const asked: { operation: string; body: Record<string, unknown> }[] = [];
    const server = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
        asked.push({ operation, body: JSON.parse(Buffer.concat(chunks).toString()) });
        answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        answer.end(operation === 'ListTagsForResource' ? '{"TagList":[{"Key":"Old","Value":"1"}]}' : '{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const id = type === 'Parameter' ? a : 'mi-0123456789abcdef0';
      const args = ['tag', '--apply', '--resource-type', type, '--tag', 'X=1', '--prune-tags', '--', id];
      const { exitCode, stderr } = await cli(args, {
        env: {
          AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'example',
        },
      });
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(asked.map(({ operation }) => operation)).toEqual([
        'ListTagsForResource',
        'RemoveTagsFromResource',
        'AddTagsToResource',
      ]);
      for (const { body } of asked) expect(body).toMatchObject({ ResourceType: type, ResourceId: id });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
