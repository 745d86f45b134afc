import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

const below = ['/mow/backend/a/prod/POSTGRES_A', '/mow/backend/b/prod/POSTGRES_B', '/mow/backend/b/prod/C'];
const beside = ['/mow/backend', '/mow/backendish/x/prod/POSTGRES_X', '/other/x', 'ROOT'];
const args = ['delete-by-path', '--path-prefix', '/mow/backend/'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  for (const name of [...below, ...beside]) await stage.put(name, 'canary');
});
const left = async () => Object.keys(await stage.live()).map((name) => name.replace(/^\/(?=ROOT)/, ''));
const everything = () => [...below, ...beside].toSorted();

describe('which', () => {
  it('below the prefix, at a segment boundary, the prefix itself excluded', async () => {
    const preview = await stage.run(args);
    expect(preview.exitCode).toBe(0);
    expect(preview.stdout).toContain('3 to delete');
    expect(preview.stdout).toContain('/mow/backend is a parameter too');
    expect(stage.writes()).toEqual([]);
    await stage.apply(args);
    expect((await left()).toSorted()).toEqual(beside.toSorted());
    expect(stage.calls.every(({ body }) => body.WithDecryption !== true)).toBe(true);
  });

  it.each([
    ['/mow/back', 0],
    ['/mow/backend/a/prod/POSTGRES', 0],
    ['/mow/backend/b', 2],
    ['/mow/backend/b/', 2],
    ['/nothing/here', 0],
  ])('%s', async (prefix, count) => {
    const result = await stage.apply(['delete-by-path', '--path-prefix', prefix, '--output', 'json']);
    expect(JSON.parse(result.stdout).steps).toHaveLength(count);
    expect(await left()).toHaveLength(7 - count);
  });

  it('--contains is case-sensitive, on the full name, and no pattern', async () => {
    for (const text of ['postgres', '.*', 'POSTGRES_B '])
      expect((await stage.run([...args, '--contains', text])).stdout).toContain('Nothing is there.');
    await stage.apply([...args, '--contains', 'b/prod/POSTGRES']);
    expect(await left()).not.toContain(below[1]);
    expect(await left()).toHaveLength(6);
  });

  it('--print-names lists every name, one a line', async () => {
    const { stdout } = await stage.run([...args, '--print-names']);
    expect(below.every((name) => stdout.split('\n').some((line) => line.includes(`- ${name}`)))).toBe(true);
  });
});

describe('confirmation', () => {
  const question = /Delete 3 parameters in account 000000000000, us-east-1\? Type yes to go on: /;

  it.each(['yes', 'y', 'YES', ' yes '])('on a terminal, %j deletes', async (answer) => {
    const { exitCode, stderr } = await stage.apply(args, { stdin: keyboard(`${answer}\r`) });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(question);
    expect(await left()).toHaveLength(4);
  });

  it.each([
    ['no', ['no\r'], 4],
    ['Return', ['\r'], 4],
    ['anything else', ['/mow/backend\r'], 4],
    ['yes and more', ['yes please\r'], 4],
    ['Ctrl-D', ['\u0004'], 4],
    ['yes and Ctrl-D', ['ye\u0004'], 4],
    ['Ctrl-C', ['yes\u0003'], 130],
  ])('on a terminal, %s deletes nothing', async (_what, typed, code) => {
    const { exitCode, stderr } = await stage.apply(args, { stdin: keyboard(...typed) });
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(question);
    expect(stage.writes()).toEqual([]);
    expect((await left()).toSorted()).toEqual(everything());
  });

  it('shows the plan before it asks, and apart from the result', async () => {
    const stdin = keyboard('no\r');
    const { stdout, stderr } = await stage.apply([...args, '--output', 'json'], { stdin });
    expect(stdout).toBe('');
    expect(stderr.indexOf(below[0] ?? '?')).toBeLessThan(stderr.search(question));
  });

  it('--yes is the answer, but never applies', async () => {
    const stdin = keyboard();
    expect((await stage.run([...args, '--yes'], { stdin })).stdout).toContain('Dry run');
    expect(stage.writes()).toEqual([]);
    const { exitCode, stderr } = await stage.apply([...args, '--yes'], { stdin });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await left()).toHaveLength(4);
  });

  it.each([
    ['DRY_RUN=0', [], { DRY_RUN: '0' }],
    ['--apply', ['--apply'], {}],
    ['--no-dry-run', ['--no-dry-run'], {}],
  ])('without a terminal %s is it', async (_what, flags, env) => {
    const { exitCode, stderr } = await stage.run([...args, ...flags], { env: env as Record<string, string> });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await left()).toHaveLength(4);
  });

  it.each(['/mow/backend', '/other', 'yes'])(
    '--confirm %s is no answer where none is needed',
    async (name) => {
      const { exitCode, stderr } = await stage.apply([...args, '--confirm', name], {
        stdin: keyboard('no\r'),
      });
      expect(exitCode).toBe(4);
      expect(stderr).toMatch(question);
      expect(stage.writes()).toEqual([]);
    },
  );

  it('is not asked for one, nor for none', async () => {
    const stdin = keyboard('no\r');
    expect((await stage.apply([...args, '--contains', 'nothing'], { stdin })).exitCode).toBe(0);
    expect((await stage.apply([...args, '--contains', 'prod/C'], { stdin })).exitCode).toBe(0);
    expect(await left()).toHaveLength(6);
  });
});

