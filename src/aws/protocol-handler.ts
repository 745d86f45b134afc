import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { HttpHandler } from '@smithy/core/protocols';
import type { NodeHttpHandler, NodeHttpHandlerOptions } from '@smithy/node-http-handler';

/** `https:` also stands for whatever is not `http:`. */
export interface Agents {
  readonly 'http:': () => Promise<HttpAgent>;
  readonly 'https:': () => Promise<HttpsAgent>;
}

type Protocol = keyof Agents;

export interface ProtocolHandler extends HttpHandler {
  /** The handler of a protocol, made at its first request. Rejects with what making its agent threw. */
  readonly prepare: (protocol: Protocol) => Promise<NodeHttpHandler>;
  destroy(): void;
}

/**
 * The SDK's own handler, one for each protocol that is spoken: it loads node:tls when it is made (10 ms of a
 * start), needed or not. It is told everything, so a client's settings change nothing in it.
 */
export function createProtocolHandler(
  agents: Agents,
  settings: Omit<NodeHttpHandlerOptions, 'httpAgent' | 'httpsAgent'>,
): ProtocolHandler {
  const prepared = new Map<Protocol, Promise<NodeHttpHandler>>();
  const destroyers: (() => void)[] = [];

  const make = async (protocol: Protocol): Promise<NodeHttpHandler> => {
    const [{ NodeHttpHandler }, agent] = await Promise.all([import('./sdk-http.ts'), agents[protocol]()]);
    destroyers.push(() => agent.destroy());
    // Either agent in both places: given none it would make one, and only that of the protocol is ever used.
    return new NodeHttpHandler({ ...settings, httpAgent: agent, httpsAgent: agent as HttpsAgent });
  };

  const prepare = (protocol: Protocol): Promise<NodeHttpHandler> => {
    const handler = prepared.get(protocol) ?? make(protocol);
    prepared.set(protocol, handler);
    return handler;
  };

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    prepare,
    handle: async (request, options) =>
      (await prepare(request.protocol === 'http:' ? 'http:' : 'https:')).handle(request, options),
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {
      for (const destroy of destroyers) destroy();
    },
  };
}
