import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createPlain, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectFrom, createHome, type Home, readOnce } from '../../aws/stub/machine.ts';

// Needs openssl: a certificate must not be older than its test.
let folder: string;
let home: Home;
let server: Server;
let proxy: ReturnType<typeof createPlain>;
let tunnels: string[] = [];
let bundle: string;

const port = (one: { address(): unknown }) => (one.address() as AddressInfo).port;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssmkit-tls-'));
  home = await createHome();
  bundle = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const made = spawnSync('openssl', [
    ...args,
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    key,
    '-out',
    bundle,
  ]);
  if (made.status !== 0) throw new Error(`openssl cannot make a certificate: ${String(made.stderr)}`);
  server = createServer({ key: readFileSync(key), cert: readFileSync(bundle) }, (_request, response) => {
    response.end('{"Parameters":[]}');
  }).listen(0, '127.0.0.1');
  proxy = createPlain().listen(0, '127.0.0.1');
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? '');
    const onward = connectTcp(port(server), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await Promise.all([once(server, 'listening'), once(proxy, 'listening')]);
});
afterEach(() => {
  tunnels = [];
});
afterAll(async () => {
  server.close();
  proxy.close();
  await home.remove();
  await rm(folder, { recursive: true, force: true });
});

const read = async (env: Record<string, string>) =>
  readOnce(
    await connectFrom(home, {
      env: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's', ...env },
      options: { region: 'us-east-1', endpointUrl: `https://localhost:${port(server)}` },
    }),
  );

test('a certificate nobody knows is refused with the way out', async () => {
  await expect(read({})).rejects.toMatchObject({
    kind: 'rejected',
    hint: expect.stringContaining('AWS_CA_BUNDLE'),
  });
});

test('AWS_CA_BUNDLE makes it known', async () => {
  await read({ AWS_CA_BUNDLE: bundle });
});

test.each(['HTTPS_PROXY', 'https_proxy'])(
  '%s is tunnelled through, unless NO_PROXY says otherwise',
  async (name) => {
    const env = { AWS_CA_BUNDLE: bundle, [name]: `http://127.0.0.1:${port(proxy)}` };
    await read(env);
    expect(tunnels).toEqual([`localhost:${port(server)}`]);
    await read({ ...env, no_proxy: 'localhost' });
    expect(tunnels).toHaveLength(1);
  },
);
