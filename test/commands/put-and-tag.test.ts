import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const name = '/mow/backend/db/prod/X';
const commands = ['put-and-tag', 'put-secure-and-tag'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

/** A layer file in the working directory; answers its name. */
function layer(file: string, tags: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
  writeFileSync(join(stage.cwd, file), text);
  return file;
}
const args = (command: string, ...more: readonly string[]) => [
  command,
  '--name',
  name,
  '--value',
  'v',
  ...more,
];
const apply = (command: string, ...more: readonly string[]) => stage.apply(args(command, ...more));

describe.each(commands)('%s', (command) => {
  it('creates with its tags in one call', async () => {
    const { exitCode, stdout } = await apply(command, '-f', layer('a.json', { A: '1', B: '1' }));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('created v1');
    expect(await stage.tagsOf(name)).toEqual({ A: '1', B: '1' });
    expect(stage.writes()).toEqual(['PutParameter']);
  });

  it('overwrites and then tags, and leaves other tags', async () => {
    await stage.put(name, 'old', { Type: command.includes('secure') ? 'SecureString' : 'String' });
    await stage.tagged(name, { Other: 'x', A: '0' });
    const preview = await stage.run(args(command, '--tag', 'A=1', '--tag', 'B=2'));
    expect(preview.stdout).toContain('update v1 → v2: value, 2 tags set');
    expect(preview.stdout).toContain('1 PutParameter, 1 AddTagsToResource');
    expect(stage.writes()).toEqual([]);
    await apply(command, '--tag', 'A=1', '--tag', 'B=2');
    expect(stage.writes()).toEqual(['PutParameter', 'AddTagsToResource']);
    expect(await stage.tagsOf(name)).toEqual({ Other: 'x', A: '1', B: '2' });
  });

  it('writes tags alone when the value is the same, and only those that differ', async () => {
    await apply(command, '--tag', 'A=1', '--tag', 'B=1');
    stage.forget();
    const { stdout } = await apply(command, '--tag', 'A=1', '--tag', 'B=2');
    expect(stdout).toContain('retagged (1 tag set, 0 removed)');
    expect(stage.writes()).toEqual(['AddTagsToResource']);
    const sent = stage.calls.find(({ operation }) => operation === 'AddTagsToResource');
    expect(sent?.body.Tags).toEqual([{ Key: 'B', Value: '2' }]);
    expect((await stage.live())[name]?.version).toBe(1);
    expect((await apply(command, '--tag', 'A=1')).stdout).toContain('1 unchanged');
  });

  it('prunes only when asked', async () => {
    await apply(command, '--tag', 'A=1', '--tag', 'B=1');
    await apply(command, '--tag', 'A=1', '--prune-tags');
    expect(await stage.tagsOf(name)).toEqual({ A: '1' });
  });
});

describe('layers', () => {
  it('the last wins: files in their order, then --tag, then --name-tag', async () => {
    const files = [
      ...['-f', layer('a.json', { A: 'a', B: 'a', C: 'a', Name: 'a' })],
      ...['--file', layer('b.json', { B: 'b', C: 'b', Name: 'b' })],
    ];
    const flags = [
      ...files,
      '--name-tag',
      'named',
      '--tag',
      '{"Key":"C","Value":"flag"}',
      '--tag',
      'Name=flag',
    ];
    const { stderr } = await apply('put-and-tag', ...flags, '--explain');
    expect(await stage.tagsOf(name)).toEqual({ A: 'a', B: 'b', C: 'flag', Name: 'named' });
    for (const words of ['a.json', 'b.json', '--tag', '--name-tag']) expect(stderr).toContain(words);
    expect((await apply('put-and-tag', ...files)).stdout).toContain('2 tags set');
    await apply('put-and-tag', ...files.slice(2), ...files.slice(0, 2));
    expect(await stage.tagsOf(name)).toEqual({ A: 'a', B: 'a', C: 'a', Name: 'a' });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['{"Key":"k","Value":"v"}', { k: 'v' }],
    [' { "Key" : "k" , "Value" : "a=b" } ', { k: 'a=b' }],
    ['k=v', { k: 'v' }],
    ['k=a=b', { k: 'a=b' }],
    ['k=', { k: '' }],
    ['a b=c d', { 'a b': 'c d' }],
  ])('--tag %s', async (text, tags) => {
    expect((await apply('put-and-tag', '--tag', text)).exitCode).toBe(0);
    expect(await stage.tagsOf(name)).toEqual(tags);
  });

  it.each([
    ['--tag', 'k'],
    ['--tag', '=v'],
    ['--tag', ''],
    ['--tag', '{"Key":"k"}'],
    ['--tag', '{"Key":"k","Value":1}'],
    ['--tag', '{"Key":"k","Value":"v","x":1}'],
    ['--tag', '{"Key":"k","Value":"v"},{"Key":"l","Value":"v"}'],
    ['--tag', '[{"Key":"k","Value":"v"}]'],
    ['--tag', '{"Key":"k"'],
    ['--tag', 'aws:x=1'],
    ['--tag', 'k=a;b'],
    ['--tag', `${'k'.repeat(129)}=v`],
    ['--tag', `k=${'v'.repeat(257)}`],
    ['--name-tag', 'a;b'],
    ['-f', 'missing.json'],
    ['-f', 'broken.json'],
    ['-f', 'object.json'],
  ])('%s %s is refused before anything is sent', async (flag, text) => {
    writeFileSync(join(stage.cwd, 'broken.json'), '[{"Key":"k","Value":"canary"');
    writeFileSync(join(stage.cwd, 'object.json'), '{"Key":"k","Value":"canary"}');
    const { exitCode, stdout, stderr } = await apply('put-and-tag', flag, text);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('canary');
    expect(stage.calls).toEqual([]);
  });

  it('refuses 51 tags, and those that would be 51 with the live ones', async () => {
    const many = (count: number, prefix: string) =>
      layer(
        `${prefix}.json`,
        Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, '1'])),
      );
    expect((await apply('put-and-tag', '-f', many(51, 'a'))).exitCode).toBe(2);
    await apply('put-and-tag', '-f', many(30, 'b'));
    const both = await apply('put-and-tag', '-f', many(21, 'c'));
    expect(both.exitCode).toBe(1);
    expect(both.stdout).toContain('would have 51 tags');
  });

  it('are written whole where they cannot be read, and nothing is pruned then', async () => {
    await apply('put-and-tag', '--tag', 'A=1');
    stage.store.setFaults({ denied: [{ action: 'ssm:ListTagsForResource' }] });
    const { exitCode, stdout } = await apply('put-and-tag', '--tag', 'A=1');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ssm:ListTagsForResource is denied');
    const prune = await apply('put-and-tag', '--tag', 'A=1', '--prune-tags');
    expect(prune.exitCode).toBe(1);
    expect(prune.stdout).toContain('refused');
  });

  it('a value that was written without its tags is told, and the next run does the rest', async () => {
    await stage.put(name, 'old');
    stage.store.setFaults({ denied: [{ action: 'ssm:AddTagsToResource' }] });
    const { exitCode, stdout } = await apply('put-and-tag', '--tag', 'A=1');
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain('the value was written (v2)');
    stage.store.setFaults();
    expect((await apply('put-and-tag', '--tag', 'A=1')).stdout).toContain('retagged');
    expect(await stage.tagsOf(name)).toEqual({ A: '1' });
  });
});

it.each(commands)('%s --print-keys names what is unchanged', async (command) => {
  await apply(command);
  expect((await apply(command, '--print-keys')).stdout).toContain(name);
});
