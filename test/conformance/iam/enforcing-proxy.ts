import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorizationsOf, type KeyWorld } from './authorizations.ts';
import type { Authorization } from './evaluator.ts';

/** An endpoint that asks an evaluator about every request, and hands on what it allows. */
export interface EnforcingProxy {
  readonly url: string;
  /** What IAM was asked, in order. */
  readonly asked: (Authorization & { readonly allowed: boolean })[];
  /** The policy from now on. */
  enforce(policy: unknown, world: KeyWorld): void;
  readonly close: () => Promise<void>;
}

type Allows = (policy: unknown, asked: Authorization) => Promise<boolean>;

export async function startEnforcingProxy(target: string, allows: Allows): Promise<EnforcingProxy> {
  const to = new URL(target);
  const asked: (Authorization & { readonly allowed: boolean })[] = [];
  let inForce: { readonly policy: unknown; readonly world: KeyWorld } | undefined;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const denied = await firstDenied(operationOf(incoming, body), body);
    if (denied) return answerDenied(outgoing, denied);
    const onward = request(
      {
        host: to.hostname,
        port: to.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }

  async function firstDenied(operation: string, body: Buffer): Promise<Authorization | undefined> {
    if (inForce === undefined) throw new Error('No policy is in force.');
    const { policy, world } = inForce;
    const parsed = operation === 'GetCallerIdentity' ? {} : JSON.parse(body.toString() || '{}');
    for (const authorization of authorizationsOf(operation, parsed, world)) {
      const allowed = await allows(policy, authorization);
      asked.push({ ...authorization, allowed });
      if (!allowed) return authorization;
    }
    return undefined;
  }

  const failures: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      failures.push(error);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    enforce(policy, world) {
      inForce = { policy, world };
      asked.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (failures.length > 0) throw failures[0];
    },
  };
}

function operationOf({ headers }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return String(target).replace(/^.*\./, '');
  return new URLSearchParams(body.toString()).get('Action') ?? 'unknown';
}

/** In AWS's words, with its status. */
function answerDenied(outgoing: ServerResponse, { action, resource }: Authorization): void {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const message = `User: arn:aws:iam::123456789012:user/ssmkit is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;
  outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
  outgoing.end(JSON.stringify({ __type: 'AccessDeniedException', Message: message }));
}
