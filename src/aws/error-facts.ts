/** What an unknown thrown thing says about itself, without its type being trusted. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  /** Node's code, `ECONNRESET`; of the first cause that has one. */
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The SDK has set its clock after the server's: sending again will be signed with the right time. */
  readonly clockCorrected: boolean;
  /** Name of the cause: what a signal was aborted for. */
  readonly causeName: string | undefined;
}

export function factsOf(error: unknown): ErrorFacts {
  const it = record(error);
  const metadata = record(it.$metadata);
  const response = record(it.$response);
  const cause = record(it.cause);
  return {
    name: text(it.name) ?? 'Error',
    message: text(it.message) ?? (typeof error === 'string' ? error : ''),
    code: text(it.code) ?? text(cause.code),
    status: number(metadata.httpStatusCode) ?? number(response.statusCode),
    requestId: text(metadata.requestId),
    headers: headersOf(response.headers),
    clockCorrected: metadata.clockSkewCorrected === true,
    causeName: text(cause.name),
  };
}

/**
 * What the service said to wait, in milliseconds: `retry-after` in seconds or as a date (measured
 * against the answer's own date), `x-amz-retry-after` in milliseconds.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const milliseconds = headers['x-amz-retry-after'];
  if (milliseconds !== undefined && /^\d+$/.test(milliseconds)) return Number(milliseconds);
  const after = headers['retry-after'];
  if (after === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(after)) return Math.round(Number(after) * 1000);
  const wait = Date.parse(after) - Date.parse(headers.date ?? '');
  return wait > 0 ? wait : undefined;
}

function headersOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(record(value)).map(([name, text]) => [name.toLowerCase(), String(text)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
