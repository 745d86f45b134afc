import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountingProxy {
  readonly url: string;
  /** Operation names as they came, `PutParameter`, in order. */
  readonly operations: string[];
  readonly close: () => Promise<void>;
}

/** Operations that change something. */
const mutating =
  /^(Put|Add|Remove|Delete|Label|Unlabel|Update|Reset|Create|Schedule|Enable|Disable|Tag|Untag)/;

export function mutatingOf(operations: readonly string[]): readonly string[] {
  return operations.filter((operation) => mutating.test(operation));
}

/** An endpoint that counts what it is asked and hands it on to another one. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const operations: string[] = [];
  const to = new URL(target);
  const server: Server = createServer((incoming, outgoing) => {
    operations.push(String(incoming.headers['x-amz-target'] ?? 'unknown').replace(/^.*\./, ''));
    const onward = request(
      {
        host: to.hostname,
        port: to.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    operations,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
