import type { AgentOptions } from 'node:https';
import { SsmkitError } from '../core/errors.ts';
import { type Environment, variable } from './environment.ts';
import { createProtocolHandler, type ProtocolHandler } from './protocol-handler.ts';
import { silentLogger } from './silent-logger.ts';

/** How requests are sent; every client is given the same handler. */
export interface Transport {
  readonly handler: ProtocolHandler;
  readonly warnings: readonly string[];
  destroy(): void;
}

/** Milliseconds. The aws CLI waits a minute for each; in a subnet without a way out that is too long to learn it. */
const connectionTimeout = 10_000;
const requestTimeout = 60_000;
/** The runner decides how many calls are under way; the pool must not be the narrower one. */
const maxSockets = 256;

/**
 * Honours AWS_CA_BUNDLE (or the profile's ca_bundle), HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case.
 * Node's modules are loaded at first use.
 * @throws SsmkitError `settings` when the bundle cannot be read or the proxy is no URL.
 */
export async function createTransport(
  env: Environment,
  caBundle: string | undefined,
  nodeVersion: string,
): Promise<Transport> {
  const proxyEnv = proxySettings(env);
  const proxied = proxyEnv.HTTPS_PROXY !== undefined || proxyEnv.HTTP_PROXY !== undefined;
  const proxies = proxied && knowsProxies(nodeVersion);
  const options: AgentOptions = { keepAlive: true, maxSockets, ...(proxies && { proxyEnv }) };
  const ca = caBundle === undefined ? undefined : await readBundle(caBundle);
  const handler = createProtocolHandler(
    {
      'https:': async () => {
        const { Agent } = await import('node:https');
        return constructed(() => new Agent({ ...options, ...(ca !== undefined && { ca }) }));
      },
      'http:': async () => {
        const { Agent } = await import('node:http');
        return constructed(() => new Agent(options));
      },
    },
    { connectionTimeout, requestTimeout, throwOnRequestTimeout: true, logger: silentLogger },
  );
  // So that a mistake in a proxy's address is said before anything is sent.
  if (proxies) await Promise.all([handler.prepare('https:'), handler.prepare('http:')]);
  return {
    handler,
    warnings:
      proxied && !proxies
        ? [`A proxy is set, but Node ${nodeVersion} cannot use one (24.5 can): connecting without it.`]
        : [],
    destroy: () => handler.destroy(),
  };
}

function constructed<T>(construct: () => T): T {
  try {
    return construct();
  } catch (error) {
    // Node's message can hold the proxy's password.
    throw new SsmkitError('settings', 'HTTPS_PROXY or HTTP_PROXY is not a proxy address.', {
      hint: 'Write it like http://proxy.example.com:3128.',
      cause: error instanceof Error ? { name: error.name } : undefined,
    });
  }
}

function proxySettings(
  env: Environment,
): Record<'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY', string | undefined> {
  const withScheme = (url: string | undefined) =>
    url === undefined || url.includes('://') ? url : `http://${url}`;
  return {
    HTTPS_PROXY: withScheme(variable(env, 'https_proxy', 'HTTPS_PROXY')),
    HTTP_PROXY: withScheme(variable(env, 'http_proxy', 'HTTP_PROXY')),
    NO_PROXY: variable(env, 'no_proxy', 'NO_PROXY'),
  };
}

/** Agents take `proxyEnv` since Node 24.5. */
function knowsProxies(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5);
}

async function readBundle(path: string): Promise<string> {
  const { readFile } = await import('./sdk-files.ts');
  try {
    return await readFile(path, { ignoreCache: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new SsmkitError('settings', `The certificates "${path}" (AWS_CA_BUNDLE) cannot be read: ${code}.`, {
      hint: 'Give a PEM file with every certificate authority that may be trusted.',
    });
  }
}
