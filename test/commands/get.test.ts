import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { LabelParameterVersionCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const root = '/mow/backend/db/prod';
const [plain, secret] = [`${root}/HOST`, `${root}/PW`];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put(plain, 'db.local');
  await stage.put(secret, 'canary', { Type: 'SecureString' });
});
const operations = () => stage.calls.map(({ operation }) => operation);
const get = (...args: readonly string[]) => stage.run(['get', ...args]);

/** A control character that is no line end. */
const steering = /[^\P{Cc}\n]/u;

describe('one name', () => {
  it.each([
    ['db.local', 'db.local\n'],
    ['a\nb\n', 'a\nb\n\n'],
    ['  ä🔑\t', '  ä🔑\t\n'],
    ['\u001b[31m', '\u001b[31m\n'],
  ])('prints the bare value %j, ready for $(…)', async (value, stdout) => {
    await stage.put(plain, value, { Overwrite: true });
    expect(await get(plain)).toEqual({ stdout, stderr: '', exitCode: 0 });
    for (const flag of ['-n', '--no-newline']) expect((await get(flag, plain)).stdout).toBe(value);
  });

  it('prints a secret too, since it was asked for by name, with one call', async () => {
    expect((await get(secret)).stdout).toBe('canary\n');
    expect(operations()).toEqual(['GetParameter']);
    expect((await get(`arn:aws:ssm:us-east-1:000000000000:parameter${secret}`)).stdout).toBe('canary\n');
  });

  it('is the same name given twice', async () => {
    expect((await get(secret, secret)).stdout).toBe('canary\n');
  });

  it('prints nothing but says so when there is none', async () => {
    const { stdout, stderr, exitCode } = await get('/mow/missing');
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain('"/mow/missing" does not exist in us-east-1');
  });

  it('acts at once, also while DRY_RUN is set', async () => {
    for (const DRY_RUN of ['1', '0', ''])
      expect((await stage.run(['get', plain], { env: { DRY_RUN } })).stdout).toBe('db.local\n');
  });

  it.each(['json', 'markdown'])('hides a secret in %s until it is asked for', async (output) => {
    expect((await get(secret, '--output', output)).stdout).not.toContain('canary');
    expect((await get(secret, '--output', output, '--show-values')).stdout).toContain('canary');
  });
});

describe('selectors', () => {
  beforeEach(async () => {
    await stage.ssm.send(
      new PutParameterCommand({ Name: secret, Value: 'second', Type: 'SecureString', Overwrite: true }),
    );
    await stage.ssm.send(
      new LabelParameterVersionCommand({ Name: secret, ParameterVersion: 1, Labels: ['good'] }),
    );
  });

  it.each([
    ['', 'second\n'],
    [':1', 'canary\n'],
    [':2', 'second\n'],
    [':good', 'canary\n'],
  ])('%s', async (selector, stdout) => {
    expect((await get(`${secret}${selector}`)).stdout).toBe(stdout);
  });

  it.each([':3', ':bad'])('%s is missing', async (selector) => {
    const { stdout, exitCode, stderr } = await get(`${secret}${selector}`);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain(`${secret}${selector}`);
  });

  it.each([':', ':a b', ':a:b', ':*'])('%j is refused', async (selector) => {
    expect((await get(`${secret}${selector}`)).exitCode).toBe(2);
    expect(stage.calls).toEqual([]);
  });

  it('stand side by side', async () => {
    const args = [`${secret}:1`, `${secret}:good`, secret, '--show-values', '--output', 'json'];
    const { parameters } = JSON.parse((await get(...args)).stdout);
    expect(
      parameters.map(({ version, value }: { version: number; value: string }) => [version, value]),
    ).toEqual([
      [1, 'canary'],
      [1, 'canary'],
      [2, 'second'],
    ]);
  });
});

