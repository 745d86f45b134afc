/** One HTTP request to an AWS service, as far as the protocol needs it. Header names in lower case. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Answers one request. Rejects only where a network would: with an error whose `code` is `ECONNRESET`, or with
 * the signal's reason. Every other failure is a response.
 */
export type Dispatch = (request: AwsRequest, signal?: AbortSignal) => Promise<AwsResponse>;

const encoder = new TextEncoder();

/** Every answer carries a right `Date`, because the SDK corrects its clock by it. `now` in milliseconds. */
export function response(
  status: number,
  contentType: string,
  body: string,
  about: { readonly requestId: string; readonly now: number },
): AwsResponse {
  const bytes = encoder.encode(body);
  return {
    status,
    headers: {
      'content-type': contentType,
      'content-length': String(bytes.length),
      date: new Date(about.now).toUTCString(),
      'x-amzn-requestid': about.requestId,
    },
    body: bytes,
  };
}
