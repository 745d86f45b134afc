import type { GetParametersByPathCommandInput, SSMClient } from '@aws-sdk/client-ssm';
import type { CallRunner, ParameterStore } from '../core/ports.ts';
import type { Surroundings } from './call-context.ts';
import { clientConfig } from './client-config.ts';
import type { ConnectOptions } from './connect-options.ts';
import { createReads } from './parameter-reads.ts';
import { settle } from './settled.ts';

/** As much of Parameter Store as reading below a path takes. */
type PathStore = Pick<ParameterStore, 'getParametersByPath'>;

export interface PathReader extends PathStore {
  destroy(): void;
}

/** An SDK client with methods for its operations, such as `SSM`, can be of any version. */
interface ClientWithMethod {
  readonly getParametersByPath: (input: GetParametersByPathCommandInput, options: unknown) => unknown;
}

/** A client of our own, for as long as it takes. Settles everything as `connect` does, and throws as it does. */
export async function connectPathReader(options: ConnectOptions, runner: CallRunner): Promise<PathReader> {
  const settled = await settle(options);
  const { client, endpoints, credentials } = settled;
  const { SSMClient } = await import('./ssm-client.ts');
  const ssm = new SSMClient({ ...clientConfig(client, endpoints.ssm), credentials });
  return {
    ...readerOf(ssm, runner, () => settled.around('ssm')),
    destroy() {
      ssm.destroy();
      settled.destroy();
    },
  };
}

/** A client that somebody else made and keeps. */
export function foreignPathReader(client: object, runner: CallRunner): PathReader {
  const sender = hasMethod(client)
    ? {
        send: ({ input }: { readonly input: GetParametersByPathCommandInput }, options: unknown) =>
          client.getParametersByPath(input, options),
      }
    : client;
  return { ...readerOf(sender as SSMClient, runner, () => ({})), destroy() {} };
}

function hasMethod(client: object): client is ClientWithMethod {
  return 'getParametersByPath' in client && typeof client.getParametersByPath === 'function';
}

function readerOf(client: SSMClient, runner: CallRunner, around: () => Surroundings): PathStore {
  const { getParametersByPath } = createReads(
    client,
    runner,
    (operation, subjects) => ({ operation, subjects, around: around() }),
    () => {},
  );
  return { getParametersByPath };
}
