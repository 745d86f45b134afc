import { startCountingProxy } from '../../support/counting-proxy.ts';
import { startEmbeddedServer } from '../../support/embedded-server.ts';

/** Somewhere that speaks Parameter Store, empty, behind a counter. */
export interface Endpoint {
  /** Counted. */
  readonly url: string;
  /** Not counted: for witnesses. */
  readonly direct: string;
  /** What came to `url`, in order. */
  readonly operations: string[];
  readonly close: () => Promise<void>;
}

async function moto(): Promise<Endpoint> {
  const direct = process.env.MOTO_URL;
  if (!direct) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');
  const reset = await fetch(`${direct}/moto-api/reset`, { method: 'POST' });
  if (!reset.ok) throw new Error(`moto did not reset: ${reset.status}`);
  const proxy = await startCountingProxy(direct);
  return { url: proxy.url, direct, operations: proxy.operations, close: proxy.close };
}

async function embedded(): Promise<Endpoint> {
  const server = await startEmbeddedServer();
  const proxy = await startCountingProxy(server.url);
  return {
    url: proxy.url,
    direct: server.url,
    operations: proxy.operations,
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

type NamedEndpoint = readonly [title: string, open: () => Promise<Endpoint>];

export const endpoints: readonly [NamedEndpoint, NamedEndpoint] = [
  ['the embedded store over HTTP', embedded],
  ['moto', moto],
];
