import type { AwsResponse, Dispatch } from './wire.ts';

/** The part of the SDK's HttpRequest that is read. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

interface HandlerOptions {
  readonly abortSignal?: unknown;
  readonly requestTimeout?: number | undefined;
}

/** What AWS SDK v3 clients take as `requestHandler`. */
export interface LocalRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest, options?: HandlerOptions): Promise<{ readonly response: SdkResponse }>;
  destroy(): void;
  updateHttpClientConfig(key: never, value: never): void;
  httpHandlerConfigs(): Record<string, never>;
}

/** Carries the SDK's requests to the store without a socket: marshalling, errors and paging stay the SDK's. */
export function createLocalRequestHandler(dispatch: Dispatch): LocalRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options = {}) {
      const signal = deadline(options);
      const asked = {
        method: request.method,
        path: request.path,
        headers: lowerCase(request.headers),
        body: toBytes(request.body),
      };
      return { response: toSdkResponse(await withAbort(() => dispatch(asked, signal), signal)) };
    },
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

function deadline({ abortSignal, requestTimeout }: HandlerOptions): AbortSignal | undefined {
  const given = abortSignal instanceof AbortSignal ? [abortSignal] : [];
  const limit = requestTimeout ? [AbortSignal.timeout(requestTimeout)] : [];
  const signals = [...given, ...limit];
  return signals.length === 0 ? undefined : AbortSignal.any(signals);
}

/** Rejects as the SDK's own handler does: AbortError for the caller, TimeoutError for the clock. */
async function withAbort<T>(start: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await start();
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
    const told = new Error(timedOut ? 'The request timed out' : 'Request aborted', { cause: error });
    told.name = timedOut ? 'TimeoutError' : 'AbortError';
    throw told;
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError('The embedded store takes no streamed request bodies.');
}

function toSdkResponse(response: AwsResponse): SdkResponse {
  return { statusCode: response.status, headers: { ...response.headers }, body: response.body };
}
