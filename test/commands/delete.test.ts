import { beforeEach, describe, expect, it } from 'vitest';
import { keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

const name = '/mow/backend/postgres/stage/POSTGRES_DB';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put(name, 'canary', { Type: 'SecureString' });
  await stage.put('/mow/backend/postgres/stage/OTHER');
  await stage.tagged(name, { Owner: 'data', Name: 'x y' });
});
const args = ['delete', '--name', name];
const operations = () => stage.calls.map(({ operation }) => operation);
const isThere = async () => name in (await stage.live());

describe('the preview', () => {
  it('shows type, version, ARN and last modified', async () => {
    const { stdout, exitCode } = await stage.run(args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/delete SecureString, v1, modified \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/);
    expect(stdout).toContain(`arn:aws:ssm:us-east-1:000000000000:parameter${name}`);
    expect(stdout).toContain('Dry run: nothing was changed.');
    expect(stdout).not.toMatch(/Owner|canary/);
    expect(stage.writes()).toEqual([]);
    expect(await isThere()).toBe(true);
  });

  it.each<[readonly string[], boolean]>([
    [['--print-tags'], true],
    [['--print-tags', '1'], true],
    [['--print-tags=1'], true],
    [['--print-tags', '0'], false],
    [[], false],
  ])('%j', async (flags, shown) => {
    const { stdout } = await stage.run([...args, ...flags]);
    expect(stdout.includes('tag Owner=data')).toBe(shown);
    expect(stdout.includes('tag Name=x y')).toBe(shown);
    expect(operations().includes('ListTagsForResource')).toBe(shown);
  });

  it('says that there are no tags, or that they may not be read', async () => {
    const bare = ['delete', '--name', '/mow/backend/postgres/stage/OTHER', '--print-tags', '1'];
    expect((await stage.run(bare)).stdout).toContain('no tags');
    stage.store.setFaults({ denied: [{ action: 'ssm:ListTagsForResource' }] });
    const { stdout, exitCode } = await stage.run([...args, '--print-tags', '1']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('delete SecureString');
    expect(stdout).toContain('ssm:ListTagsForResource is denied');
    expect((await stage.apply([...args, '--print-tags', '1'])).exitCode).toBe(0);
    expect(await isThere()).toBe(false);
  });

  it('has everything in JSON', async () => {
    const { steps } = JSON.parse((await stage.run([...args, '--print-tags', '--output', 'json'])).stdout);
    expect(steps).toEqual([
      {
        name,
        kind: 'delete',
        type: 'SecureString',
        fromVersion: 1,
        arn: expect.stringContaining(name),
        lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
        tags: expect.arrayContaining([{ Key: 'Owner', Value: 'data' }]),
      },
    ]);
  });

  it('needs no key, and one way of reading', async () => {
    for (const allowed of ['GetParameter', 'GetParameters', 'GetParametersByPath']) {
      const others = ['GetParameter', 'GetParameters', 'GetParametersByPath', 'DescribeParameters']
        .filter((operation) => operation !== allowed)
        .map((operation) => ({ action: `ssm:${operation}` }));
      stage.store.setFaults({ denied: [...others, { action: 'kms:*' }] });
      expect((await stage.run(args)).stdout).toContain('delete SecureString, v1');
    }
    expect(stage.calls.every(({ body }) => body.WithDecryption !== true)).toBe(true);
  });
});

describe('applying', () => {
  it('deletes that one and never asks', async () => {
    const { exitCode, stdout, stderr } = await stage.apply(args, { stdin: keyboard('no\r') });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('1 applied');
    expect(stage.writes()).toEqual(['DeleteParameters']);
    expect(Object.keys(await stage.live())).toEqual(['/mow/backend/postgres/stage/OTHER']);
  });

  it.each(['DRY_RUN=1', '--yes', '--confirm', '--skip-refused', '--exit-code'])(
    '%s alone never applies',
    async (what) => {
      const given = what === 'DRY_RUN=1' ? [] : what === '--confirm' ? [what, name] : [what];
      const env: Record<string, string> = what === 'DRY_RUN=1' ? { DRY_RUN: '1' } : {};
      const { exitCode } = await stage.run([...args, ...given], { env });
      expect(exitCode).toBe(what === '--exit-code' ? 3 : 0);
      expect(stage.writes()).toEqual([]);
    },
  );

  it('refuses what is not there', async () => {
    const missing = ['delete', '--name', '/mow/backend/postgres/stage/MISSING'];
    for (const run of [stage.run, stage.apply]) {
      const { exitCode, stdout } = await run(missing);
      expect(exitCode).toBe(1);
      expect(stdout).toContain('refused: does not exist');
    }
    expect(stage.writes()).toEqual([]);
  });

  it('leaves alone what moved meanwhile', async () => {
    let reads = 0;
    stage.onCall(async (operation) => {
      if (operation !== 'GetParameters') return;
      reads += 1;
      if (reads === 2) await stage.put(name, 'newer', { Type: 'SecureString', Overwrite: true });
    });
    const { exitCode, stdout } = await stage.apply(args);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('stale');
    expect(await isThere()).toBe(true);
  });

  it('says which action is missing', async () => {
    stage.store.setFaults({ denied: [{ action: 'ssm:DeleteParameter*' }] });
    const { exitCode, stdout } = await stage.apply(args);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('ssm:DeleteParameters');
    expect(await isThere()).toBe(true);
  });
});

it.each([
  [['delete']],
  [['delete', '--name', '']],
  [['delete', '--name', '/mow/']],
  [['delete', '--name', '/mow/*']],
  [['delete', '--name', name, '--print-tags', '2']],
  [['delete', '--name', name, '--print-tags', 'yes']],
  [['delete', '--name', name, 'extra']],
  [['delete', '--name', name, '--offline']],
  [['delete', '--name', name, '--backup', '']],
  [['delete', '--name', name, '--backup', '-']],
])('%j is refused before anything is sent', async (wrong) => {
  const { exitCode, stdout } = await stage.apply(wrong);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stage.calls).toEqual([]);
});
