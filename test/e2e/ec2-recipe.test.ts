import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readSystemdFile } from '../../src/render/dialect/systemd-lines.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { repository } from '../support/run-cli.ts';
import { bareEnvironment, start } from './bundled.ts';
import { installAs, programInto, toolsInto } from './program.ts';

const recipes = join(repository, 'examples/ec2');
const read = (name: string) => readFileSync(join(recipes, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'ssmkit-ec2-'));
const root = join(folder, 'root');
const tools = toolsInto(folder, ['bash', 'cat', 'install']);
let server: EmbeddedServer;
let metadata: Server;
let asked: number;
let roleAt: number;

beforeAll(async () => {
  server = await startEmbeddedServer();
  const Name = '/mow/backend/db/prod/PW';
  await server.ssm.send(new PutParameterCommand({ Name, Value: 'a "b" $c', Type: 'SecureString' }));
  metadata = createServer((request, response) => {
    if (request.method === 'PUT') return void response.end('token');
    if (request.url?.endsWith('/placement/region')) return void response.end('us-east-1');
    if (request.url?.endsWith('/app-role')) {
      const keys = { AccessKeyId: 'INSTANCE', SecretAccessKey: 's', Token: 't' };
      return void response.end(JSON.stringify({ ...keys, Expiration: '2099-01-01T00:00:00Z' }));
    }
    asked += 1;
    response.statusCode = asked < roleAt ? 404 : 200;
    response.end(asked < roleAt ? '' : 'app-role');
  });
  await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
  installAs(join(folder, 'ssmkit'), programInto(folder));
});
beforeEach(() => {
  asked = 0;
  roleAt = 1;
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'etc'), { recursive: true });
});
afterAll(async () => {
  await server.close();
  metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The recipe, with the machine's folders below a root of the test's own. */
const moved = (text: string) =>
  text
    .replaceAll(/(?<![\w/])\/(etc|opt)\//g, `${root}/$1/`)
    .replaceAll('/usr/local/bin/ssmkit', join(folder, 'ssmkit'));

async function userData(): Promise<string> {
  const log = join(folder, 'systemctl.log');
  writeFileSync(log, '');
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\necho "$@" >> '${log}'\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'user-data.sh'), moved(read('user-data.sh')));
  const env = { PATH: `${folder}:${tools}` };
  const { exitCode, stderr } = await start(join(tools, 'bash'), [join(folder, 'user-data.sh')], {
    cwd: folder,
    env,
  }).ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return readFileSync(log, 'utf8');
}

const setting = (unit: string, name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

/** What systemd makes of the unit: its EnvironmentFile, its ExecStart, its variables one word each. */
async function exportUnit(change: (line: string) => string = (line) => line) {
  const unit = moved(read('ssmkit-export.service'));
  const conf = readSystemdFile(readFileSync(setting(unit, 'EnvironmentFile'), 'utf8')) ?? [];
  const values = new Map(conf);
  const [program = '', ...args] = change(setting(unit, 'ExecStart'))
    .split(' ')
    .map((word) => word.replace(/^\$\{(\w+)\}$/, (_, name) => values.get(name) ?? ''));
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...bare } = bareEnvironment(server.url);
  const env = {
    ...bare,
    AWS_EC2_METADATA_DISABLED: 'false',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`,
  };
  return await start(program, args, { cwd: folder, env }).ended;
}

it('user data is bash, fits, and starts the application', async () => {
  expect(spawnSync('bash', ['-n', join(recipes, 'user-data.sh')]).status).toBe(0);
  // EC2 takes 16 KB.
  expect(read('user-data.sh').length).toBeLessThan(16_384);
  expect(await userData()).toBe(
    'daemon-reload\nenable ssmkit-export.service app.service\nstart app.service\n',
  );
});

it('the export waits for the role, and writes what systemd reads', async () => {
  await userData();
  roleAt = 3;
  const { exitCode, stderr } = await exportUnit();
  expect({ exitCode, waited: stderr.includes('has no role') }).toEqual({ exitCode: 0, waited: true });
  const target = join(root, 'opt/app/.env');
  expect(setting(moved(read('app.service')), 'EnvironmentFile')).toBe(target);
  expect(readSystemdFile(readFileSync(target, 'utf8'))).toEqual([['PW', 'a "b" $c']]);
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

it('systemd tries again what can pass, and not a mistake', async () => {
  await userData();
  const final = setting(read('ssmkit-export.service'), 'RestartPreventExitStatus').split(' ').map(Number);
  roleAt = Number.POSITIVE_INFINITY;
  const noRole = await exportUnit((line) => line.replace('120s', '1s'));
  expect(noRole.exitCode).toBe(5);
  roleAt = 1;
  const mistake = await exportUnit((line) => `${line} --no-such-option`);
  expect(mistake.exitCode).toBe(2);
  const nothing = await exportUnit((line) => line.replace(`\${PROJECT}`, 'none'));
  expect(nothing.exitCode).toBe(1);
  expect([0, 1, 5].map((code) => final.includes(code))).toEqual([false, false, false]);
  expect(final).toContain(mistake.exitCode);
});

it('systemd finds nothing wrong with the units', ({ skip }) => {
  skip(spawnSync('systemd-analyze', ['--version']).status !== 0, 'NOT PASSED: systemd-analyze is not here');
  const units = join(folder, 'units');
  mkdirSync(units, { recursive: true });
  for (const name of ['ssmkit-export.service', 'app.service']) {
    // It looks whether the programs are there, and here they are not.
    const text = read(name).replaceAll(/\/(?:usr\/local\/bin\/ssmkit|opt\/app\/bin\/app)/g, process.execPath);
    writeFileSync(join(units, name), text);
  }
  const paths = [join(units, 'ssmkit-export.service'), join(units, 'app.service')];
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
  const about = verified.stderr.split('\n').filter((line) => /ssmkit-export|app\.service/.test(line));
  expect({ status: verified.status, about }).toEqual({ status: 0, about: [] });
});
