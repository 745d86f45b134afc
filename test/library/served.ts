import {
  type GetParametersByPathCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSM,
} from '@aws-sdk/client-ssm';
import { createLoader } from '../../src/library/loader.ts';
import { createReadBelow } from '../../src/library/read-below.ts';
import { createSystemClock } from '../../src/terminal/clock.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';

export type Load = ReturnType<typeof createLoader>;

export interface Served extends EmbeddedServer {
  /** Operations since the last `forget`. */
  readonly calls: string[];
  readonly put: (name: string, value: string, more?: Partial<PutParameterCommandInput>) => Promise<void>;
  /** A loader that remembers nothing yet, on a machine where nothing but this endpoint is known. */
  readonly loader: (env?: Readonly<Record<string, string>>) => Load;
  /** An SDK client as an application would make it. */
  readonly client: () => SSM;
}

/** An embedded store behind an endpoint that counts. */
export async function serve(): Promise<Served> {
  const server = await startEmbeddedServer();
  const calls: string[] = [];
  server.onCall(async (operation) => {
    calls.push(operation);
  });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  return {
    ...server,
    calls,
    put: async (Name, Value, more = {}) => {
      await server.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
    },
    loader: (env = {}) =>
      createLoader(
        createReadBelow(() => ({
          version: '0',
          nodeVersion: process.version,
          clock: createSystemClock(),
          env: {
            AWS_EC2_METADATA_DISABLED: 'true',
            AWS_CONFIG_FILE: '/dev/null',
            AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
            AWS_REGION: 'us-east-1',
            AWS_ENDPOINT_URL: server.url,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
            ...env,
          },
        })),
      ),
    client: () => new SSM({ region: 'us-east-1', endpoint: server.url, credentials }),
  };
}

/** A client that answers these parameters and counts how often it is asked. */
export function fixedClient(values: Readonly<Record<string, string>>) {
  const asked: GetParametersByPathCommand['input'][] = [];
  return {
    asked,
    send: async ({ input }: { readonly input: GetParametersByPathCommand['input'] }) => {
      asked.push(input);
      return { Parameters: Object.entries(values).map(([Name, Value]) => ({ Name, Value, Type: 'String' })) };
    },
  };
}
