import { writeFileSync } from 'node:fs';
import {
  DeleteAliasCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, aliases, arnOf, makeKey } from './kms-keys.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
const secure = (name: string, KeyId?: string) =>
  stage.put(name, 'v', { Type: 'SecureString', ...(KeyId !== undefined && { KeyId }) });
const keysOf = async (...args: readonly string[]) =>
  JSON.parse((await stage.run(['kms', 'status', '--output', 'json', ...args])).stdout).keys;
const settings = (content: object) => writeFileSync(`${stage.cwd}/ssmkit.json`, JSON.stringify(content));
const lines = (stdout: string) => stdout.split('\n').map((line) => line.replace(/ +/g, ' '));

describe('the keys in use', () => {
  it('id, ARN, alias and alias ARN of one key are one line', async () => {
    const id = await makeKey(stage, {}, 'alias/mow');
    await stage.kms.send(new EnableKeyRotationCommand({ KeyId: id }));
    const forms = [id, arnOf(id), 'alias/mow', `arn:aws:kms:us-east-1:${account}:alias/mow`];
    for (const [index, form] of forms.entries()) await secure(`/mow/backend/db/prod/K${index}`, form);
    await secure('/mow/backend/db/prod/ALSO', 'alias/mow');
    await stage.put('/mow/backend/db/prod/PLAIN');
    stage.forget();
    const [key, ...others] = await keysOf();
    expect(others).toEqual([]);
    expect(key).toMatchObject({
      ...{ name: 'alias/mow', keyId: id, arn: arnOf(id), state: 'Enabled', manager: 'customer' },
      ...{
        rotation: 'every 365 days',
        rotationDays: 365,
        aliases: ['alias/mow'],
        parameters: 5,
        problems: [],
      },
    });
    expect(key.givenAs).toHaveLength(4);
    expect(stage.writes()).toEqual([]);
    const asked = stage.calls.map(({ operation }) => operation);
    expect(asked.filter((operation) => operation === 'GetKeyRotationStatus')).toHaveLength(1);
  });

  it("AWS's own key is told of and never asked about, since that could create it", async () => {
    await secure('/mow/backend/db/prod/A');
    stage.forget();
    const { stdout } = await stage.run(['kms', 'status']);
    expect(lines(stdout).slice(0, 2)).toEqual([
      'KEY USED BY STATE ROTATION MANAGER',
      'alias/aws/ssm 1 - yearly AWS',
    ]);
    expect(stage.calls.map(({ operation }) => operation)).toEqual(['DescribeParameters', 'ListAliases']);
  });

  it('by its id it is the same key', async () => {
    await secure('/mow/backend/db/prod/A');
    const id = (await aliases(stage))['alias/aws/ssm'];
    await secure('/mow/backend/db/prod/B', id);
    const keys = await keysOf();
    expect(keys).toMatchObject([{ name: 'alias/aws/ssm', manager: 'AWS', parameters: 2, problems: [] }]);
  });

  it('says what is wrong and what to do', async () => {
    const [off, disabled, going] = [
      await makeKey(stage, {}, 'alias/ssm-prod'),
      await makeKey(stage, {}, 'alias/disabled'),
      await makeKey(stage, {}, 'alias/going'),
    ];
    await makeKey(stage, {}, 'alias/gone');
    for (const alias of ['ssm-prod', 'disabled', 'going', 'gone'])
      await secure(`/x/${alias}`, `alias/${alias}`);
    await secure('/x/by-id', off);
    await stage.kms.send(new DisableKeyCommand({ KeyId: disabled }));
    await stage.kms.send(new ScheduleKeyDeletionCommand({ KeyId: going }));
    await stage.kms.send(new DeleteAliasCommand({ AliasName: 'alias/gone' }));
    const { exitCode, stdout } = await stage.run(['kms', 'status']);
    expect(exitCode).toBe(0);
    expect(lines(stdout).slice(1, 5)).toEqual([
      'alias/disabled 1 Disabled off customer',
      'alias/going 1 PendingDeletion unknown customer',
      'alias/gone 1 missing - -',
      'alias/ssm-prod 2 Enabled off customer',
    ]);
    expect(stdout).toContain(
      `  ! is disabled\n    Enable it with: aws kms enable-key --key-id ${disabled}\n`,
    );
    expect(stdout).toMatch(
      /alias\/going\n {2}! is pending deletion, on \d{4}-\d\d-\d\d; .*\n {4}Rescue it with: /,
    );
    expect(stdout).toContain('alias/gone\n  ! does not exist in this account and Region; what was encrypted');
    expect(stdout).toContain(`alias/ssm-prod\n  also ${off}\n  ! is not rotated\n`);
    expect(stdout).toContain('Enable the rotation with: ssmkit kms ensure --environment prod\n');
    const { stdout: table } = await stage.run(['kms', 'status', '--output', 'markdown']);
    expect(table).toContain('| KEY | USED BY | STATE | ROTATION | MANAGER | KEY ID | ALIASES | TO DO |');
    expect(table).toContain('is not rotated. Enable the rotation with');
  });

  it('none', async () => {
    const { exitCode, stdout } = await stage.run(['kms', 'status']);
    expect([exitCode, stdout]).toEqual([0, 'No SecureString is here, and no key is named for one.\n']);
  });
});

