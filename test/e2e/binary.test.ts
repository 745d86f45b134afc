import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { bareEnvironment, start } from './bundled.ts';

const folder = workFolder();
const binary = join(folder, 'bin/ssmkit');
const readOnly = join(folder, 'read-only');
let server: EmbeddedServer;

beforeAll(async () => {
  for (const name of ['bin', 'read-only', 'one', 'two']) mkdirSync(join(folder, name));
  copyFileSync(join(repository, 'dist/ssmkit'), binary);
  chmodSync(binary, 0o755);
  chmodSync(folder, 0o755);
  chmodSync(readOnly, 0o555);
  for (const name of ['one', 'two'])
    writeFileSync(join(folder, name, 'ssmkit.json'), JSON.stringify({ project: `project-${name}` }));
  const profiles = '[profile one]\nregion = eu-west-1\n[profile two]\nregion = eu-west-2\n';
  writeFileSync(join(folder, 'profiles'), profiles);
  server = await startEmbeddedServer();
  await server.ssm.send(new PutParameterCommand({ Name: '/a/b', Value: 'found', Type: 'SecureString' }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Environment = Readonly<Record<string, string>>;

async function run(args: readonly string[], env: Environment, cwd = join(folder, 'bin'), by: By = {}) {
  const { stdout, stderr, exitCode } = await start(binary, args, { cwd, env, ...by }).ended;
  return { stdout, stderr, exitCode };
}

interface By {
  readonly uid?: number;
  readonly gid?: number;
}

/** Only root can become somebody else; anybody else already is. */
const nobody: By = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const bare = () => bareEnvironment(server.url);
const without = (env: Environment, name: string) =>
  Object.fromEntries(Object.entries(env).filter(([key]) => key !== name));

describe('the binary reads a parameter', () => {
  it.each<[string, () => Environment, By]>([
    ['without a Node in PATH', bare, {}],
    ['without a PATH', () => without(bare(), 'PATH'), {}],
    ['as another user', bare, nobody],
    ['with a home that cannot be written', () => ({ ...bare(), HOME: readOnly }), nobody],
    ['without a home', () => without(bare(), 'HOME'), {}],
    ['in another locale and time zone', () => ({ ...bare(), LC_ALL: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' }), {}],
    ['with NO_COLOR', () => ({ ...bare(), NO_COLOR: '1' }), {}],
    ['under TERM=dumb', () => ({ ...bare(), TERM: 'dumb' }), {}],
    ['with a NODE_OPTIONS that is nothing to it', () => ({ ...bare(), NODE_OPTIONS: '--require=/x' }), {}],
    ['past a proxy', () => ({ ...bare(), HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' }), {}],
  ])('%s', async (_name, env, by) => {
    const found = await run(['get', '/a/b'], env(), undefined, by);
    expect(found).toEqual({ stdout: 'found\n', stderr: '', exitCode: 0 });
    expect(readdirSync(join(folder, 'bin'))).toEqual(['ssmkit']);
  });
});

describe('two runs of one binary differ by', () => {
  const shown = async (args: readonly string[], env: Environment, cwd?: string) =>
    (await run(args, env, cwd)).stdout;

  it('profile', async () => {
    const env = { ...without(bare(), 'AWS_REGION'), AWS_CONFIG_FILE: join(folder, 'profiles') };
    expect(await shown(['config'], { ...env, AWS_PROFILE: 'one' })).toMatch(/region +eu-west-1\b/);
    expect(await shown(['config'], { ...env, AWS_PROFILE: 'two' })).toMatch(/region +eu-west-2\b/);
  });

  it('Region', async () => {
    expect(await shown(['config'], { ...bare(), AWS_REGION: 'eu-north-1' })).toMatch(/region +eu-north-1\b/);
    expect(await shown(['config'], { ...bare(), AWS_REGION: 'sa-east-1' })).toMatch(/region +sa-east-1\b/);
  });

  it('folder, and arguments', async () => {
    expect(await shown(['config'], bare(), join(folder, 'one'))).toMatch(/project +project-one\b/);
    expect(await shown(['config'], bare(), join(folder, 'two'))).toMatch(/project +project-two\b/);
    expect(await shown(['config', '--project', 'p3'], bare())).toMatch(/project +p3\b/);
  });

  it('colour', async () => {
    const put = ['put', '--name', '/x', '--value', 'y'];
    expect(await shown(put, { ...bare(), FORCE_COLOR: '1' })).toContain('\u001b[');
    expect(await shown(put, { ...bare(), FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b[');
    expect(await shown(put, bare())).not.toContain('\u001b[');
  });

  it('proxy', async () => {
    const asked: string[] = [];
    const proxies = [0, 1].map((index) =>
      createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', (data) => {
          asked.push(`${index}: ${String(data).split('\r\n')[0]}`);
          socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        });
      }),
    );
    try {
      for (const proxy of proxies) {
        await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
        const address = proxy.address();
        const port = typeof address === 'object' ? address?.port : undefined;
        const env = { ...without(bare(), 'AWS_ENDPOINT_URL'), HTTPS_PROXY: `http://127.0.0.1:${port}` };
        const { exitCode } = await run(['get', '/a/b', '--max-attempts', '1'], env);
        expect(exitCode).not.toBe(0);
      }
      expect(asked).toEqual(
        [0, 1].map((index) => `${index}: CONNECT ssm.us-east-1.amazonaws.com:443 HTTP/1.1`),
      );
    } finally {
      for (const proxy of proxies) proxy.close();
    }
  });

  it('clock, and the store they keep', async () => {
    const cwd = join(folder, 'one');
    const before = Date.now();
    await run(['put', '--name', '/x', '--value', 'y', '--local', '--apply'], bareEnvironment(), cwd);
    const listed = await shown(['get', '--path', '/', '--local', '--output', 'json'], bareEnvironment(), cwd);
    const [time = ''] = listed.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/) ?? [];
    expect(Date.parse(time)).toBeGreaterThan(before - 1_000);
    expect(Date.parse(time)).toBeLessThan(Date.now() + 1_000);
  });
});
