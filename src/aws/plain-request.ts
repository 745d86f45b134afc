import type { IncomingMessage } from 'node:http';

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * A small request to the machine's own services: unsigned, past every proxy, bounded in milliseconds.
 * Rejects with an Error that names the host and nothing of the headers.
 */
export async function plainRequest(
  url: string,
  method: 'GET' | 'PUT',
  timeout: number,
  headers: Readonly<Record<string, string>>,
): Promise<PlainAnswer> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`${URL.parse(url)?.origin ?? 'the address'} did not answer`));
    const sent = request(url, { method, headers, signal: AbortSignal.timeout(timeout) });
    sent.on('error', fail);
    sent.on('response', (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.end();
  });
}
