import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as AWS would see it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  /** From the signature's scope: who asks, where, and which service. */
  readonly accessKeyId: string | undefined;
  readonly region: string | undefined;
  readonly service: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StubAws {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** A server on a free port of the loopback that records who signed what. */
export async function stubAws(answer: Answer = emptyAnswer): Promise<StubAws> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = toSeen(request, Buffer.concat(chunks).toString());
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function emptyAnswer(_request: SeenRequest, response: ServerResponse): void {
  answerJson(response, 200, { Parameters: [], InvalidParameters: [] });
}

export function answerJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
  response.end(JSON.stringify(body));
}

function toSeen(request: IncomingMessage, body: string): SeenRequest {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
  const target = String(request.headers['x-amz-target'] ?? '');
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    operation: target.split('.')[1] ?? new URLSearchParams(body).get('Action') ?? '',
    accessKeyId: scope?.[1],
    region: scope?.[2],
    service: scope?.[3],
    headers: request.headers,
    body,
  };
}

/** STS's answer to AssumeRole and AssumeRoleWithWebIdentity. */
export function answerRole(
  response: ServerResponse,
  action: string,
  accessKeyId: string,
  account: string,
): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>` +
      `<AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/r/s</Arn></AssumedRoleUser>` +
      `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
      `<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>` +
      `</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  );
}
