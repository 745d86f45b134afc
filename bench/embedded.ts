import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import { defaultLocalAccount, type EmbeddedStore, openEmbeddedStore } from '../src/local/embedded-store.ts';
import type { FaultPlan } from '../src/local/fault-plan.ts';
import { type AccessEvent, startLocalServer } from '../src/local/http-server.ts';

export interface BenchServer {
  readonly url: string;
  readonly store: EmbeddedStore;
  /** Past the server and its faults' waiting, for setting the scene. */
  readonly ssm: SSMClient;
  /** Calls over HTTP since the last `forget`, by operation. */
  readonly calls: Map<string, number>;
  readonly forget: () => void;
  /** How many calls since then had to wait for another's answer, one after the other, and one. */
  readonly depth: () => number;
  readonly close: () => Promise<void>;
}

export interface BenchServerOptions {
  readonly faults?: FaultPlan;
  readonly onAccess?: (event: AccessEvent) => void;
  /** Before a request is carried out. */
  readonly onRequest?: (operation: string) => void;
}

export async function startBenchServer(options: BenchServerOptions = {}): Promise<BenchServer> {
  const path = mkdtempSync(join(tmpdir(), 'ssmkit-bench-'));
  const key = crypto.getRandomValues(new Uint8Array(32));
  const store = openEmbeddedStore({
    folder: { path, databasePath: join(path, 'store.sqlite'), key },
    account: defaultLocalAccount,
    region: 'us-east-1',
    now: Date.now,
    ...(options.faults && { faults: options.faults }),
  });
  const calls = new Map<string, number>();
  let underWay = 0;
  let depth = 0;
  const server = await startLocalServer({
    dispatch: (request, signal) => {
      if (underWay === 0) depth += 1;
      underWay += 1;
      options.onRequest?.(String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''));
      return store.dispatch(request, signal);
    },
    port: 0,
    host: '127.0.0.1',
    now: Date.now,
    onAccess: (event) => {
      underWay -= 1;
      calls.set(event.operation, (calls.get(event.operation) ?? 0) + 1);
      options.onAccess?.(event);
    },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return {
    url: server.url,
    store,
    ssm: new SSMClient({ region: 'us-east-1', credentials, requestHandler: store.requestHandler }),
    calls,
    forget: () => {
      calls.clear();
      depth = 0;
    },
    depth: () => depth,
    close: async () => {
      await server.close();
      store.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
