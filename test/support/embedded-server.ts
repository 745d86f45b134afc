import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import {
  defaultLocalAccount,
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  openEmbeddedStore,
} from '../../src/local/embedded-store.ts';
import { startLocalServer } from '../../src/local/http-server.ts';
import type { AwsRequest } from '../../src/local/wire.ts';

export interface EmbeddedServer {
  readonly url: string;
  readonly store: EmbeddedStore;
  /** The SDK's own clients, past the server, for setting the scene and for looking. */
  readonly ssm: SSMClient;
  readonly kms: KMSClient;
  /** Called before each request over HTTP is carried out, until it is set anew. */
  onCall(hook: (operation: string, request: AwsRequest) => Promise<void>): void;
  readonly close: () => Promise<void>;
}

/** An embedded store of its own, served over HTTP on a free port of loopback. */
export async function startEmbeddedServer(
  options: Pick<EmbeddedStoreOptions, 'faults'> = {},
): Promise<EmbeddedServer> {
  const path = mkdtempSync(join(tmpdir(), 'ssmkit-server-'));
  const store = openEmbeddedStore({
    ...options,
    folder: {
      path,
      databasePath: join(path, 'store.sqlite'),
      key: crypto.getRandomValues(new Uint8Array(32)),
    },
    account: defaultLocalAccount,
    region: 'us-east-1',
    now: () => Date.now(),
  });
  let before: (operation: string, request: AwsRequest) => Promise<void> = async () => {};
  const server = await startLocalServer({
    dispatch: async (request, signal) => {
      await before(String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''), request);
      return await store.dispatch(request, signal);
    },
    port: 0,
    host: '127.0.0.1',
    now: () => Date.now(),
  });
  const client = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: store.requestHandler,
    maxAttempts: 1,
  };
  return {
    url: server.url,
    store,
    ssm: new SSMClient(client),
    kms: new KMSClient(client),
    onCall(hook) {
      before = hook;
    },
    close: async () => {
      await server.close();
      store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
