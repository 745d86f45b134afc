import type { HttpHandler } from '@smithy/core/protocols';
import type { CallRunner } from '../core/ports.ts';
import { clientConfig } from './client-config.ts';

/**
 * One GetParameter through an SDK client whose network is a canned answer, while the startup snapshot is built, so
 * that the SDK's code is in it compiled (8 ms of a `get`). Nothing of the building machine may be kept, so the client
 * is told everything that it would look up, and goes without the steps that draw a random number for each call (Node
 * draws the next hundred in advance), take the time and remember a key, or look whether this is AWS Lambda.
 */
export async function rehearse(): Promise<void> {
  const [{ SSMClient }, { createParameterStore }, { HttpResponse }] = await Promise.all([
    import('./ssm-client.ts'),
    import('./parameter-store.ts'),
    import('./sdk-http.ts'),
    import('./sdk-files.ts'),
  ]);
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const answer = JSON.stringify({
    Parameter: { Name: '/name', Value: 'value', Type: 'String', Version: 1, ARN: 'arn' },
  });
  const requestHandler: HttpHandler = {
    handle: async () => ({ response: new HttpResponse({ statusCode: 200, headers, body: [] }) }),
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  const settings = { region: 'us-east-1', version: '0', env: {}, profile: {}, requestHandler };
  const client = new SSMClient({
    ...clientConfig(settings, 'http://127.0.0.1'),
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    defaultUserAgentProvider: async () => [],
    // Not from a stream, which on its way would make process.stdout.
    streamCollector: async () => Buffer.from(answer),
  });
  // Signing takes its place from this step's name, so an empty one stays.
  client.middlewareStack.add((next) => next, {
    name: 'retryMiddleware',
    step: 'finalizeRequest',
    priority: 'high',
    override: true,
  });
  for (const name of ['httpSigningMiddleware', 'recursionDetectionMiddleware'])
    client.middlewareStack.remove(name);
  const runner: CallRunner = { run: (_family, _rule, call) => call(new AbortController().signal) };
  await createParameterStore(client, runner).getParameter('/name', { decrypt: true });
  client.destroy();
}
