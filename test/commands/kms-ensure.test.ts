import { DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from 'vitest';
import { aliases, keyIds, lookAt, makeKey, ofProd } from './kms-keys.ts';
import { type Stage, setStage } from './stage.ts';

const alias = 'alias/ssm-prod';
const ensure = ['kms', 'ensure', '--environment', 'prod'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

describe('an environment without a key', () => {
  it('is shown what will be done, and nothing is changed', async () => {
    const { exitCode, stdout, stderr } = await stage.run([...ensure, '--tag', 'Owner=me']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('+ create key "Parameter Store secrets of prod", symmetric\n');
    expect(stdout).toContain('      tag ssmkit:environment=prod\n      tag Owner=me\n');
    expect(stdout).toContain('+ create alias alias/ssm-prod\n');
    expect(stdout).toContain('~ enable rotation, every 365 days\n');
    expect(stdout).toContain('Applying calls 1 CreateKey, 1 CreateAlias, 1 EnableKeyRotation.\n');
    expect(stage.writes()).toEqual([]);
    expect(await keyIds(stage)).toEqual([]);
  });

  it('gets exactly that, and a second run has nothing to do', async () => {
    const args = [...ensure, '--tag', 'Owner=me', '--apply'];
    expect((await stage.run(args)).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
    expect(await lookAt(stage, alias)).toMatchObject({
      description: 'Parameter Store secrets of prod',
      tags: { 'ssmkit:environment': 'prod', Owner: 'me' },
      rotation: 365,
    });
    stage.forget();
    const again = await stage.run(args);
    expect([again.exitCode, stage.writes()]).toEqual([0, []]);
    expect(again.stdout).toContain('0 applied, 1 unchanged.');
  });

  it('gets what the flags say', async () => {
    await stage.run([...ensure, '--apply', '--description', 'ours', '--rotation-period', '180']);
    expect(await lookAt(stage, alias)).toMatchObject({ description: 'ours', rotation: 180 });
  });

  it('is told apart by --exit-code', async () => {
    expect((await stage.run([...ensure, '--exit-code'])).exitCode).toBe(3);
    await stage.run([...ensure, '--apply']);
    expect((await stage.run([...ensure, '--exit-code'])).exitCode).toBe(0);
  });

  it('--offline asks nobody', async () => {
    const { exitCode, stdout } = await stage.run([...ensure, '--offline']);
    expect([exitCode, stage.calls]).toEqual([0, []]);
    expect(stdout).toContain('State unknown: not read (--offline)');
    expect((await stage.run([...ensure, '--offline', '--apply'])).exitCode).toBe(2);
  });

  it('is one document for machines', async () => {
    const preview = JSON.parse((await stage.run([...ensure, '--output', 'json'])).stdout);
    expect(preview).toMatchObject({
      ...{ command: 'kms ensure', mode: 'preview', environment: 'prod', alias, keyId: null },
      steps: [
        { kind: 'create-key', tags: [{ Key: 'ssmkit:environment', Value: 'prod' }], policy: null },
        { kind: 'create-alias', alias },
        { kind: 'enable-rotation', days: null },
      ],
      totals: { 'create-key': 1, 'create-alias': 1, 'enable-rotation': 1 },
      calls: { CreateKey: 1, CreateAlias: 1, EnableKeyRotation: 1 },
    });
    const applied = JSON.parse((await stage.run([...ensure, '--apply', '--output', 'json'])).stdout);
    const [keyId] = await keyIds(stage);
    expect(applied).toMatchObject({ mode: 'apply', keyId, totals: { applied: 3 } });
  });

  it('is a list for a pull request', async () => {
    const { stdout } = await stage.run([...ensure, '--output', 'markdown']);
    expect(stdout).toContain('### kms ensure alias/ssm-prod (dry run)\n');
    expect(stdout).toContain('- create alias alias/ssm-prod\n');
  });
});

describe('a key that is there', () => {
  it('is changed where it differs, and only there', async () => {
    const id = await makeKey(
      stage,
      { Description: 'old', Tags: [{ TagKey: 'Owner', TagValue: 'a' }] },
      alias,
    );
    stage.forget();
    const args = [...ensure, '--description', 'new', '--tag', 'Owner=b', '--tag', 'Team=x'];
    const { stdout } = await stage.run(args);
    expect(stdout).toContain('~ description: "old" → "new"\n');
    expect(stdout).toContain('~ set 2 tags\n      tag Owner: a → b\n      tag Team=x\n');
    expect(stdout).toContain('Applying calls 1 UpdateKeyDescription, 1 TagResource, 1 EnableKeyRotation.');
    await stage.run([...args, '--apply']);
    expect(stage.writes()).toEqual(['UpdateKeyDescription', 'TagResource', 'EnableKeyRotation']);
    const tags = { Owner: 'b', Team: 'x' };
    expect(await lookAt(stage, alias)).toEqual({ id, description: 'new', tags, rotation: 365 });
  });

  it('keeps its description, tags and period when nothing is said of them', async () => {
    const tags = [{ TagKey: 'Owner', TagValue: 'a' }];
    await makeKey(stage, { Description: 'old', Tags: tags }, alias);
    await stage.run([...ensure, '--rotation-period', '90', '--apply']);
    stage.forget();
    expect((await stage.run([...ensure, '--apply'])).exitCode).toBe(0);
    expect(stage.writes()).toEqual([]);
    expect(await lookAt(stage, alias)).toMatchObject({ description: 'old', rotation: 90 });
  });

  it('--prune-tags removes others, never the tag it is found by', async () => {
    await makeKey(stage, { Tags: [...(ofProd.Tags ?? []), { TagKey: 'Old', TagValue: '1' }] }, alias);
    const { stdout } = await stage.run([...ensure, '--tag', 'New=1', '--prune-tags', '--apply']);
    expect(stdout).toContain('remove 1 tag');
    expect((await lookAt(stage, alias)).tags).toEqual({ 'ssmkit:environment': 'prod', New: '1' });
  });

  it('is not shared with another environment by mistake', async () => {
    const Tags = [{ TagKey: 'ssmkit:environment', TagValue: 'stage' }];
    const id = await makeKey(stage, { Tags }, alias);
    const { exitCode, stdout } = await stage.run(ensure);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`refused: ${alias} points to key ${id}, whose tag says that it is of stage`);
    const applied = await stage.run([...ensure, '--apply']);
    expect([applied.exitCode, applied.stderr]).toEqual([1, expect.stringContaining('Nothing was sent')]);
    expect((await stage.run([...ensure, '--apply', '--skip-refused'])).stdout).toContain('1 skipped');
    expect((await aliases(stage))[alias]).toBe(id);
  });

  it.each([
    [
      'disabled',
      (KeyId: string) => new DisableKeyCommand({ KeyId }),
      /is disabled\n.*aws kms enable-key --key-id/,
    ],
    [
      'pending deletion',
      (KeyId: string) => new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
      /is pending deletion, on \d{4}-\d\d-\d\d; .*\n.*aws kms cancel-key-deletion --key-id/,
    ],
  ])('is left alone when it is %s', async (_state, command, says) => {
    const id = await makeKey(stage, {}, alias);
    await stage.kms.send(command(id) as DisableKeyCommand);
    stage.forget();
    const { exitCode, stdout } = await stage.run([...ensure, '--apply']);
    expect([exitCode, stage.writes()]).toEqual([1, []]);
    expect(stdout).toMatch(says);
  });
});

describe('the settings', () => {
  it('are told when they name another key', async () => {
    const { writeFileSync } = await import('node:fs');
    const environments = { prod: { keyId: 'alias/mow' } };
    writeFileSync(`${stage.cwd}/ssmkit.json`, JSON.stringify({ environments }));
    expect((await stage.run(ensure)).stdout).toContain(
      'note: ssmkit.json names alias/mow as the key of prod',
    );
    const { exitCode, stderr } = await stage.run(['kms', 'ensure', '--environment', 'prdo']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('ssmkit.json has no environment "prdo".\n  It has prod.');
  });
});

it.each<[string, readonly string[], string]>([
  ['no environment', ['kms', 'ensure'], 'The environment is not known.'],
  [
    'an environment no alias can have',
    ['kms', 'ensure', '--environment', 'v1.2'],
    "cannot be part of a key's alias",
  ],
  ['a short rotation', [...ensure, '--rotation-period', '89'], 'takes 90 to 2560 days, not "89"'],
  ['a long rotation', [...ensure, '--rotation-period', '2561'], 'takes 90 to 2560 days'],
  ['half a day', [...ensure, '--rotation-period', '90.5'], 'takes 90 to 2560 days'],
  [
    'a long description',
    [...ensure, '--description', 'x'.repeat(8193)],
    'has 8193 characters; AWS allows 8192',
  ],
  ['pruning with nothing to keep', [...ensure, '--prune-tags'], '--prune-tags would remove all'],
  ['a tag of AWS', [...ensure, '--tag', 'aws:x=1'], 'which AWS reserves'],
  ['our own tag with another value', [...ensure, '--tag', 'ssmkit:environment=stage'], 'is of prod'],
  ['everybody', [...ensure, '--role-use', '*'], '--role-use takes the ARN of a role or a user, not "*"'],
  ['an account', [...ensure, '--role-admin', 'arn:aws:iam::123456789012:root'], '--role-admin takes the ARN'],
  [
    'a session',
    [...ensure, '--role-use', 'arn:aws:sts::123456789012:assumed-role/app/me'],
    'its role is like arn:aws:iam::123456789012:role/app',
  ],
])('%s is refused before anything is sent', async (_what, args, says) => {
  const { exitCode, stderr } = await stage.run([...args, '--apply']);
  expect([exitCode, stage.calls]).toEqual([2, []]);
  expect(stderr).toContain(says);
});
