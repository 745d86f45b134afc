import { AwsError } from './aws-error.ts';
import type { AwsRequest } from './wire.ts';

export type Service = 'ssm' | 'kms' | 'sts';

export interface Target {
  readonly service: Service;
  /** As the caller named it; it need not exist. */
  readonly operation: string;
}

const prefixes: Readonly<Record<string, Service>> = { AmazonSSM: 'ssm', TrentService: 'kms' };

/** What a request is about, or nothing. JSON 1.1 says it in a header, STS's query protocol in the body. */
export function targetOf(request: AwsRequest): Target | undefined {
  if (request.method !== 'POST') return undefined;
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const [, prefix = '', operation = ''] = /^([A-Za-z]+)\.([A-Za-z]{1,64})$/.exec(target) ?? [];
    const service = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
    return service && { service, operation };
  }
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const operation = new URLSearchParams(Buffer.from(request.body).toString('utf8')).get('Action') ?? '';
  return /^[A-Za-z]{1,64}$/.test(operation) ? { service: 'sts', operation } : undefined;
}

/** An empty body stands for `{}`. @throws AwsError SerializationException */
export function parseBody(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's message would quote the body.
    throw new AwsError('SerializationException', 'The request body is not valid JSON in UTF-8.');
  }
}

/**
 * The Region that the request was signed for, if its signature says so. Signatures are not checked: any
 * credentials will do, but there must be some. @throws AwsError MissingAuthenticationTokenException
 */
export function signedRegion(request: AwsRequest): string | undefined {
  const authorization = request.headers.authorization;
  if (authorization === undefined || authorization === '') {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const scope = /Credential=[^/,\s]+\/\d{8}\/([a-z]{2}[a-z0-9-]{3,30})\/[a-z0-9]+\/aws4_request\b/;
  return scope.exec(authorization)?.[1];
}
