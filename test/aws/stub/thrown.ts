/** An error as the SDK throws it: name and message, status and headers in their hidden places. */
export function thrown(
  name: string,
  message = 'UnknownError',
  more: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly code?: string;
    readonly cause?: unknown;
  } = {},
): Error {
  const { status, headers, ...rest } = more;
  const error = Object.assign(new Error(message), { name, ...rest });
  if (status === undefined) return error;
  Object.defineProperty(error, '$response', { value: { statusCode: status, headers: headers ?? {} } });
  return Object.assign(error, { $metadata: { httpStatusCode: status, requestId: 'r-1' } });
}
