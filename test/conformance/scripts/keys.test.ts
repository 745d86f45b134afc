import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountingProxy, mutatingOf, startCountingProxy } from '../../support/counting-proxy.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../support/embedded-server.ts';
import { workFolder } from '../../support/run-cli.ts';
import { endpoints } from './endpoints.ts';
import { type Ssmkit, ssmkitAt } from './run-ssmkit.ts';
import { startWitness, type Witness } from './witness.ts';

const folder = workFolder();
const apply = { DRY_RUN: '0' };
let server: EmbeddedServer;
let proxy: CountingProxy;
let witness: Witness;
let ssmkit: Ssmkit;

beforeAll(async () => {
  server = await startEmbeddedServer();
  proxy = await startCountingProxy(server.url);
  witness = startWitness(server.url);
  const run = ssmkitAt(proxy.url, folder);
  ssmkit = (...call) => {
    proxy.operations.length = 0;
    return run(...call);
  };
});
afterAll(async () => {
  witness.close();
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a key by boto3 and answers its id. */
async function createKey(alias: string, input: object = {}): Promise<string> {
  const { KeyMetadata } = await witness.call('kms', 'create_key', input);
  const { KeyId } = KeyMetadata as { readonly KeyId: string };
  await witness.call('kms', 'create_alias', { AliasName: alias, TargetKeyId: KeyId });
  return KeyId;
}

async function keyOf(name: string): Promise<unknown> {
  const filter = { Key: 'Name', Option: 'Equals', Values: [name] };
  const { Parameters } = await witness.call('ssm', 'describe_parameters', { ParameterFilters: [filter] });
  return (Parameters as readonly { readonly KeyId?: string }[])[0]?.KeyId;
}

async function liveOf(Name: string): Promise<unknown> {
  const { Parameter } = await witness.call('ssm', 'get_parameter', { Name, WithDecryption: true });
  const { Type, Value, Version } = Parameter as Record<string, unknown>;
  return { Type, Value, Version };
}

const secret = (Name: string, Value: string, key: { readonly KeyId?: string } = {}) =>
  witness.call('ssm', 'put_parameter', { Name, Value, Type: 'SecureString', ...key });

describe('put-secure without --key-id', () => {
  it('would lose the key here if it sent none', async () => {
    await createKey('alias/control');
    await secret('/mow/control', 'one', { KeyId: 'alias/control' });
    const overwrite = { Name: '/mow/control', Value: 'two', Type: 'SecureString', Overwrite: true };
    await witness.call('ssm', 'put_parameter', overwrite);
    expect(await keyOf('/mow/control')).toBe('alias/aws/ssm');
  });

  it.each(['put-secure', 'put-secure-and-tag'])(
    '%s keeps the customer key of a secret it rotates',
    async (command) => {
      const name = `/mow/backend/django/stage/${command}`;
      const alias = `alias/rotate-${command}`;
      await createKey(alias);
      await secret(name, 'one', { KeyId: alias });
      const tags = command === 'put-secure' ? [] : ['--tag', 'Owner=data'];
      const { exitCode, stderr } = await ssmkit([command, '--name', name, '--value', 'two', ...tags], apply);
      expect(exitCode, stderr).toBe(0);
      expect(await liveOf(name)).toEqual({ Type: 'SecureString', Value: 'two', Version: 2 });
      expect(await keyOf(name)).toBe(alias);
      expect(proxy.operations.filter((operation) => operation === 'DescribeKey')).toHaveLength(1);
    },
  );

  it('keeps a key that was given by its ARN, and one of an id', async () => {
    const id = await createKey('alias/by-id');
    const { KeyMetadata } = await witness.call('kms', 'describe_key', { KeyId: id });
    const { Arn } = KeyMetadata as { readonly Arn: string };
    for (const [name, key] of [
      ['/mow/by-arn', Arn],
      ['/mow/by-id', id],
    ] as const) {
      await secret(name, 'one', { KeyId: key });
      expect((await ssmkit(['put-secure', '--name', name, '--value', 'two'], apply)).exitCode).toBe(0);
      expect(await keyOf(name)).toBe(key);
    }
  });

  it('never describes alias/aws/ssm, which could create it', async () => {
    const name = '/mow/backend/django/stage/DEFAULT_KEY';
    for (const value of ['one', 'two']) {
      const { exitCode } = await ssmkit(['put-secure', '--name', name, '--value', value], apply);
      expect(exitCode).toBe(0);
      expect(mutatingOf(proxy.operations)).toEqual(['PutParameter']);
      expect(proxy.operations).not.toContain('DescribeKey');
    }
    const named = ['put-secure', '--name', name, '--value', 'three', '--key-id', 'alias/aws/ssm'];
    expect((await ssmkit(named, apply)).exitCode).toBe(0);
    expect(proxy.operations).not.toContain('DescribeKey');
    expect(await keyOf(name)).toBe('alias/aws/ssm');
  });

  it('re-keys only by --key-id, and shows it', async () => {
    const name = '/mow/backend/django/stage/REKEYED';
    await createKey('alias/first');
    await createKey('alias/second');
    await secret(name, 'one', { KeyId: 'alias/first' });
    const line = ['put-secure', '--name', name, '--value', 'one', '--key-id', 'alias/second'];
    expect((await ssmkit(line)).stdout).toContain('key: alias/first → alias/second');
    expect((await ssmkit(line, apply)).exitCode).toBe(0);
    expect(await keyOf(name)).toBe('alias/second');
  });
});

describe('put on a SecureString', () => {
  const name = '/mow/backend/django/stage/PLAIN';

  it.each(['put', 'put-and-tag'])('%s is refused, and nothing is sent', async (command) => {
    await witness.call('ssm', 'put_parameter', {
      Name: name,
      Value: 'sEcReT-0',
      Type: 'SecureString',
      Overwrite: true,
    });
    const before = await liveOf(name);
    for (const mode of [{}, apply]) {
      const { exitCode, stdout, stderr } = await ssmkit(
        [command, '--name', name, '--value', 'sEcReT-1'],
        mode,
      );
      expect(exitCode).toBe(1);
      expect(stdout).toContain('is a SecureString and would become a String');
      expect(stdout).toContain('--allow-plaintext');
      expect(`${stdout}${stderr}`).not.toContain('sEcReT');
      expect(mutatingOf(proxy.operations)).toEqual([]);
    }
    expect(await liveOf(name)).toEqual(before);
  });

  it('is done with --allow-plaintext', async () => {
    const { exitCode } = await ssmkit(['put', '--name', name, '--value', 'open', '--allow-plaintext'], apply);
    expect(exitCode).toBe(0);
    expect(await liveOf(name)).toMatchObject({ Type: 'String', Value: 'open' });
  });
});

describe('a key that cannot encrypt is refused before anything is written', () => {
  const unusable: readonly (readonly [
    title: string,
    alias: string,
    make: () => Promise<void>,
    words: string,
  ])[] = [
    ['missing', 'alias/nowhere', async () => {}, 'does not exist'],
    [
      'disabled',
      'alias/disabled',
      async () => {
        const KeyId = await createKey('alias/disabled');
        await witness.call('kms', 'disable_key', { KeyId });
      },
      'is disabled',
    ],
    [
      'pending deletion',
      'alias/doomed',
      async () => {
        const KeyId = await createKey('alias/doomed');
        await witness.call('kms', 'schedule_key_deletion', { KeyId, PendingWindowInDays: 7 });
      },
      'is pending deletion',
    ],
  ];

  it.each(unusable)('%s', async (title, alias, make, words) => {
    await make();
    const name = `/mow/unusable/${title.replace(' ', '-')}`;
    const line = ['put-secure', '--name', name, '--value', 'v', '--key-id', alias];
    for (const mode of [{}, apply]) {
      const { exitCode, stdout } = await ssmkit(line, mode);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(`would be encrypted under ${alias}, which ${words}`);
      expect(mutatingOf(proxy.operations)).toEqual([]);
      expect(proxy.operations.filter((operation) => operation === 'DescribeKey')).toHaveLength(1);
    }
    await expect(liveOf(name)).rejects.toThrow('ParameterNotFound');
  });

  it('but one that may not be looked at is a warning', async () => {
    await createKey('alias/hidden');
    server.store.setFaults({ denied: [{ action: 'kms:DescribeKey' }] });
    try {
      const name = '/mow/backend/django/stage/HIDDEN_KEY';
      const line = ['put-secure', '--name', name, '--value', 'v', '--key-id', 'alias/hidden'];
      const { exitCode, stdout } = await ssmkit(line, apply);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('kms:DescribeKey is denied');
      expect(await keyOf(name)).toBe('alias/hidden');
    } finally {
      server.store.setFaults();
    }
  });

  it('and many parameters under one key ask about it once', async () => {
    await createKey('alias/shared');
    const services = ['a', 'b', 'c'];
    for (const service of services)
      await secret(`/mow/backend/${service}/stage/K`, 'one', { KeyId: 'alias/shared' });
    const sections = services.map((service) => `# service=${service}\n# secret=true\nK=two\n`);
    writeFileSync(join(folder, 'env.stage'), sections.join(''));
    const seed = ['seed', '--project', 'mow', '--environment', 'stage', '--env-file', 'env.stage'];
    const { exitCode } = await ssmkit(seed, apply);
    expect(exitCode).toBe(0);
    expect(mutatingOf(proxy.operations)).toEqual(Array(3).fill('PutParameter'));
    expect(proxy.operations.filter((operation) => operation === 'DescribeKey')).toHaveLength(1);
    for (const service of services)
      expect(await keyOf(`/mow/backend/${service}/stage/K`)).toBe('alias/shared');
  });
});

it('an asymmetric key is refused before anything is written', async () => {
  // The embedded KMS makes none, so this one is moto's.
  const moto = await endpoints[1][1]();
  const boto3 = startWitness(moto.direct);
  try {
    const { KeyMetadata } = await boto3.call('kms', 'create_key', {
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
    });
    const { KeyId = '' } = KeyMetadata as { readonly KeyId?: string };
    const line = ['put-secure', '--name', '/mow/rsa', '--value', 'v', '--key-id', KeyId];
    const { exitCode, stdout } = await ssmkitAt(moto.url, folder)(line, apply);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`under ${KeyId}, which is not a symmetric encryption key`);
    expect(mutatingOf(moto.operations)).toEqual([]);
    expect(await boto3.snapshot()).toEqual({});
  } finally {
    boto3.close();
    await moto.close();
  }
});
