import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteParametersCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { cli } from '../../support/run-cli.ts';
import type { RunResult } from '../../support/run-program.ts';
import { ssmkitAt } from '../scripts/run-ssmkit.ts';
import type { KeyWorld } from './authorizations.ts';
import { type EnforcingProxy, startEnforcingProxy } from './enforcing-proxy.ts';
import { type Authorization, account, createEvaluator } from './evaluator.ts';
import { type AccessKey, type EnforcingMoto, startEnforcingMoto } from './moto-server.ts';

export const alias = 'alias/ssm-prod';

/** Of both environments; OLD is in no env file, NEW_ONE is new where the store is empty. */
const live: readonly (readonly [path: string, type: 'String' | 'SecureString', keyId?: string])[] = [
  ['db/ENV/HOST', 'String'],
  ['db/ENV/OLD', 'String'],
  ['db/ENV/PW', 'SecureString', alias],
  ['web/ENV/NEW_ONE', 'String'],
  ['web/ENV/TOKEN', 'SecureString'],
];

export const envFile = [
  '# service=db',
  'HOST=changed',
  '# secret=true',
  'PW=changed',
  '# service=web',
  '# secret=true',
  'TOKEN=changed',
  'NEW_ONE=created',
  '',
].join('\n');

const settings = {
  project: 'mow',
  environments: { prod: { account, keyId: alias }, stage: { account, keyId: alias } },
};

export interface PolicyDocument {
  readonly Statement: readonly {
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

export interface Scene {
  readonly moto: EnforcingMoto;
  readonly proxy: EnforcingProxy;
  readonly keyArn: string;
  readonly allows: (policy: unknown, asked: Authorization) => Promise<boolean>;
  /** What `ssmkit iam policy` prints; undefined where nothing is called. */
  readonly policyOf: (args: readonly string[]) => Promise<PolicyDocument | undefined>;
  /** The policy in force: whole before moto, its actions alone inside of moto. */
  readonly enforce: (policy: PolicyDocument) => Promise<void>;
  /** A run with the user's keys. */
  readonly run: (args: readonly string[]) => Promise<RunResult>;
  readonly runAs: (key: AccessKey, args: readonly string[]) => Promise<RunResult>;
  /** Puts the store into one of two states. */
  readonly arrange: (state: State) => Promise<void>;
  readonly snapshot: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export type State = 'live' | 'empty';

export async function setScene(): Promise<Scene> {
  const moto = await startEnforcingMoto();
  const allows = createEvaluator();
  const proxy = await startEnforcingProxy(moto.url, allows);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = moto.admin;
  const client = { region: 'us-east-1', endpoint: moto.url, credentials: { accessKeyId, secretAccessKey } };
  const ssm = new SSMClient(client);
  const kms = new KMSClient(client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId }));
  const keyArn = KeyMetadata?.Arn ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-iam-'));
  writeFileSync(join(folder, 'f.env'), envFile);
  writeFileSync(join(folder, 'ssmkit.json'), JSON.stringify(settings));

  const arranged = new Map<string, string | undefined>();
  const world: KeyWorld = {
    keyIdOf: (name) => arranged.get(name),
    key: (keyId) => ([alias, keyArn].includes(keyId) ? { arn: keyArn, aliases: [alias] } : undefined),
    below: (path) => [...arranged.keys()].filter((name) => name.startsWith(`${path.replace(/\/$/, '')}/`)),
  };
  const runAs = async (key: AccessKey, args: readonly string[]) => {
    // A backup never replaces a file, and every run makes its own.
    rmSync(join(folder, 'backup.json'), { force: true });
    return await ssmkitAt(proxy.url, folder)(args, { ...key });
  };
  const all = async () => {
    const path = { Path: '/mow', Recursive: true, WithDecryption: true, MaxResults: 10 };
    const { Parameters = [], NextToken } = await ssm.send(new GetParametersByPathCommand(path));
    // moto says so of a page that is exactly full.
    const more = NextToken
      ? await ssm.send(new GetParametersByPathCommand({ ...path, NextToken }))
      : { Parameters: [] };
    return [...Parameters, ...(more.Parameters ?? [])];
  };
  return {
    ...{ moto, proxy, keyArn, allows },
    async policyOf(args) {
      const own = ['iam', 'policy', '--region', 'us-east-1', '--account', account, '--quiet', ...args];
      const { stdout, stderr, exitCode } = await cli(own, { cwd: folder });
      if (exitCode !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
      return stdout === '' ? undefined : (JSON.parse(stdout) as PolicyDocument);
    },
    async enforce(policy) {
      proxy.enforce(policy, world);
      await moto.putPolicy(actionsOnly(policy));
    },
    run: (args) => runAs(moto.user, args),
    runAs,
    async arrange(state) {
      const names = (await all()).map(({ Name = '' }) => Name);
      for (let at = 0; at < names.length; at += 10) {
        await ssm.send(new DeleteParametersCommand({ Names: names.slice(at, at + 10) }));
      }
      arranged.clear();
      if (state === 'empty') return;
      for (const env of ['prod', 'stage']) {
        for (const [path, Type, KeyId] of live) {
          const Name = `/mow/backend/${path.replace('ENV', env)}`;
          const Tags = [{ Key: 'Old', Value: 'x' }];
          await ssm.send(new PutParameterCommand({ Name, Value: 'live', Type, KeyId, Tags }));
          arranged.set(Name, KeyId);
        }
      }
    },
    async snapshot() {
      const found = await all();
      const tags = await Promise.all(
        found.map(({ Name }) =>
          ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name })),
        ),
      );
      const lines = found.map(({ Name, Value, Version }, at) => [Name, Value, Version, tags[at]?.TagList]);
      return lines.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    },
    async close() {
      ssm.destroy();
      kms.destroy();
      rmSync(folder, { recursive: true, force: true });
      await proxy.close();
      await moto.close();
    },
  };
}

/** moto compares the Resource of a statement with `*` and knows no condition: see moto.test.ts. */
export function actionsOnly(policy: PolicyDocument): PolicyDocument & { readonly Version: string } {
  const Statement = [{ Effect: 'Allow', Action: actionsOf(policy), Resource: '*' }];
  return { Version: '2012-10-17', Statement };
}

export function actionsOf(policy: PolicyDocument): readonly string[] {
  return [...new Set(policy.Statement.flatMap(({ Action }) => Action))].toSorted();
}