describe('a prefix near the root', () => {
  const wrong = [
    [],
    ['--yes'],
    ['--confirm', ''],
    ['--confirm', 'mow'],
    ['--confirm', '/MOW'],
    ['--confirm', '/mow/backend'],
    ['--confirm', '/'],
    ['--confirm', '//'],
    ['--confirm', 'yes'],
    ['--confirm', '/mow ', '--yes'],
  ];
  const near = ['delete-by-path', '--path-prefix', '/mow'];

  it.each(wrong)('/mow is not deleted with %j %j %j', async (...flags) => {
    for (const stdin of [undefined, keyboard('yes\r')]) {
      const { exitCode, stderr } = await stage.apply([...near, ...flags], { stdin });
      expect(exitCode).toBe(4);
      expect(stderr).toContain('Add --confirm /mow');
    }
    expect(stage.writes()).toEqual([]);
    expect((await left()).toSorted()).toEqual(everything());
  });

  it.each(['/mow', '/mow/'])('/mow needs it spelled out: %s', async (spelled) => {
    expect((await stage.run(near)).stdout).toContain('--confirm /mow');
    const { exitCode } = await stage.apply([...near, '--confirm', spelled], { stdin: keyboard('no\r') });
    expect(exitCode).toBe(0);
    expect((await left()).toSorted()).toEqual(['/other/x', 'ROOT']);
  });

  it('also for a single parameter', async () => {
    const one = ['delete-by-path', '--path-prefix', '/other'];
    expect((await stage.apply(one)).exitCode).toBe(4);
    expect((await stage.apply([...one, '--confirm', '/other'])).exitCode).toBe(0);
  });

  it('/ is everything, root names included', async () => {
    const all = ['delete-by-path', '--path-prefix', '/'];
    for (const flags of [[], ['--yes'], ['--confirm', ''], ['--confirm', '/mow']])
      expect((await stage.apply([...all, ...flags])).exitCode).toBe(4);
    expect((await stage.apply([...all, '--confirm', '/'])).exitCode).toBe(0);
    expect(await left()).toEqual([]);
  });
});

describe('many', () => {
  it('1,005 take 101 calls, and what vanished meanwhile is reported', async () => {
    for (let index = 0; index < 1002; index += 1) await stage.put(`/mow/backend/many/prod/K${index}`);
    const preview = await stage.run([...args, '--output', 'json']);
    expect(JSON.parse(preview.stdout)).toMatchObject({ calls: { DeleteParameters: 101 } });
    stage.forget();
    const { exitCode, stdout } = await stage.apply([...args, '--output', 'json']);
    expect(exitCode).toBe(0);
    expect(stage.writes()).toEqual(Array.from({ length: 101 }, () => 'DeleteParameters'));
    expect(JSON.parse(stdout).totals).toMatchObject({ applied: 1005, failed: 0, stale: 0 });
    expect((await left()).toSorted()).toEqual(beside.toSorted());
  });

  it('what vanished between the read and the call is said, and the rest is deleted', async () => {
    let gone = false;
    stage.onCall(async (operation) => {
      if (operation !== 'DeleteParameters' || gone) return;
      gone = true;
      await stage.ssm.send(new DeleteParameterCommand({ Name: below[0] }));
    });
    const { exitCode, stdout } = await stage.apply(args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('was already gone');
    expect((await left()).toSorted()).toEqual(beside.toSorted());
  });

  it('what may not be deleted is said, and the rest is deleted', async () => {
    const resource = `arn:aws:ssm:us-east-1:000000000000:parameter${below[0]}`;
    stage.store.setFaults({ denied: [{ action: 'ssm:DeleteParameters', resource }] });
    const { exitCode, stdout } = await stage.apply(args);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 applied, 0 unchanged, 1 failed');
    expect(stdout).toContain('ssm:DeleteParameters');
    expect(await left()).toContain(below[0]);
  });
});

it.each([
  [['delete-by-path']],
  [['delete-by-path', '--path-prefix', '']],
  [['delete-by-path', '--path-prefix', 'mow']],
  [['delete-by-path', '--path-prefix', '/mow//backend']],
  [['delete-by-path', '--path-prefix', '/mow/backend/*']],
  [['delete-by-path', '--path-prefix', '//']],
  [[...args, '--offline']],
  [[...args, '--dry-run']],
  [[...args, 'extra']],
])('%j with --apply is refused before anything is sent', async (given) => {
  const { exitCode, stdout } = await stage.apply(given);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stage.calls).toEqual([]);
});
