import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment, start } from './bundled.ts';
import { type Program, programInto } from './program.ts';
import { isRoot, quiet, runIn, somebodyElse } from './surroundings.ts';
import { secret, workflow } from './workflow.ts';

const folder = workFolder();
let program: Program;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  program = programInto(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function own(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** The workflow on an embedded store; answers whether it went well. */
async function works(
  started: Program,
  cwd: string,
  by: { readonly uid?: number; readonly gid?: number } = {},
) {
  if (by.uid !== undefined) chownSync(cwd, by.uid, by.gid ?? by.uid);
  const more = ['--local', '--local-dir', join(cwd, 'store')];
  const { steps, file } = await workflow(cwd, more, (args) => runIn({ ...quiet(cwd), ...by }, started, args));
  expect(steps.map(({ exitCode }) => exitCode)).toEqual(Array(steps.length).fill(0));
  expect(file).toContain(secret);
}

const at = (file: string): Program => ({ ...program, file, argv: [file] });

describe('the binary runs', () => {
  it('by a relative path', async () => {
    const cwd = own('beside');
    await works(at(relative(cwd, program.file)), cwd);
  });

  it('from a path with spaces, quotes, dollars and letters of every kind', async () => {
    const cwd = own(`ein "Ordner" mit $HOME, ünï 目录 🔑 'x'`);
    const file = join(cwd, 'ssm kit-ä');
    copyFileSync(program.file, file);
    await works(at(file), cwd);
  });

  it('from a very deep folder', async () => {
    const cwd = join(folder, ...Array.from({ length: 12 }, () => 'd'.repeat(200)));
    mkdirSync(cwd, { recursive: true });
    copyFileSync(program.file, join(cwd, 'ssmkit'));
    const deep = at(join(cwd, 'ssmkit'));
    const elsewhere = ['--local', '--local-dir', join(own('shallow'), 'store')];
    expect(await runIn(quiet(cwd), deep, ['list', '--raw', ...elsewhere])).toMatchObject({ exitCode: 0 });
    expect(await runIn(quiet(cwd), deep, ['list', '--raw', '--local'])).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining(
        'unable to open database file.\n  Its path is longer than SQLite can take',
      ),
      exitCode: 1,
    });
  });

  it('through two links', async () => {
    const cwd = own('links');
    symlinkSync(program.file, join(cwd, 'first'));
    symlinkSync('first', join(cwd, 'second'));
    await works(at(join(cwd, 'second')), cwd);
  });

  it('found in PATH', async () => {
    const cwd = own('found');
    const env = { ...bareEnvironment(), PATH: dirname(program.file) };
    const { exitCode, stdout } = await start(basename(program.file), ['list', '--local'], { cwd, env }).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('NAME') });
  });

  it('without permission to write it, owned by somebody else', async ({ skip }) => {
    skip(!isRoot, 'NOT PASSED: only root can give files away');
    const cwd = own('owned');
    const file = join(own('bin'), 'ssmkit');
    copyFileSync(program.file, file);
    chownSync(file, 12_345, 12_345);
    chmodSync(file, 0o555);
    const before = statSync(file);
    await works(at(file), cwd, somebodyElse);
    await works(at(file), own('as-root'));
    expect(statSync(file)).toMatchObject({ mtimeMs: before.mtimeMs, size: before.size, mode: before.mode });
  });

  it('without permission to read it', async ({ skip }) => {
    skip(!isRoot, 'NOT PASSED: only root can give files away');
    const file = join(own('unreadable'), 'ssmkit');
    copyFileSync(program.file, file);
    chmodSync(file, 0o711);
    // The program is at the end of the file and is mapped with it; nothing opens the file anew.
    await works(at(file), own('cannot-read'), somebodyElse);
  });
});

describe('the name it is called by', () => {
  const seeds = ['ssm-seed-from-env.sh', 'ssm-seed-from-env'];
  it.each(seeds)('%s, a link, seeds', async (name) => {
    const cwd = own(`old-${name}`);
    symlinkSync(program.file, join(cwd, name));
    writeFileSync(join(cwd, 'env.prod'), '# service=app\nPLAIN=1\n');
    const args = ['--project', 'mow', '--environment', 'prod', '--env-file', 'env.prod', '--local'];
    const { stdout, exitCode } = await runIn(quiet(cwd), at(join(cwd, name)), args);
    expect({ stdout, exitCode }).toEqual({ stdout: expect.stringContaining('1 to create.'), exitCode: 0 });
  });

  /** With a name of its own, as `exec -a` gives one. */
  const named = (argv0: string, args: readonly string[]) => {
    const options = { argv0, env: bareEnvironment(), cwd: folder, encoding: 'utf8' } as const;
    const { stdout, status } = spawnSync(program.file, args, options);
    return { stdout, exitCode: status };
  };

  it.each([
    '',
    'ssmkit',
    '-ssmkit',
    '/',
    '.',
    '-',
    '--',
    'node',
    '/nonexistent/x',
    'ssm-list-param-keys/',
    'x'.repeat(9_999),
  ])('%j is none of an old script', (argv0) => {
    expect(named(argv0, ['--version'])).toEqual({ stdout: '0.1.0\n', exitCode: 0 });
  });

  it.each(['ssm-list-param-keys.sh', '/nonexistent/ssm-list-param-keys', './ssm-list-param-keys.sh'])(
    '%s is that of one, wherever that may be',
    (argv0) => {
      expect(named(argv0, ['--raw', '--local', '--prefix', '/x']).exitCode).toBe(0);
      expect(named(argv0, ['--version']).exitCode).toBe(2);
    },
  );
});
