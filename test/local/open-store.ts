import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, expect } from 'vitest';
import {
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  type LocalFolder,
  openEmbeddedStore,
} from '../../src/local/embedded-store.ts';

const undo: (() => void)[] = [];
afterAll(() => {
  for (const step of undo.reverse()) step();
});

export function makeFolder(): LocalFolder {
  const path = mkdtempSync(join(tmpdir(), 'ssmkit-local-'));
  undo.push(() => rmSync(path, { recursive: true, force: true }));
  return { path, databasePath: join(path, 'store.db'), key: randomBytes(32) };
}

export interface TestStore {
  readonly store: EmbeddedStore;
  readonly folder: LocalFolder;
  readonly ssm: SSMClient;
  readonly kms: KMSClient;
  readonly sts: STSClient;
  /** Milliseconds that the store's clock is moved by. */
  advance(ms: number): void;
  readonly now: () => number;
  readonly internalErrors: unknown[];
}

/** A store of its own with the real SDK clients in front; closed and removed when the test file ends. */
export function openTestStore(options: Partial<EmbeddedStoreOptions> = {}): TestStore {
  const folder = options.folder ?? makeFolder();
  let time = Date.UTC(2026, 0, 15, 12);
  const now = options.now ?? (() => time);
  const internalErrors: unknown[] = [];
  const region = options.region ?? 'us-east-1';
  const store = openEmbeddedStore({
    account: '123456789012',
    onInternalError: (error) => internalErrors.push(error),
    ...options,
    folder,
    now,
    region,
  });
  const config = {
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: store.requestHandler,
    maxAttempts: 1,
  };
  const ssm = new SSMClient(config);
  const kms = new KMSClient(config);
  const sts = new STSClient(config);
  undo.push(() => store.close());
  const advance = (ms: number) => {
    time += ms;
  };
  return { store, folder, ssm, kms, sts, advance, now, internalErrors };
}

/** `ok`, or `Code` / `Code: message`; the SDK says UnknownError where AWS sends no message. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message === 'UnknownError' ? error.name : `${error.name}: ${error.message}`;
  }
}

/** For `toEqual`: a text stands for itself, an expression for every text it matches. */
export function like(expected: string | RegExp): unknown {
  return typeof expected === 'string' ? expected : expect.stringMatching(expected);
}
