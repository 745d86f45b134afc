import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { oldNames } from '../../../src/cli/old-names.ts';
import { repository, workFolder } from '../../support/run-cli.ts';
import { runProgram } from '../../support/run-program.ts';
import { archiveOf, makeRelease, type ReleaseServer, serveReleases } from './release-server.ts';
import { bash, busyboxTools, dash, debianTools } from './shell-tools.ts';

// install.sh as a machine runs it: real shells, real programs, a server. Needs what scripts/conformance.sh installs.
const script = join(repository, 'scripts/install.sh');
const folder = workFolder();
let server: ReleaseServer;
let curl: string;
let wget: string;
let busybox: string;
const sums = { original: '' };
let prefix: string;
let bin: string;
let installed: string;

beforeAll(async () => {
  server = await serveReleases(folder);
  for (const version of ['0.9.0', '0.10.0']) makeRelease(folder, version);
  const lacking =
    'echo "ssmkit: error while loading shared libraries: libatomic.so.1: no such file" >&2; exit 127';
  makeRelease(folder, '0.10.1', lacking);
  makeRelease(folder, '0.10.2', 'echo 0.10.3');
  sums.original = readFileSync(join(folder, 'v0.10.0/SHA256SUMS'), 'utf8');
  curl = debianTools(join(folder, 'with-curl'), ['curl']);
  wget = debianTools(join(folder, 'with-wget'), ['wget']);
  busybox = busyboxTools(join(folder, 'with-busybox'));
});
beforeEach(() => {
  server.latest = join(folder, 'v0.10.0');
  server.spoil = new Map();
  server.asked = [];
  prefix = join(workFolder(), 'a b', 'local');
  bin = join(prefix, 'bin');
  installed = join(bin, 'ssmkit');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (PATH: string) => ({ PATH, SSMKIT_BASE_URL: server.url });

async function install(args: readonly string[] = [], PATH = curl, shell: readonly string[] = [dash()]) {
  const [command = '', ...before] = [...shell, script, '--prefix', prefix, ...args];
  const { exitCode, stdout, stderr } = await runProgram(command, before, { env: environment(PATH) });
  return { exitCode, stdout, stderr };
}

function present(program: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(installed, `#!/bin/sh\n${program}\n`, { mode: 0o755 });
}

const version = async () => (await runProgram(installed, ['--version'])).stdout.trim();

describe.each<[string, () => readonly [shell: readonly string[], path: string]]>([
  ['dash and curl', () => [[dash()], curl]],
  ['dash and wget', () => [[dash()], wget]],
  ['bash and curl', () => [[bash(), '--posix'], curl]],
  ['busybox, its ash and wget', () => [[join(busybox, 'ash')], busybox]],
])('with %s', (_what, machine) => {
  it('the newest release is installed, alone', async () => {
    const [shell, path] = machine();
    expect(await install([], path, shell)).toEqual({
      exitCode: 0,
      stdout: `ssmkit 0.10.0 is in ${bin}.\nAdd ${bin} to your PATH.\n`,
      stderr: '',
    });
    expect(await version()).toBe('0.10.0');
    expect(readdirSync(bin)).toEqual(['ssmkit']);
    expect(statSync(installed).mode & 0o777).toBe(0o755);
    expect(server.asked).toEqual(['/latest/download/SHA256SUMS', `/download/v0.10.0/${archiveOf('0.10.0')}`]);
  });

  const spoilt = (name: string, how: (bytes: Buffer) => Buffer | 'truncated' | number) => {
    server.spoil = new Map([[name, how(readFileSync(join(folder, 'v0.10.0', name)))]]);
  };
  const otherSums = (change: (text: string) => string) =>
    spoilt('SHA256SUMS', (bytes) => Buffer.from(change(String(bytes))));
  const archive = archiveOf('0.10.0');
  const flipped = (bytes: Buffer) => {
    const copy = Buffer.from(bytes);
    copy[100] = (copy[100] ?? 0) ^ 1;
    return copy;
  };

  it.each<[string, () => void, RegExp]>([
    ['a bit of the archive is another', () => spoilt(archive, flipped), /is not what SHA256SUMS says it is/],
    ['the archive is empty', () => spoilt(archive, () => Buffer.alloc(0)), /is not what SHA256SUMS says/],
    ['the archive breaks off', () => spoilt(archive, () => 'truncated'), /could not be downloaded/],
    ['the archive is not there', () => spoilt(archive, () => 404), /could not be downloaded/],
    ['the server is out of order', () => spoilt('SHA256SUMS', () => 500), /could not be downloaded/],
    [
      'the sum is another',
      () => otherSums((text) => text.replace(/^[0-9a-f]{8}/, '00000000')),
      /is not what SHA256SUMS says it is/,
    ],
    ['the sum is too short', () => otherSums((text) => text.replace(/^../, '')), /no proper sum/],
    [
      'the sum is no number',
      () => otherSums((text) => text.replace(/^../, 'zz')),
      /no proper sum|names no archive/,
    ],
    ['there are two sums', () => otherSums((text) => text + text), /more than one line|names no archive/],
    [
      'there is no sum',
      () => otherSums((text) => text.replaceAll(archive, `${archive}.sig`)),
      /no line|names no archive/,
    ],
    ['the list of sums is empty', () => otherSums(() => ''), /no line|names no archive/],
  ])('when %s, the old program stays and nothing else does', async (_case, spoil, words) => {
    const [shell, path] = machine();
    spoil();
    present('echo 0.9.0');
    for (const args of [[], ['--version', '0.10.0']]) {
      const { exitCode, stdout, stderr } = await install(args, path, shell);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(words);
      expect([await version(), readdirSync(bin)]).toEqual(['0.9.0', ['ssmkit']]);
    }
  });

  it('a failed first install leaves no folder either', async () => {
    const [shell, path] = machine();
    spoilt(archive, flipped);
    expect((await install([], path, shell)).exitCode).toBe(1);
    expect(existsSync(join(prefix, '..'))).toBe(false);
  });
});

describe('what is there already', () => {
  it('a newer one stays, unless a version is asked for', async () => {
    server.latest = join(folder, 'v0.9.0');
    present('echo 0.10.0');
    expect((await install()).stdout).toContain('ssmkit 0.10.0 is in');
    expect([await version(), readdirSync(bin)]).toEqual(['0.10.0', ['ssmkit']]);
    expect(server.asked).toEqual(['/latest/download/SHA256SUMS']);
    const { stdout } = await install(['--version', '0.9.0']);
    expect(stdout).toContain(`ssmkit 0.9.0 is in ${bin}, in place of 0.10.0.\n`);
    expect(await version()).toBe('0.9.0');
  });

  it.each([
    ['an older one', 'echo 0.9.0', 'ssmkit 0.10.0 is in BIN, in place of 0.9.0.'],
    ['the same', 'echo 0.10.0', 'ssmkit 0.10.0 is in BIN.'],
    ['one that does not start', 'exit 1', 'ssmkit 0.10.0 is in BIN.'],
    ['one that says something else', 'echo "usage: …"', 'ssmkit 0.10.0 is in BIN.'],
  ])('%s is replaced', async (_what, program, words) => {
    present(program);
    expect((await install()).stdout.split('\n')[0]).toBe(words.replace('BIN', bin));
    expect(await version()).toBe('0.10.0');
  });

  it('a link is replaced, and not what it leads to', async () => {
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(prefix, 'theirs'), 'theirs');
    symlinkSync('../theirs', installed);
    expect((await install()).exitCode).toBe(0);
    expect(lstatSync(installed).isFile()).toBe(true);
    expect(readFileSync(join(prefix, 'theirs'), 'utf8')).toBe('theirs');
  });

  it('a folder of that name is not', async () => {
    mkdirSync(installed, { recursive: true });
    const { exitCode, stderr } = await install();
    expect([exitCode, stderr]).toEqual([1, `install.sh: ${installed} is a folder.\n`]);
  });
});

describe('a program that does not start here', () => {
  it('is not installed; a missing library is named with its package', async () => {
    present('echo 0.9.0');
    const { exitCode, stderr } = await install(['--version', '0.10.1']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('apt-get install libatomic1');
    expect(stderr).toContain('dnf install libatomic');
    expect([await version(), readdirSync(bin)]).toEqual(['0.9.0', ['ssmkit']]);
  });

  it('nor is one that says another version', async () => {
    const { exitCode, stderr } = await install(['--version', '0.10.2']);
    expect([exitCode, stderr]).toEqual([
      1,
      'install.sh: The program does not start on this machine: 0.10.3\n',
    ]);
    expect(existsSync(prefix)).toBe(false);
  });
});

it('a place where nothing can be made is refused before anything is fetched', async () => {
  prefix = '/proc/ssmkit';
  const { exitCode, stderr } = await install();
  expect(exitCode).toBe(1);
  expect(stderr).toBe('install.sh: /proc/ssmkit/bin cannot be made. Choose another place with --prefix.\n');
  expect(server.asked).toEqual([]);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s in the middle leaves nothing', async (signal) => {
  server.spoil = new Map([[archiveOf('0.10.0'), 'silent']]);
  // A process group of its own, as a terminal makes one.
  const child = spawn(dash(), [script, '--prefix', prefix], {
    env: environment(curl),
    detached: true,
    stdio: 'ignore',
  });
  while (server.asked.length < 2) await wait(5);
  expect(readdirSync(bin)[0]).toMatch(/^\.ssmkit-install\./);
  process.kill(-(child.pid ?? 0), signal);
  await once(child, 'exit');
  expect(existsSync(prefix)).toBe(false);
});

describe('--links', () => {
  const names = Object.keys(oldNames);

  it('links the ten old names, and again', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect((await install(['--links'])).exitCode).toBe(0);
      expect(readdirSync(bin).toSorted()).toEqual(['ssmkit', ...names].toSorted());
      for (const name of names) expect(readlinkSync(join(bin, name))).toBe('ssmkit');
    }
  });

  it("replaces nobody's script", async () => {
    mkdirSync(bin, { recursive: true });
    const script = join(bin, names[3] ?? '');
    writeFileSync(script, 'theirs');
    chmodSync(script, 0o755);
    const { exitCode, stderr } = await install(['--links']);
    expect([exitCode, stderr]).toEqual([
      1,
      `install.sh: ${script} is there and is not a link to ssmkit. Move it away, or leave out --links.\n`,
    ]);
    expect(readdirSync(bin)).toEqual([names[3]]);
    expect(server.asked).toEqual([]);
  });
});

describe('an archive', () => {
  it('is the same, byte for byte, whenever it is packed', () => {
    const other = workFolder();
    makeRelease(other, '0.10.0');
    expect(readFileSync(join(other, 'v0.10.0/SHA256SUMS'), 'utf8')).toBe(sums.original);
  });
});
