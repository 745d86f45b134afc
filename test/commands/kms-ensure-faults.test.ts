import { setImmediate } from 'node:timers/promises';
import { CreateAliasCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/local/fault-plan.ts';
import { aliases, keyIds, lookAt, makeKey, ofProd } from './kms-keys.ts';
import { type Stage, setStage } from './stage.ts';

const alias = 'alias/ssm-prod';
const ensure = ['kms', 'ensure', '--environment', 'prod'];
const apply = [...ensure, '--apply'];
const denied = (...actions: readonly string[]): FaultPlan => ({
  denied: actions.map((action) => ({ action })),
});
const lost = (operation: string, when: 'before' | 'after', times = 1): FaultPlan => ({
  rules: [{ operations: [operation], times, fault: { kind: 'reset', when } }],
});
const onlyKey = async (): Promise<string> => {
  const [id = '', ...others] = await keyIds(stage);
  expect(others).toEqual([]);
  return id;
};
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

/** What a run that ends well leaves, whatever went wrong before. */
async function expectOneGoodKey(): Promise<void> {
  const id = await onlyKey();
  expect(await aliases(stage)).toEqual({ [alias]: id });
  expect(await lookAt(stage, alias)).toMatchObject({ tags: { 'ssmkit:environment': 'prod' }, rotation: 365 });
}

describe('CreateKey whose answer is lost', () => {
  it('is looked up by its tag, and not sent again', async () => {
    stage.store.setFaults(lost('CreateKey', 'after'));
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('(the answer was lost; it was found by its tag)');
    expect(stage.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
    await expectOneGoodKey();
  });

  it('and that was not carried out fails, and the next run creates it', async () => {
    stage.store.setFaults(lost('CreateKey', 'before'));
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('failed: create key');
    expect(stdout).toContain('no key with its tag is to be seen');
    expect(stdout).toContain('skipped: create alias alias/ssm-prod (not tried: there is no key)');
    expect(stdout).toContain('0 applied, 2 skipped, 1 failed.');
    expect(stage.writes()).toEqual(['CreateKey']);
    expect((await stage.run(apply)).exitCode).toBe(0);
    await expectOneGoodKey();
  });

  it('is never guessed: two keys of the tag are nobody known', async () => {
    stage.onCall(async (operation) => {
      if (operation !== 'CreateKey') return;
      await makeKey(stage, ofProd);
      stage.store.setFaults(lost('CreateKey', 'after'));
    });
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('several keys have its tag');
    expect(await aliases(stage)).toEqual({});
    stage.onCall(async () => {});
    const again = await stage.run(apply);
    expect(again.stdout).toContain(
      'refused: several keys have the tag ssmkit:environment=prod and no alias: ',
    );
    expect(await keyIds(stage)).toHaveLength(2);
  });
});

describe('a run that was cut off', () => {
  it('between CreateKey and CreateAlias leaves a key that the next one uses', async () => {
    const id = await makeKey(stage, ofProd);
    stage.forget();
    const preview = await stage.run(ensure);
    expect(preview.stdout).toContain(`note: Key ${id} has the tag ssmkit:environment=prod and no alias`);
    expect(preview.stdout).toContain('Applying calls 1 CreateAlias, 1 EnableKeyRotation.');
    expect((await stage.run(apply)).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['CreateAlias', 'EnableKeyRotation']);
    await expectOneGoodKey();
  });

  it('does not use a key of another environment, with another alias, or that is about to be deleted', async () => {
    await makeKey(stage, { Tags: [{ TagKey: 'ssmkit:environment', TagValue: 'stage' }] });
    await makeKey(stage, ofProd, 'alias/adopted');
    const KeyId = await makeKey(stage, ofProd);
    await stage.kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    const { stdout } = await stage.run(ensure);
    expect(stdout).toContain('create key');
    expect(stdout).toContain(
      `note: Key ${KeyId} has the tag of prod too, and is pending deletion: left alone.`,
    );
  });

  it.each([
    ['tags of one key', 'kms:ListResourceTags', /the tags of key [\w-]+ may not be read/],
    ['keys', 'kms:ListKeys', /kms:ListKeys is denied/],
    ['aliases', 'kms:ListAliases', /kms:ListAliases is denied/],
  ])('is not ruled out without a look at the %s', async (_what, action, says) => {
    await makeKey(stage, {});
    stage.forget();
    stage.store.setFaults(denied(action));
    const { exitCode, stdout } = await stage.run(apply);
    expect([exitCode, stage.writes()]).toEqual([1, []]);
    expect(stdout).toMatch(says);
    expect(stdout).toContain(
      `Allow ${action}; or, if no key has the tag ssmkit:environment=prod, give --new-key.`,
    );
    expect((await stage.run([...apply, '--new-key'])).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
  });

  it('by Ctrl-C in CreateKey has its key, and says what was not begun', async () => {
    const signals: (() => void)[] = [];
    stage.onCall(async (operation) => {
      if (operation === 'CreateKey') for (const signal of signals) signal();
    });
    const onSignal = (name: string, listener: () => void) => {
      if (name === 'SIGINT') signals.push(listener);
      return () => {};
    };
    const { exitCode, stdout } = await stage.run(apply, { onSignal });
    expect(exitCode).toBe(130);
    expect(stdout).toContain(
      `applied: create key "Parameter Store secrets of prod", symmetric: key ${await onlyKey()}`,
    );
    expect(stdout).toContain('interrupted: create alias alias/ssm-prod (not started)');
    expect(stdout).toContain('interrupted: enable rotation, every 365 days (not started)');
    expect(stdout).toContain('1 applied, 2 interrupted.');
    stage.onCall(async () => {});
    expect((await stage.run(apply)).exitCode).toBe(0);
    await expectOneGoodKey();
  });
});

describe('a run that was ended by force', () => {
  it('while CreateKey was on its way may have made a key, which the next run uses', async () => {
    const signals: (() => void)[] = [];
    const onSignal = (name: string, listener: () => void) => {
      if (name === 'SIGINT') signals.push(listener);
      return () => {};
    };
    stage.store.setFaults({ rules: [{ operations: ['CreateKey'], fault: { kind: 'hang', when: 'after' } }] });
    stage.onCall(async (operation) => {
      if (operation !== 'CreateKey') return;
      void (async () => {
        // The second one cuts off what is in flight, once it has been carried out.
        while ((await keyIds(stage)).length === 0) await setImmediate();
        for (const _ of [1, 2]) for (const signal of signals) signal();
      })();
    });
    const { exitCode, stdout } = await stage.run(apply, { onSignal });
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(
      /interrupted: create key .*\(the answer was lost; it may have been written\)\n.*Run again/,
    );
    expect(stdout).toContain('0 applied, 3 interrupted.');
    stage.store.setFaults();
    stage.onCall(async () => {});
    stage.forget();
    expect((await stage.run(apply)).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['CreateAlias', 'EnableKeyRotation']);
    await expectOneGoodKey();
  });
});

describe('CreateAlias', () => {
  it('whose answer is lost is looked up', async () => {
    stage.store.setFaults(lost('CreateAlias', 'after'));
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('applied: create alias alias/ssm-prod (the answer was lost; it was found)');
    expect(stage.writes()).toEqual(['CreateKey', 'CreateAlias', 'EnableKeyRotation']);
    await expectOneGoodKey();
  });

  it('that was not carried out is sent again', async () => {
    stage.store.setFaults(lost('CreateAlias', 'before', 2));
    expect((await stage.run(apply)).exitCode).toBe(0);
    expect(stage.writes().filter((operation) => operation === 'CreateAlias')).toHaveLength(3);
    await expectOneGoodKey();
  });

  it('finds that somebody else was faster, and points nothing elsewhere', async () => {
    const other = await makeKey(stage);
    stage.onCall(async (operation) => {
      if (operation !== 'CreateAlias') return;
      await stage.kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: other }));
    });
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(1);
    const [ours] = (await keyIds(stage)).filter((id) => id !== other);
    expect(stdout).toContain(`stale: create alias alias/ssm-prod (it appeared meanwhile, for key ${other}`);
    expect(stdout).toContain(`aws kms schedule-key-deletion --key-id ${ours}`);
    expect(stdout).toContain(
      'skipped: enable rotation, every 365 days (not tried: the alias is of another key)',
    );
    expect((await aliases(stage))[alias]).toBe(other);
  });

  it('that is denied leaves the rest its chance, and the next run the alias', async () => {
    stage.store.setFaults(denied('kms:CreateAlias'));
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /failed: create alias alias\/ssm-prod \(Could not create .*may not perform kms:CreateAlias/,
    );
    expect(stdout).toContain('2 applied, 1 failed.');
    stage.store.setFaults();
    expect((await stage.run(apply)).exitCode).toBe(0);
    await expectOneGoodKey();
  });
});