describe('which parameters', () => {
  beforeEach(async () => {
    for (const alias of ['a', 'b', 'c', 'd']) await makeKey(stage, {}, `alias/${alias}`);
    await secure('/mow/backend/db/prod/A', 'alias/a');
    await secure('/mow/backend/db/stage/A', 'alias/b');
    await secure('/mow/frontend/db/prod/A', 'alias/c');
    await secure('/other/backend/db/prod/A', 'alias/d');
    stage.forget();
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['all', [], ['alias/a', 'alias/b', 'alias/c', 'alias/d']],
    ['of an environment, in every project', ['--environment', 'prod'], ['alias/a', 'alias/d']],
    ['of an environment of a project', ['--environment', 'prod', '--project', 'mow'], ['alias/a']],
    ['of another component', ['--env', 'prod', '--project', 'mow', '--component', 'frontend'], ['alias/c']],
    ['below a path', ['--path', '/mow/backend'], ['alias/a', 'alias/b']],
    ['below a path with a slash', ['--path', '/mow/backend/'], ['alias/a', 'alias/b']],
    ['below nothing', ['--path', '/mow/back'], []],
  ])('%s', async (_what, args, names) => {
    const keys: readonly { name: string }[] = await keysOf(...args);
    expect(keys.map(({ name }) => name)).toEqual(names);
  });

  it('only what is below the path is asked for', async () => {
    await keysOf('--environment', 'prod', '--project', 'mow');
    const asked = stage.calls.find(({ operation }) => operation === 'DescribeParameters')?.body;
    expect(asked?.ParameterFilters).toEqual([
      { Key: 'Type', Option: 'Equals', Values: ['SecureString'] },
      { Key: 'Path', Option: 'Recursive', Values: ['/mow/backend'] },
    ]);
  });

  it('the key that the settings name, and the one ensure made, are shown before they are used', async () => {
    settings({ environments: { prod: { keyId: 'alias/none' }, stage: {}, dev: {} } });
    await makeKey(stage, {}, 'alias/ssm-stage');
    const rows = async (...args: readonly string[]) =>
      (await keysOf(...args)).map(({ name, parameters, state }: Record<string, unknown>) => [
        name,
        parameters,
        state,
      ]);
    expect(await rows('--environment', 'prod', '--project', 'nobody')).toEqual([
      ['alias/none', 0, 'missing'],
    ]);
    expect(await rows('--environment', 'stage', '--project', 'nobody')).toEqual([
      ['alias/ssm-stage', 0, 'Enabled'],
    ]);
    expect(await rows('--environment', 'dev', '--project', 'nobody')).toEqual([]);
    expect(await rows('--path', '/nobody/backend/db/stage')).toEqual([['alias/ssm-stage', 0, 'Enabled']]);
  });

  it.each<[string, readonly string[], string]>([
    ['both', ['--environment', 'prod', '--path', '/x'], 'contradict each other'],
    ['no environment', ['--environment', 'a/b'], 'holds a slash'],
    ['no path', ['--path', 'x'], 'does not start with a slash'],
  ])('%s is refused', async (_what, args, says) => {
    const { exitCode, stderr } = await stage.run(['kms', 'status', ...args]);
    expect([exitCode, stage.calls]).toEqual([2, []]);
    expect(stderr).toContain(says);
  });
});

describe('what may not be read is unknown, and the rest is told', () => {
  let id = '';
  beforeEach(async () => {
    id = await makeKey(stage, {}, 'alias/mow');
    await secure('/x/a', 'alias/mow');
    await secure('/x/b', id);
    await secure('/x/c', arnOf(id));
  });
  const deny = (...actions: readonly string[]) =>
    stage.store.setFaults({ denied: actions.map((action) => ({ action })) });

  it.each<[string, string, string, string]>([
    ['kms:ListAliases', 'Aliases are', 'alias/mow 3 Enabled off customer', 'Aliases are unknown: '],
    [
      'kms:DescribeKey',
      'states',
      'alias/mow 3 unknown unknown unknown',
      'The state of some keys is unknown: ',
    ],
    [
      'kms:GetKeyRotationStatus',
      'rotation',
      'alias/mow 3 Enabled unknown customer',
      'The rotation of some keys is unknown: ',
    ],
  ])('%s', async (action, _what, row, note) => {
    deny(action);
    const { exitCode, stdout } = await stage.run(['kms', 'status']);
    expect(exitCode).toBe(0);
    expect(lines(stdout)[1]).toBe(row);
    expect(stdout.split('note: ')).toHaveLength(2);
    expect(stdout).toContain(`note: ${note}${action} is denied.`);
  });

  it('aliases and states: ids are told apart from aliases only by asking', async () => {
    deny('kms:ListAliases', 'kms:DescribeKey');
    const keys: readonly { name: string; parameters: number }[] = await keysOf();
    expect(keys.map(({ name, parameters }) => [name, parameters])).toEqual(
      [
        [id, 2],
        ['alias/mow', 1],
      ].toSorted(),
    );
  });

  it('without ssm:DescribeParameters nothing can be told', async () => {
    deny('ssm:DescribeParameters');
    const { exitCode, stdout, stderr } = await stage.run(['kms', 'status']);
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toContain('ssm:DescribeParameters');
  });
});
