import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../../e2e/bundled.ts';
import { programInto, startProgram } from '../../e2e/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-https-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
const programs = (['bundle', 'binary'] as const).map((kind) => programInto(folder, kind));
const proxy = createPlain();
const tunnels: string[] = [];
let server: Server;

const port = (one: { address(): unknown }) => (one.address() as AddressInfo).port;

beforeAll(async () => {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate];
  const made = spawnSync('openssl', [...args, ...names]);
  if (made.status !== 0) throw new Error(`openssl cannot make a certificate: ${String(made.stderr)}`);
  server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) => {
    const Parameter = { Name: '/a/b', Value: 'by TLS', Type: 'String', Version: 1 };
    response.end(JSON.stringify({ Parameter, Parameters: [Parameter] }));
  });
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? '');
    const onward = connect(port(server), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  for (const one of [server, proxy]) {
    one.listen(0, '127.0.0.1');
    await once(one, 'listening');
  }
});
beforeEach(() => tunnels.splice(0));
afterAll(() => {
  server.close();
  proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(programs)('over TLS, $kind', (program) => {
  const get = (more: Readonly<Record<string, string>>) => {
    const env = { ...bareEnvironment(`https://localhost:${port(server)}`), ...more };
    return startProgram(program, ['get', '/a/b', '--max-attempts', '1'], { cwd: folder, env }).ended;
  };
  const found = { stdout: 'by TLS\n', stderr: '', exitCode: 0, signal: null };

  it('a certificate that nobody vouches for is refused', async () => {
    expect(await get({})).toMatchObject({
      stdout: '',
      exitCode: 1,
      stderr: expect.stringContaining('AWS_CA_BUNDLE'),
    });
  });

  it.each(['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])('%s vouches for it', async (name) => {
    expect(await get({ [name]: certificate })).toEqual(found);
  });

  it('leads through the proxy, to the very end', async () => {
    const env = { AWS_CA_BUNDLE: certificate, HTTPS_PROXY: `http://127.0.0.1:${port(proxy)}` };
    expect(await get(env)).toEqual(found);
    expect(tunnels).toEqual([`localhost:${port(server)}`]);
    expect(await get({ ...env, NO_PROXY: 'localhost' })).toEqual(found);
    expect(tunnels).toHaveLength(1);
  });
});
