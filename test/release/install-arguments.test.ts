import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oldNames } from '../../src/cli/old-names.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';

// What install.sh decides before it fetches anything; test/conformance/release has the rest.
const script = join(repository, 'scripts/install.sh');
let folder: string;
beforeEach(() => {
  folder = workFolder();
  mkdirSync(join(folder, 'bin'));
  for (const name of ['sha256sum', 'tar', 'xz']) program(name, 'exit 1');
  // Says what was to be fetched, and does not.
  program('curl', 'for url; do :; done; echo "asked for $url" >&2; exit 1');
  machine('Linux', 'x86_64', 'glibc 2.36');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that is found before the machine's own. */
function program(name: string, body: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

function machine(system: string, hardware: string, libc: string): void {
  program('uname', `case $1 in -s) echo '${system}' ;; -m) echo '${hardware}' ;; esac`);
  program('getconf', libc === '' ? 'exit 1' : `echo '${libc}'`);
}

async function install(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, stdout, stderr } = await runProgram('/bin/sh', [script, ...args], {
    cwd: folder,
    env: {
      PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
      HOME: join(folder, 'home'),
      SSMKIT_BASE_URL: 'http://mirror',
      ...env,
    },
  });
  return { exitCode, stdout, stderr };
}

describe('the command line', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['an unknown option', ['--force'], {}, 'Unknown argument: --force'],
    ['a word', ['1.2.3'], {}, 'Unknown argument: 1.2.3'],
    ['an option without its value', ['--prefix'], {}, '--prefix needs a value.'],
    ['an empty value', ['--version', ''], {}, '--version needs a value.'],
    ['no version', ['--version', 'newest'], {}, 'newest is not a version.'],
    ['a version that is a path', ['--version=1.2.3/../..'], {}, '1.2.3/../.. is not a version.'],
    ['a version that is a command', [], { SSMKIT_VERSION: '1.2.3;id' }, '1.2.3;id is not a version.'],
    ['no home', [], { HOME: '' }, 'HOME is not set: name a folder with --prefix.'],
    ['no release', [], { SSMKIT_BASE_URL: '' }, 'This copy belongs to no release: set SSMKIT_BASE_URL.'],
  ])('with %s is refused, exit 2', async (_what, args, env, words) => {
    const { exitCode, stderr } = await install(args, env);
    expect([exitCode, stderr]).toEqual([2, `install.sh: ${words}\ninstall.sh: See sh install.sh --help.\n`]);
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });

  it('--help tells, within 80 columns', async () => {
    const { exitCode, stdout, stderr } = await install(['--help'], { HOME: '', SSMKIT_BASE_URL: '' });
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const word of ['--version', '--prefix', '--links', 'SSMKIT_VERSION', 'SSMKIT_BASE_URL'])
      expect(stdout).toContain(word);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each<[readonly string[], Readonly<Record<string, string>>, string]>([
    [[], {}, 'latest/download/SHA256SUMS'],
    [['--version', '1.2.3'], {}, 'download/v1.2.3/SHA256SUMS'],
    [['--version=v1.2.3-rc.1'], {}, 'download/v1.2.3-rc.1/SHA256SUMS'],
    [[], { SSMKIT_VERSION: '1.2.3' }, 'download/v1.2.3/SHA256SUMS'],
    [['--version', '1.2.4'], { SSMKIT_VERSION: '1.2.3' }, 'download/v1.2.4/SHA256SUMS'],
    [[], { SSMKIT_BASE_URL: 'http://mirror/' }, 'latest/download/SHA256SUMS'],
  ])('%j with %j asks for %s first, and leaves nothing when that fails', async (args, env, path) => {
    const { exitCode, stderr } = await install(args, env);
    expect(stderr).toBe(
      `asked for http://mirror/${path}\ninstall.sh: http://mirror/${path} could not be downloaded.\n`,
    );
    expect(exitCode).toBe(1);
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });
});

describe('the machine', () => {
  it.each([
    ['Linux', 'x86_64', 'glibc 2.28'],
    ['Linux', 'aarch64', 'glibc 2.39'],
    ['Linux', 'aarch64', 'glibc 2.28.9000'],
    ['Darwin', 'arm64', ''],
  ])('%s %s %j has a binary', async (system, hardware, libc) => {
    machine(system, hardware, libc);
    expect((await install([])).stderr).toContain('asked for');
  });

  it('an Apple chip is one under Rosetta too', async () => {
    machine('Darwin', 'x86_64', '');
    program('sysctl', 'echo 1');
    expect((await install([])).stderr).toContain('asked for');
  });

  it.each([
    ['Alpine', 'Linux', 'x86_64', '', /needs glibc 2\.28 or newer.*\(Alpine.*not\s+supported\)\. With Node/s],
    [
      'an old glibc',
      'Linux',
      'x86_64',
      'glibc 2.27',
      /needs glibc 2\.28 or newer, and this is glibc 2\.27\./,
    ],
    ['32 bits', 'Linux', 'armv7l', 'glibc 2.36', /no binary for Linux on armv7l\. With Node/],
    ['an Intel Mac', 'Darwin', 'x86_64', '', /no binary for macOS on x86_64\. With Node/],
    ['Windows', 'MINGW64_NT-10.0', 'x86_64', '', /take the \.zip/],
    ['another system', 'FreeBSD', 'amd64', '', /no binary for FreeBSD\. With Node/],
  ])('%s has none, and is told so before anything is done', async (_what, system, hardware, libc, words) => {
    machine(system, hardware, libc);
    const { exitCode, stderr } = await install([]);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('asked for');
    expect(exitCode).toBe(1);
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });

  it.each([
    ['sha256sum', 'Neither sha256sum nor shasum is here, so nothing could be checked.'],
    ['curl', 'Neither curl nor wget is here.'],
    ['tar', 'tar is not here.'],
  ])('without %s is told so', async (missing, words) => {
    rmSync(join(folder, 'bin', missing));
    // Only what is in the test's own folder.
    const { exitCode, stderr } = await install([], { PATH: join(folder, 'bin') });
    expect([exitCode, stderr]).toEqual([1, `install.sh: ${words}\n`]);
  });
});

it('knows the ten old names', () => {
  const [, names = ''] = /^old_names='([^']+)'$/m.exec(readFileSync(script, 'utf8')) ?? [];
  expect(names.split(/\s+/)).toEqual(Object.keys(oldNames));
});
