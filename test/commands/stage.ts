import { rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import {
  AddTagsToResourceCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { afterEach } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { createSystemClock } from '../../src/terminal/clock.ts';
import { mutatingOf } from '../support/counting-proxy.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { type CliOptions, type CliResult, cli, workFolder } from '../support/run-cli.ts';

export interface Call {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type RunOptions = Omit<CliOptions, 'cwd'>;
type Live = Readonly<
  Record<string, { readonly value: string; readonly type: string; readonly version: number }>
>;

/** A store behind an endpoint, a folder, and ssmkit that is told of both. */
export interface Stage extends Omit<EmbeddedServer, 'close' | 'onCall'> {
  /** Called before each request is carried out. */
  readonly onCall: (hook: (operation: string) => Promise<void>) => void;
  readonly cwd: string;
  /** Every request over the wire since the last `forget`. */
  readonly calls: readonly Call[];
  readonly forget: () => void;
  /** Operations that change something. */
  readonly writes: () => readonly string[];
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<CliResult>;
  /** The same with --apply. */
  readonly apply: (args: readonly string[], options?: RunOptions) => Promise<CliResult>;
  readonly put: (name: string, Value?: string, more?: Partial<PutParameterCommandInput>) => Promise<void>;
  readonly tagged: (name: string, tags: Readonly<Record<string, string>>) => Promise<void>;
  readonly tagsOf: (name: string) => Promise<Readonly<Record<string, string>>>;
  /** Everything there is, decrypted. */
  readonly live: () => Promise<Live>;
  readonly close: () => Promise<void>;
}

const opened: Stage[] = [];
afterEach(async () => {
  for (const stage of opened.splice(0)) await stage.close();
});

/** Ends with the test. Its clock does not wait, so retries cost nothing. */
export async function setStage(): Promise<Stage> {
  const server = await startEmbeddedServer();
  const cwd = workFolder();
  const calls: Call[] = [];
  let before: (operation: string) => Promise<void> = async () => {};
  server.onCall(async (operation, { body }) => {
    // STS speaks another protocol, and names no operation in its headers.
    calls.push({ operation, body: JSON.parse((operation && Buffer.from(body).toString('utf8')) || '{}') });
    await before(operation);
  });
  const run = (args: readonly string[], { env, ...options }: RunOptions = {}) =>
    cli(args, {
      clock: hurriedClock(),
      ...options,
      cwd,
      env: {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
        ...env,
      },
    });
  const stage: Stage = {
    ...server,
    cwd,
    onCall: (hook) => {
      before = hook;
    },
    calls,
    run,
    apply: ([command = '', ...args], options) => run([command, '--apply', ...args], options),
    forget: () => calls.splice(0),
    writes: () => mutatingOf(calls.map(({ operation }) => operation)),
    put: async (Name, Value = 'v', more = {}) => {
      await server.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
    },
    tagged: async (ResourceId, tags) => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await server.ssm.send(new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId, Tags }));
    },
    tagsOf: async (ResourceId) => {
      const command = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId });
      const { TagList = [] } = await server.ssm.send(command);
      return Object.fromEntries(TagList.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    live: async () => {
      const all: Record<string, Live[string]> = {};
      let NextToken: string | undefined;
      do {
        const page = await server.ssm.send(
          new GetParametersByPathCommand({ Path: '/', Recursive: true, WithDecryption: true, NextToken }),
        );
        for (const { Name = '', Value = '', Type = '', Version = 0 } of page.Parameters ?? [])
          all[Name] = { value: Value, type: Type, version: Version };
        NextToken = page.NextToken;
      } while (NextToken);
      return all;
    },
    close: async () => {
      await server.close();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
  opened.push(stage);
  return stage;
}

/** A longer sleep is the limit of a call; pauses between two are at most this long (src/apply). */
const longestPauseMs = 5_000;

/** Pauses cost nothing but are counted, so that waiting two minutes takes none. */
export function hurriedClock(): Clock {
  const real = createSystemClock();
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (ms > longestPauseMs) return await real.sleep(ms, signal);
      skipped += ms;
      await setImmediate();
    },
  };
}
