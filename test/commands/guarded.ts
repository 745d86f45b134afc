import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { type CliOptions, type CliResult, cli, workFolder } from '../support/run-cli.ts';

export interface Guarded extends Pick<EmbeddedServer, 'ssm' | 'kms' | 'store' | 'url'> {
  readonly cwd: string;
  /** Operations in the order of their requests, STS's among them. */
  readonly operations: readonly string[];
  /** Access key ids that signed them. */
  readonly signers: ReadonlySet<string>;
  readonly settings: (environments: object, more?: object) => void;
  readonly file: (text: string, name?: string) => string;
  readonly run: (args: readonly string[], options?: Omit<CliOptions, 'cwd'>) => Promise<CliResult>;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The account that the endpoint's STS tells of every caller. */
export const accountOfCaller = '000000000000';
export const otherAccount = '123456789012';

/** ssm, kms and sts of an embedded store on one port, with a count of what they are asked. Ends with the test. */
export async function setGuarded(): Promise<Guarded> {
  const server = await startEmbeddedServer();
  const cwd = workFolder();
  const operations: string[] = [];
  const signers = new Set<string>();
  server.onCall(async (operation, { headers, body }) => {
    const action = new URLSearchParams(Buffer.from(body).toString('utf8')).get('Action');
    operations.push(operation || (action ?? 'unknown'));
    signers.add(/Credential=(\w+)/.exec(String(headers.authorization))?.[1] ?? '');
  });
  closers.push(async () => {
    await server.close();
    rmSync(cwd, { recursive: true, force: true });
  });
  return {
    ...server,
    cwd,
    operations,
    signers,
    settings: (environments, more = {}) =>
      writeFileSync(
        join(cwd, 'ssmkit.json'),
        JSON.stringify({
          pathTemplate: '/{environment}/{service}/{key}',
          newKeys: 'free',
          environments,
          ...more,
        }),
      ),
    file: (text, name = 'f.env') => {
      writeFileSync(join(cwd, name), text);
      return join(cwd, name);
    },
    run: (args, { env, ...options } = {}) =>
      cli(args, {
        ...options,
        cwd,
        env: {
          AWS_ENDPOINT_URL: server.url,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'example',
          ...env,
        },
      }),
  };
}

/** An address that takes every request and answers none. */
export async function silentEndpoint(): Promise<string> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
