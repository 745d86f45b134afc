import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect as connectTo, createServer as createTunnel } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cli } from '../support/run-cli.ts';
import { type Stage, setStage } from './stage.ts';

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server, port = 0): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port on which nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const credentials = {
  Code: 'Success',
  AccessKeyId: 'INSTANCE',
  SecretAccessKey: 's',
  Token: 't',
  Expiration: '2099-01-01T00:00:00Z',
};

/** Instance metadata whose role comes with the nth question for it. */
function metadata(roleAt: number): Server {
  let asked = 0;
  return createServer((request, response) => {
    const page = (request.url ?? '').replace('/latest/', '');
    if (request.method === 'PUT') return void response.end('token');
    if (page === 'meta-data/placement/region') return void response.end('us-east-1');
    if (page === 'meta-data/iam/security-credentials/') {
      asked += 1;
      response.statusCode = asked < roleAt ? 404 : 200;
      return void response.end(asked < roleAt ? '' : 'app-role');
    }
    response.end(JSON.stringify(credentials));
  });
}

function boot(stage: Stage, port: number, wait: string, onSignal?: Parameters<typeof cli>[1]) {
  const args = ['export', '--project', 'mow', '--env', 'prod', '--wait', wait, join(stage.cwd, 'app.env')];
  return cli(args, {
    cwd: stage.cwd,
    env: {
      AWS_EC2_METADATA_DISABLED: '',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_ENDPOINT_URL: stage.url,
    },
    ...onSignal,
  });
}

describe('export --wait at boot', () => {
  it('goes on when metadata comes up late, and its role later still', async () => {
    const stage = await setStage();
    await stage.put('/mow/backend/db/prod/HOST', 'h');
    const port = await freePort();
    const running = boot(stage, port, '60s');
    setTimeout(() => void listen(metadata(3), port), 700);
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Not ready yet: No AWS Region is set.');
    expect(stderr).toContain(
      'Not ready yet: No AWS credentials were found (the instance metadata has no role).',
    );
    expect(readFileSync(join(stage.cwd, 'app.env'), 'utf8')).toContain('HOST=h\n');
  });

  it('goes on when the network comes up late', async () => {
    const stage = await setStage();
    await stage.put('/mow/backend/db/prod/HOST', 'h');
    const port = await listen(metadata(1));
    const late = await freePort();
    const args = ['export', '--project', 'mow', '--env', 'prod', '--service', 'db', '--wait', '60s', '-'];
    const running = cli(args, {
      cwd: stage.cwd,
      env: {
        AWS_EC2_METADATA_DISABLED: '',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${late}`,
      },
    });
    const tunnel = createTunnel((socket) => {
      const onward = connectTo(Number(new URL(stage.url).port), '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    setTimeout(() => void tunnel.listen(late, '127.0.0.1'), 600);
    const { exitCode, stdout } = await running;
    tunnel.close();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('HOST=h\n');
  });

  it.each([
    ['metadata', 0, 1, 'Still not ready after 1 s: No AWS Region is set. (http://127.0.0.1:'],
    ['a role', Number.POSITIVE_INFINITY, 5, 'the instance metadata has no role'],
  ])('gives up and names %s', async (_what, roleAt, code, words) => {
    const stage = await setStage();
    const port = roleAt === 0 ? await freePort() : await listen(metadata(roleAt));
    const { exitCode, stderr } = await boot(stage, port, '1s');
    expect(exitCode).toBe(code);
    expect(stderr).toContain('Still not ready after 1 s');
    expect(stderr).toContain(words);
    expect(existsSync(join(stage.cwd, 'app.env'))).toBe(false);
  });

  it('gives up when the time is over, also for a network that never comes', async () => {
    const stage = await setStage();
    const late = await freePort();
    const begun = performance.now();
    const args = ['export', '--project', 'mow', '--env', 'prod', '--wait', '1s', '--endpoint-url'];
    const { exitCode, stderr } = await stage.run([...args, `http://127.0.0.1:${late}`, '-'], {
      clock: undefined,
    });
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Still not ready after 1 s');
    expect(stderr).toContain('refused the connection');
  });

  it('does not wait where metadata is switched off, or access is denied', async () => {
    const stage = await setStage();
    const off = await cli(['export', '--project', 'mow', '--env', 'prod', '--wait', '600s', '-'], {
      env: { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: stage.url },
    });
    expect(off).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('switched off') });
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const denied = await stage.run(['export', '--project', 'mow', '--env', 'prod', '--wait', '600s', '-']);
    expect(denied.exitCode).toBe(5);
    expect(denied.stderr).not.toContain('ready');
  });

  it('ends with Ctrl-C', async () => {
    const stage = await setStage();
    const port = await freePort();
    let stop = () => {};
    const running = boot(stage, port, '600s', {
      onSignal: (name, listener) => {
        if (name === 'SIGINT') stop = listener;
        return () => {};
      },
    });
    setTimeout(() => stop(), 400);
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Interrupted while waiting');
  });
});