describe('what is not allowed', () => {
  it('CreateKey with its tag: no key is made that could not be found again', async () => {
    stage.store.setFaults(denied('kms:TagResource'));
    const { exitCode, stdout } = await stage.run(apply);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('may not perform kms:TagResource');
    expect(stdout).toContain('0 applied, 2 skipped, 1 failed.');
    expect(await keyIds(stage)).toEqual([]);
  });

  it('CreateKey, which is about no key', async () => {
    stage.store.setFaults(denied('kms:CreateKey'));
    const { stdout } = await stage.run(apply);
    expect(stdout).toMatch(/Could not create a key: .* may not perform kms:CreateKey\./);
    expect(stdout).toContain('Allow kms:CreateKey; ssmkit iam prints a policy.');
  });

  it('TagResource of a key that is there: the rest is done', async () => {
    await makeKey(stage, {}, alias);
    stage.store.setFaults(denied('kms:TagResource'));
    const { exitCode, stdout } = await stage.run([...apply, '--tag', 'Owner=me']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/failed: set 1 tag \(Could not tag the key .*may not perform kms:TagResource/);
    expect(stdout).toContain('applied: enable rotation');
    stage.store.setFaults();
    stage.forget();
    expect((await stage.run([...apply, '--tag', 'Owner=me'])).exitCode).toBe(0);
    expect(stage.writes()).toEqual(['TagResource']);
  });

  it('DescribeKey: a preview says that nothing is known, applying does nothing', async () => {
    await makeKey(stage, {}, alias);
    stage.forget();
    stage.store.setFaults(denied('kms:DescribeKey'));
    const preview = await stage.run(ensure);
    expect(preview.exitCode).toBe(5);
    expect(preview.stdout).toMatch(/State unknown: .*kms:DescribeKey/);
    expect((await stage.run(apply)).exitCode).toBe(5);
    expect(stage.writes()).toEqual([]);
  });

  it('reading tags and rotation: unknown, and neither is guessed', async () => {
    await makeKey(stage, {}, alias);
    stage.forget();
    stage.store.setFaults(denied('kms:ListResourceTags', 'kms:GetKeyRotationStatus'));
    const { stdout } = await stage.run(ensure);
    expect(stdout).toContain('note: The tags of the key are unknown: kms:ListResourceTags is denied.');
    expect(stdout).toContain('note: The rotation of the key is unknown: kms:GetKeyRotationStatus is denied.');
    expect(stdout).toContain('Nothing to change.');
    const tagged = [...ensure, '--tag', 'A=b', '--rotation-period', '100'];
    expect((await stage.run(tagged)).stdout).toContain('set 1 tag (live tags unknown)');
    const pruned = await stage.run([...tagged, '--prune-tags', '--apply']);
    expect([pruned.exitCode, stage.writes()]).toEqual([1, []]);
    expect(pruned.stdout).toContain('refused: the tags of the key could not be read, so none can be pruned');
  });
});

it('credentials that end in the middle end the run', async () => {
  const expired = { kind: 'error', code: 'ExpiredTokenException', message: 'expired' } as const;
  stage.store.setFaults({ rules: [{ operations: ['CreateAlias'], fault: expired }] });
  const { exitCode, stdout } = await stage.run(apply);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('skipped: enable rotation, every 365 days (not tried: ');
  stage.store.setFaults();
  expect((await stage.run(apply)).exitCode).toBe(0);
  await expectOneGoodKey();
});

it('throttling is waited for', async () => {
  const fault = { kind: 'error', code: 'ThrottlingException', message: 'slow down' } as const;
  stage.store.setFaults({ rules: [{ operations: ['CreateKey', 'CreateAlias'], times: 4, fault }] });
  expect((await stage.run(apply)).exitCode).toBe(0);
  await expectOneGoodKey();
});