describe('many names', () => {
  it('are a table in which secrets are hidden and not even decrypted', async () => {
    const { stdout, exitCode } = await get(plain, secret);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^NAME +TYPE +VERSION +VALUE$/),
      expect.stringMatching(/HOST +String +1 +db\.local$/),
      expect.stringMatching(/PW +SecureString +1 +\[hidden\]$/),
    ]);
    expect(stage.calls.map(({ body }) => body.WithDecryption)).toEqual([false]);
    expect((await get(plain, secret, '--show-values')).stdout).toContain('canary');
  });

  it('a value cannot pass for another row, nor steer the terminal', async () => {
    const value = `x\n${secret}  SecureString  1  fake\u001b[2J\u009b\t|<b>`;
    await stage.put(plain, value, { Overwrite: true });
    const { stdout } = await get(plain, secret);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(stdout).not.toMatch(steering);
    const markdown = (await get(plain, secret, '--output', 'markdown')).stdout;
    expect(markdown.trimEnd().split('\n')).toHaveLength(4);
    expect(markdown).toContain('\\|\\<b\\>');
    const json = (await get(plain, secret, '--output', 'json')).stdout;
    expect(json).not.toMatch(steering);
    expect(JSON.parse(json).parameters[0].value).toBe(value);
  });

  it('say all there is to know in JSON', async () => {
    const document = JSON.parse((await get(plain, secret, '/mow/none', '--output', 'json')).stdout);
    expect(document).toMatchObject({
      command: 'get',
      account: '000000000000',
      region: 'us-east-1',
      parameters: [
        { name: plain, type: 'String', version: 1, value: 'db.local', arn: expect.stringContaining(plain) },
        { name: secret, type: 'SecureString', value: null },
      ],
      missing: ['/mow/none'],
    });
  });

  it('lists what is missing, shows the rest, and exits 1', async () => {
    const { stdout, stderr, exitCode } = await get('/mow/no1', plain, '/mow/no2');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('db.local');
    expect(stderr.match(/does not exist/g)).toHaveLength(2);
    const none = await get('/mow/no1', '/mow/no2');
    expect([none.stdout, none.exitCode]).toEqual(['', 1]);
  });

  it('are read in tens, in the order asked', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `${root}/N${(index * 7) % 23}`);
    for (const name of names) await stage.put(name, name);
    const { parameters } = JSON.parse((await get(...names, '--output', 'json')).stdout);
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(operations()).toEqual(['GetParameters', 'GetParameters', 'GetParameters']);
    const sizes = stage.calls.map(({ body }) => (body.Names as readonly string[]).length);
    expect(sizes.toSorted()).toEqual([10, 10, 3]);
  });
});

describe('--path', () => {
  it('is everything below, at a segment boundary, by path alone', async () => {
    await stage.put('/mow/backend/db/production/X', 'other');
    await stage.put(root, 'namesake');
    stage.store.setFaults({
      denied: [{ action: 'ssm:GetParameters' }, { action: 'ssm:GetParameter' }, { action: 'kms:*' }],
    });
    const { stdout, exitCode } = await get('--path', `${root}/`);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n').slice(1)).toHaveLength(2);
    expect(stdout).not.toContain('canary');
    expect(new Set(operations())).toEqual(new Set(['GetParametersByPath']));
    expect(stage.calls.every(({ body }) => body.WithDecryption === false)).toBe(true);
  });

  it('shows secrets when asked', async () => {
    expect((await get('--path', root, '--show-values')).stdout).toContain('canary');
    expect((await get('--path', root, '--show-values', '--output', 'json')).stdout).toContain('canary');
  });

  it('says when there is nothing', async () => {
    const { stdout, stderr, exitCode } = await get('--path', '/nothing');
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain('Nothing was found below /nothing');
  });
});

it.each([
  [[]],
  [['--path', root, plain]],
  [['--path', 'mow']],
  [['--path', '']],
  [['a/b']],
  [['']],
  [['/mow/x y']],
])('%j is refused before anything is sent', async (args) => {
  const { stdout, exitCode } = await get(...args);
  expect([stdout, exitCode]).toEqual(['', 2]);
  expect(stage.calls).toEqual([]);
});

it.each<[string, object, number, string]>([
  ['kms:Decrypt is denied', { denied: [{ action: 'kms:Decrypt' }] }, 5, 'kms:Decrypt'],
  ['ssm:GetParameter is denied', { denied: [{ action: 'ssm:GetParameter' }] }, 5, 'ssm:GetParameter'],
  ['the key is disabled', { disabledKeys: [] }, 1, 'is disabled'],
])('exits with what it means when %s', async (_what, faults, code, words) => {
  const KeyId = (await stage.kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';
  await stage.put(secret, 'canary', { Type: 'SecureString', Overwrite: true, KeyId });
  stage.store.setFaults('disabledKeys' in faults ? { disabledKeys: [KeyId] } : faults);
  const { stdout, stderr, exitCode } = await get(secret);
  expect([stdout, exitCode]).toEqual(['', code]);
  expect(stderr).toContain(words);
});
