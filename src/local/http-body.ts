import type { IncomingMessage } from 'node:http';

const bodyLimit = 1024 * 1024;
/** A client that sends on and on is cut off here. */
const patience = 16 * bodyLimit;

/**
 * The whole body, or undefined when it is larger than 1 MiB: then the rest is read and dropped, since a client
 * that is still sending would never see the answer. @throws Error beyond 16 MiB; the connection is gone then.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > patience) throw new RangeError('The request is far too large.');
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}
