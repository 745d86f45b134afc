import { openEmbeddedStore } from '../../src/local/embedded-store.ts';
import { startLocalServer } from '../../src/local/http-server.ts';

/**
 * The served store as a process of its own, for served-scale.test.ts. Sends its port; for each message it gets,
 * it sends the times its server took since the last one (ms) and the bytes it holds after a collection.
 * Arguments: database path, key in hex.
 */
const [databasePath = '', keyHex = ''] = process.argv.slice(2);
const store = openEmbeddedStore({
  folder: { path: databasePath, databasePath, key: Buffer.from(keyHex, 'hex') },
  account: '123456789012',
  region: 'us-east-1',
  now: Date.now,
});
let times: number[] = [];
const server = await startLocalServer({
  dispatch: store.dispatch,
  port: 0,
  host: '127.0.0.1',
  now: () => performance.now(),
  onAccess: ({ ms }) => times.push(ms),
});
process.on('message', () => {
  const report = { times };
  times = [];
  globalThis.gc?.();
  process.send?.({ ...report, bytes: process.memoryUsage().heapUsed, rss: process.memoryUsage().rss });
});
process.send?.({ port: server.port });
