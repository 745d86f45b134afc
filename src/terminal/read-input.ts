import { type InputStream, interrupted } from './prompt.ts';

/**
 * Standard input to its end. A signal is not to wait for whoever feeds it, who may never end.
 * @throws SsmkitError `interrupted` once `signal` is aborted.
 */
export async function readInput(stdin: InputStream, signal: AbortSignal): Promise<Uint8Array> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(interrupted());
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([readAll(stdin), stopped]);
  } catch (error) {
    // Left open it would keep the process from ending.
    if (signal.aborted) stdin.destroy?.();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
