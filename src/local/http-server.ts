import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AwsError, errorBody } from './aws-error.ts';
import { controlPath } from './control.ts';
import { readBody } from './http-body.ts';
import { isKnown } from './operations.ts';
import { targetOf } from './protocol.ts';
import { type AwsRequest, type AwsResponse, type Dispatch, response } from './wire.ts';

/** One line of the access log. It never holds a name, a value or anything else from the body. */
export interface AccessEvent {
  /** A known operation, `Control` or `Unknown`. */
  readonly operation: string;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** AWS's code, of a refusal in JSON. */
  readonly error?: string;
  readonly ms: number;
}

export interface LocalServerOptions {
  readonly dispatch: Dispatch;
  /** Answers what is below `/_ssmkit/`; such paths are as unknown as all others when left out. */
  readonly control?: ((request: AwsRequest) => AwsResponse) | undefined;
  /** 0 for any free one. */
  readonly port: number;
  readonly host: '127.0.0.1';
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  readonly onAccess?: ((event: AccessEvent) => void) | undefined;
  /** How long a client may take to send a request; 30 s when left out. */
  readonly requestTimeoutMs?: number | undefined;
}

export interface LocalServer {
  readonly url: string;
  readonly port: number;
  /** Answers what is in flight, for two seconds at most; then nothing listens any more. */
  close(): Promise<void>;
}

const closeGraceMs = 2000;

/** Serves a dispatch to the aws CLI and every SDK, on loopback only. Rejects when the port is taken. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { createServer } = await import('node:http');
  const requestTimeout = options.requestTimeoutMs ?? 30_000;
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(10_000, requestTimeout),
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(5_000, requestTimeout),
    },
    (request, reply) => {
      serve(options, request, reply).catch(() => request.destroy());
    },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    else socket.destroy();
  });
  const port = await listen(server, options);
  return { url: `http://${options.host}:${port}`, port, close: () => close(server) };
}

async function serve(
  options: LocalServerOptions,
  request: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const start = options.now();
  const left = new AbortController();
  reply.on('close', () => left.abort(new Error('The client went away.')));
  const report = (operation: string, status: number, code?: string) => {
    const event = { operation, status, ms: options.now() - start };
    options.onAccess?.(code === undefined ? event : { ...event, error: code });
  };

  const refusal = refuse(request);
  const body = refusal ? undefined : await readBody(request);
  if (!body) {
    const status = refusal ? 403 : 413;
    const error = refusal ?? new AwsError('SerializationException', 'The request is larger than 1 MiB.', 413);
    send(reply, errorAnswer(error, status, options.now()), true);
    report('Unknown', status, error.code);
    return;
  }
  const asked = toAwsRequest(request, body);
  if (options.control && asked.path.startsWith(controlPath)) {
    const answer = options.control(asked);
    send(reply, answer, false);
    report('Control', answer.status);
    return;
  }
  const target = targetOf(asked);
  const operation = target && isKnown(target) ? target.operation : 'Unknown';
  try {
    const answer = await options.dispatch(asked, left.signal);
    send(reply, answer, false);
    report(operation, answer.status, codeOf(answer));
  } catch {
    // A fault that breaks the connection: the client must see a reset, not an answer.
    request.socket.resetAndDestroy();
    report(operation, 0);
  }
}

/** A page in a browser must not reach the store, neither by a foreign name for 127.0.0.1 nor by a script. */
function refuse(request: IncomingMessage): AwsError | undefined {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host === '127.0.0.1' || host === 'localhost' || host === '[::1]') {
    if (request.headers.origin === undefined) return undefined;
    return new AwsError('AccessDeniedException', 'Requests from web pages are refused.');
  }
  return new AwsError('AccessDeniedException', 'The Host header must be 127.0.0.1 or localhost.');
}

function toAwsRequest(request: IncomingMessage, body: Uint8Array): AwsRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]);
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: Object.fromEntries(headers),
    body,
  };
}

function errorAnswer(error: AwsError, status: number, now: number): AwsResponse {
  return response(status, 'application/x-amz-json-1.1', errorBody(error), { requestId: randomUUID(), now });
}

/** Our own answers alone are looked into, never what came in. */
function codeOf(answer: AwsResponse): string | undefined {
  if (answer.status < 400) return undefined;
  return /^\{"__type":"([A-Za-z]+)"/.exec(Buffer.from(answer.body).toString('utf8'))?.[1];
}

function send(reply: ServerResponse, answer: AwsResponse, last: boolean): void {
  reply.writeHead(answer.status, { ...answer.headers, ...(last ? { connection: 'close' } : {}) });
  reply.end(answer.body);
}

function listen(server: Server, options: LocalServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
