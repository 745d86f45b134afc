import { CreateKeyCommand, DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DescribeParametersCommand, type ParameterMetadata } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const name = '/mow/backend/db/prod/X';
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

const put = (...more: readonly string[]) => stage.apply(['put', '--name', name, ...more]);
const secure = (...more: readonly string[]) => stage.apply(['put-secure', '--name', name, ...more]);
async function described(): Promise<ParameterMetadata | undefined> {
  const command = new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [name] }] });
  return (await stage.ssm.send(command)).Parameters?.[0];
}
const newKey = async () => (await stage.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';
const expiration =
  '[{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": "2099-01-01T00:00:00Z"}}]';

describe('preview and apply', () => {
  it.each(['put', 'put-secure', 'put-and-tag', 'put-secure-and-tag'])(
    '%s writes nothing in a preview, and then what was announced',
    async (command) => {
      const args = [command, '--name', name, '--value', 'v', '--output', 'json'];
      const preview = await stage.run(args);
      expect(preview.exitCode).toBe(0);
      expect(stage.writes()).toEqual([]);
      const { calls, steps } = JSON.parse(preview.stdout);
      expect(steps).toMatchObject([
        { name, kind: 'create', type: command.includes('secure') ? 'SecureString' : 'String' },
      ]);
      await stage.apply(args);
      expect(stage.writes()).toEqual(['PutParameter']);
      expect(calls).toMatchObject({ PutParameter: 1 });
      const again = JSON.parse((await stage.apply(args)).stdout);
      expect(again.steps).toMatchObject([{ kind: 'keep', status: 'kept' }]);
      expect(stage.writes()).toEqual(['PutParameter']);
    },
  );

  it('says what differs, and never how', async () => {
    await put('--value', 'canary-1');
    const { stdout } = await stage.run(['put', '--name', name, '--value', 'canary-2']);
    expect(stdout).toContain(`~ ${name}  update v1 → v2: value`);
    expect(stdout).toContain('Dry run: nothing was changed.');
    expect(stdout).not.toContain('canary');
  });

  it.each([
    [['--value', 'x']],
    [['--name', '', '--value', 'x']],
    [['--name', 'a/b', '--value', 'x']],
    [['--name', '/aws/x', '--value', 'x']],
    [['--name', 'C:/Program Files/Git/mow/x', '--value', 'x']],
    [['--name', '/mow/a', '--value', 'x', '--type', 'SecureString']],
    [['--name', '/mow/a', '--value', 'x', '--tier', 'advanced']],
    [['--name', '/mow/a', '--value', 'x', '--data-type', 'number']],
    [['--name', '/mow/a', '--value', 'x', '--key-id', 'alias/x']],
    [['--name', '/mow/a', '--value', 'x', '--policies', '{}']],
    [['--name', '/mow/a', '--value', 'x', '--policies', 'canary']],
    [['--name', '/mow/a', '--value', 'x', 'canary']],
    [['--name', '/mow/a', '--value', 'x', '--offline']],
    [['--name', '/mow/a', '--value', 'x', '--tag', 'k=v']],
  ])('put %j is refused before anything is sent', async (args) => {
    const { exitCode, stdout, stderr } = await stage.apply(['put', ...args]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('canary');
    expect(stage.calls).toEqual([]);
  });
});

describe('--type', () => {
  it('makes a StringList, which stays one when nothing is said', async () => {
    await put('--value', 'a,b', '--type', 'StringList');
    await put('--value', 'a,b,c');
    expect((await stage.live())[name]).toEqual({ value: 'a,b,c', type: 'StringList', version: 2 });
    await put('--value', 'a', '--type', 'String');
    expect((await stage.live())[name]?.type).toBe('String');
  });

  it.each([[], ['--type', 'String'], ['--type', 'StringList']])(
    'never makes a secret plain by silence (put %j %j)',
    async (...type) => {
      await secure('--value', 'canary');
      stage.forget();
      const refused = await put('--value', 'canary', ...type);
      expect(refused.exitCode).toBe(1);
      expect(refused.stdout).toContain('refused: is a SecureString');
      expect(refused.stdout).toContain('--allow-plaintext');
      expect(stage.writes()).toEqual([]);
      expect((await stage.run(['put', '--name', name, '--value', 'x', ...type])).exitCode).toBe(1);
      await put('--value', 'plain', '--allow-plaintext', ...type);
      expect((await stage.live())[name]).toMatchObject({ value: 'plain', version: 2 });
    },
  );

  it('makes plain text a secret, said', async () => {
    await put('--value', 'v');
    expect((await secure('--value', 'v')).stdout).toContain('type: String → SecureString');
    expect((await stage.live())[name]?.type).toBe('SecureString');
  });
});

describe('--tier', () => {
  it('takes more in the Advanced tier, and goes on doing so unasked', async () => {
    const large = 'x'.repeat(5000);
    const refused = await put('--value', large);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('is 5000 bytes; the Standard tier takes 4096');
    expect(refused.stdout).toContain('--tier Advanced');
    expect(stage.writes()).toEqual([]);
    await put('--value', large, '--tier', 'Advanced');
    expect((await described())?.Tier).toBe('Advanced');
    expect((await put('--value', `${large}y`)).exitCode).toBe(0);
    expect((await put('--value', 'small')).exitCode).toBe(0);
    expect((await described())?.Tier).toBe('Advanced');
  });

  it('refuses Standard after Advanced', async () => {
    await put('--value', 'v', '--tier', 'Advanced');
    stage.forget();
    const { exitCode, stdout } = await put('--value', 'v', '--tier', 'Standard');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('never takes one back to Standard');
    expect(stage.writes()).toEqual([]);
  });

  it('moves up, said, and takes Intelligent-Tiering', async () => {
    await put('--value', 'v', '--tier', 'Intelligent-Tiering');
    expect((await described())?.Tier).toBe('Standard');
    expect((await put('--value', 'v', '--tier', 'Advanced')).stdout).toContain('tier: Standard → Advanced');
    expect((await put('--value', 'v', '--tier', 'Intelligent-Tiering')).stdout).toContain('1 unchanged');
  });
});

describe('what else a parameter has', () => {
  const all = [
    ...['--description', 'the pool', '--allowed-pattern', '^v.*$', '--policies', expiration],
    ...['--tier', 'Advanced', '--data-type', 'text'],
  ];

  it('is written, is kept by an overwrite that does not speak of it, and is no change the second time', async () => {
    await put('--value', 'v1', ...all);
    expect((await put('--value', 'v1', ...all)).stdout).toContain('1 unchanged');
    await put('--value', 'v2');
    expect(await described()).toMatchObject({
      Description: 'the pool',
      AllowedPattern: '^v.*$',
      Tier: 'Advanced',
      Policies: [{ PolicyType: 'Expiration' }],
      Version: 2,
    });
  });

  it.each([
    ['--description', 'description', 'Description'],
    ['--allowed-pattern', 'allowed pattern', 'AllowedPattern'],
    ['--policies', 'policies', 'Policies'],
  ] as const)('%s "" clears it', async (flag, words, field) => {
    await put('--value', 'v1', ...all);
    expect((await put('--value', 'v1', flag, '')).stdout).toContain(`(${words})`);
    expect((await described())?.[field] ?? []).toHaveLength(0);
    expect((await put('--value', 'v1', flag, '')).stdout).toContain('1 unchanged');
  });

  it('a value that breaks its pattern is told without being shown', async () => {
    const { exitCode, stdout, stderr } = await put('--value', 'canary', '--allowed-pattern', '^\\d+$');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 failed');
    expect(stdout + stderr).not.toContain('canary');
  });
});

describe('keys', () => {
  it('stays under its own key when it is rotated without --key-id', async () => {
    const key = await newKey();
    await secure('--value', 'one', '--key-id', key);
    stage.forget();
    expect((await secure('--value', 'two')).exitCode).toBe(0);
    expect((await described())?.KeyId).toBe(key);
    const sent = stage.calls.filter(({ operation }) => operation === 'PutParameter');
    expect(sent.map(({ body }) => body.KeyId)).toEqual([key]);
    expect(stage.calls.filter(({ operation }) => operation === 'DescribeKey')).toHaveLength(1);
  });

  it('moves only by --key-id, said', async () => {
    const [first, second] = [await newKey(), await newKey()];
    await secure('--value', 'one', '--key-id', first);
    const { stdout } = await secure('--value', 'one', '--key-id', second);
    expect(stdout).toContain(`key: ${first} → ${second}`);
    expect((await described())?.KeyId).toBe(second);
    expect((await secure('--value', 'one', '--key-id', second)).stdout).toContain('1 unchanged');
  });

  it('never describes the default key', async () => {
    await secure('--value', 'one');
    await secure('--value', 'two');
    await secure('--value', 'two', '--key-id', 'alias/aws/ssm');
    expect(stage.calls.map(({ operation }) => operation)).not.toContain('DescribeKey');
  });

  it.each<[string, () => Promise<string>]>([
    ['does not exist', async () => 'alias/missing'],
    [
      'is disabled',
      async () => {
        const KeyId = await newKey();
        await stage.kms.send(new DisableKeyCommand({ KeyId }));
        return KeyId;
      },
    ],
    [
      'is pending deletion',
      async () => {
        const KeyId = await newKey();
        await stage.kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
        return KeyId;
      },
    ],
  ])('a key that %s is refused before anything is written', async (words, make) => {
    const { exitCode, stdout } = await secure('--value', 'canary', '--key-id', await make());
    expect(exitCode).toBe(1);
    expect(stdout).toContain(words);
    expect(stage.writes()).toEqual([]);
  });

  it('warns and goes on where kms:DescribeKey is denied', async () => {
    const key = await newKey();
    stage.store.setFaults({ denied: [{ action: 'kms:DescribeKey' }] });
    const { exitCode, stdout } = await secure('--value', 'one', '--key-id', key);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('kms:DescribeKey is denied');
    expect((await described())?.KeyId).toBe(key);
  });

  it('does not overwrite a secret whose key cannot be known, unless it is named', async () => {
    await secure('--value', 'one');
    stage.store.setFaults({ denied: [{ action: 'ssm:DescribeParameters' }] });
    stage.forget();
    const refused = await secure('--value', 'two');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('Allow ssm:DescribeParameters, or name its key with --key-id.');
    expect(stage.writes()).toEqual([]);
    expect((await secure('--value', 'two', '--key-id', 'alias/aws/ssm')).exitCode).toBe(0);
  });
});
