import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto } from './program.ts';
import { runIn, without } from './surroundings.ts';

const folder = workFolder();
let program: Program;
let server: EmbeddedServer;
let proxies: readonly Proxy[];

interface Proxy {
  readonly url: string;
  /** What it was asked for: `CONNECT host:port`, `POST http://…`. */
  readonly asked: string[];
  readonly server: Server;
}

/** Writes down what it is asked for, and gives nothing. */
async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const refusing = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    response.writeHead(403).end();
  });
  refusing.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`, asked, server: refusing };
}

beforeAll(async () => {
  program = programInto(folder);
  server = await startEmbeddedServer();
  await server.ssm.send(new PutParameterCommand({ Name: '/a/b', Value: 'found', Type: 'SecureString' }));
  proxies = [await startProxy(), await startProxy()];
});
beforeEach(() => {
  for (const { asked } of proxies) asked.splice(0);
});
afterAll(async () => {
  await server.close();
  for (const proxy of proxies) proxy.server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Environment = Readonly<Record<string, string>>;
const get = (env: Environment) =>
  runIn({ cwd: folder, env }, program, ['get', '/a/b', '--max-attempts', '1']);
/** The way to AWS itself, which nobody here can go: only the proxy is asked. */
const toAws = (more: Environment) => ({
  ...without(bareEnvironment(server.url), 'AWS_ENDPOINT_URL'),
  ...more,
});
const toServer = (more: Environment) => ({ ...bareEnvironment(server.url), ...more });
const seen = () => proxies.map(({ asked }) => asked);
const [first, second] = [() => proxies[0]?.url ?? '', () => proxies[1]?.url ?? ''];
const aws = 'CONNECT ssm.us-east-1.amazonaws.com:443';

describe('the way to AWS', () => {
  it('leads through the proxy of each run', async () => {
    expect((await get(toAws({ HTTPS_PROXY: first() }))).exitCode).not.toBe(0);
    expect(seen()).toEqual([[aws], []]);
    expect((await get(toAws({ HTTPS_PROXY: second() }))).exitCode).not.toBe(0);
    expect(seen()).toEqual([[aws], [aws]]);
  });

  it.each<[string, () => Environment, readonly (readonly string[])[]]>([
    ['small letters', () => ({ https_proxy: first() }), [[aws], []]],
    ['small letters first', () => ({ https_proxy: first(), HTTPS_PROXY: second() }), [[aws], []]],
    ['no scheme', () => ({ HTTPS_PROXY: first().replace('http://', '') }), [[aws], []]],
    ['another scheme’s beside it', () => ({ HTTPS_PROXY: first(), HTTP_PROXY: second() }), [[aws], []]],
    ['an empty one', () => ({ HTTPS_PROXY: '', https_proxy: first() }), [[aws], []]],
  ])('%s', async (_name, env, asked) => {
    expect((await get(toAws(env()))).exitCode).not.toBe(0);
    expect(seen()).toEqual(asked);
  });

  it('shows the proxy’s password to the proxy alone', async () => {
    const { stdout, stderr } = await get(toAws({ HTTPS_PROXY: first().replace('//', '//me:hush-77@') }));
    expect(seen()).toEqual([[`${aws} Basic ${Buffer.from('me:hush-77').toString('base64')}`], []]);
    expect(stdout + stderr).not.toContain('hush-77');
  });
});

describe('the way to an http endpoint', () => {
  const found = { stdout: 'found\n', stderr: '', exitCode: 0 };
  it.each<[string, () => Environment]>([
    ['no proxy', () => ({})],
    ['a proxy for https', () => ({ HTTPS_PROXY: first() })],
    ['NO_PROXY with its address', () => ({ HTTP_PROXY: first(), NO_PROXY: 'example.com,127.0.0.1' })],
    ['no_proxy in small letters', () => ({ HTTP_PROXY: first(), no_proxy: '127.0.0.1' })],
    ['NO_PROXY for everything', () => ({ HTTP_PROXY: first(), NO_PROXY: '*' })],
    ['what is for other programs of Node', () => ({ NODE_USE_ENV_PROXY: '1', ALL_PROXY: first() })],
  ])('%s is direct', async (_name, env) => {
    expect(await get(toServer(env()))).toEqual(found);
    expect(seen()).toEqual([[], []]);
  });

  it.each(['HTTP_PROXY', 'http_proxy'])('%s leads through it', async (name) => {
    expect((await get(toServer({ [name]: first(), NO_PROXY: 'example.com' }))).exitCode).not.toBe(0);
    expect(seen()).toEqual([[expect.stringMatching(/^POST http:\/\/127\.0\.0\.1:\d+\/$/)], []]);
  });
});
