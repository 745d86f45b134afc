import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { type Program, programInto } from './program.ts';
import { quiet, runIn } from './surroundings.ts';

const folder = workFolder();
const target = join(folder, 'out.env');
let program: Program;
let server: EmbeddedServer;

beforeAll(() => {
  program = programInto(folder);
  writeFileSync(join(folder, 'env.prod'), '# service=app\nPLAIN=1\n# secret=true\nTOKEN=hush-31\n');
});
beforeEach(async () => {
  server = await startEmbeddedServer();
  rmSync(target, { force: true });
  return () => server.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const where = ['--project', 'mow', '--environment', 'prod'];
const seed = ['seed', ...where, '--env-file', 'env.prod', '--apply'];
const run = (args: readonly string[], redirected: string) =>
  runIn({ ...quiet(folder, server.url), redirected }, program, args);
const stored = () => server.store.inventory().reduce((sum, { parameters }) => sum + parameters, 0);
const full = 'ssmkit: Standard output could not be written: ENOSPC.\n';

describe('a result that cannot be said', () => {
  it.each([
    ['is a failure on a full disk, and all is written', '>/dev/full', 1, full],
    ['is none where standard output is closed', '>&-', 0, ''],
    ['is none where all three streams are closed', '<&- >&- 2>&-', 0, ''],
    ['is a failure where everything is full', '>/dev/full 2>/dev/full', 1, ''],
  ])('%s', async (_name, redirected, exitCode, stderr) => {
    const seeded = await run(seed, redirected);
    const errors = seeded.stderr.replaceAll(/^(?!ssmkit:).*\n/gm, '');
    expect({ ...seeded, stderr: errors }).toEqual({ stdout: '', stderr, exitCode });
    expect(stored()).toBe(2);
    const exported = await run(['export', ...where, target], redirected);
    // Its result is the file, so nothing is said on standard output.
    expect(exported.exitCode).toBe(redirected.includes('2>/dev/full') ? 1 : 0);
    expect(readFileSync(target, 'utf8')).toContain("TOKEN='hush-31'\n");
  });

  it('is a failure where a secret alone was asked for', async () => {
    await run(seed, '>/dev/null');
    const token = '/mow/backend/app/prod/TOKEN';
    expect(await run(['get', token], '>/dev/full')).toEqual({ stdout: '', stderr: full, exitCode: 1 });
    expect(await run(['export', ...where, '--quiet', '-'], '>/dev/full')).toEqual({
      stdout: '',
      stderr: full,
      exitCode: 1,
    });
  });
});

describe('with standard streams closed', () => {
  it('no file of the embedded store takes their place', async () => {
    const own = ['--local', '--local-dir', join(folder, 'store')];
    const local = (args: readonly string[], redirected: string) =>
      runIn({ ...quiet(folder), redirected }, program, [...args, ...own]);
    expect((await local(seed, '<&- >&- 2>&-')).exitCode).toBe(0);
    expect((await local(['get', '/nowhere'], '<&- >&- 2>&-')).exitCode).toBe(1);
    const { stdout, exitCode } = await local(['list', '--raw'], '');
    expect({ stdout, exitCode }).toEqual({
      stdout: '/mow/backend/app/prod/PLAIN\n/mow/backend/app/prod/TOKEN\n',
      exitCode: 0,
    });
  });

  it('nor does the file that is exported', async () => {
    await run(seed, '>/dev/null');
    expect((await run(['export', ...where, '--debug', '--no-timestamp', target], '>&- 2>&-')).exitCode).toBe(
      0,
    );
    expect(readFileSync(target, 'utf8')).toMatch(
      /^# project=mow .*\n\n# service=app\nPLAIN=1\n# secret=true\nTOKEN='hush-31'\n$/,
    );
  });

  it('nothing is read where something is to be', async () => {
    const put = ['put', '--name', '/a/b', '--value-stdin', '--apply'];
    expect(await run(put, '<&-')).toMatchObject({ stdout: '', exitCode: 2 });
    const nothing = await run(['seed', ...where, '--env-file', '-', '--apply'], '<&-');
    expect(nothing).toMatchObject({ stdout: '', exitCode: 2 });
    expect(stored()).toBe(0);
  });

  it('a program of exec finds them as they are', async () => {
    await run(seed, '>/dev/null');
    const said = join(folder, 'said');
    const script = `test -e /dev/fd/0 && cat; printf '%s' "$TOKEN" > '${said}'`;
    const { exitCode } = await run(['exec', ...where, '--', '/bin/sh', '-c', script], '<&- >&-');
    expect(exitCode).toBe(0);
    expect(existsSync(said) && readFileSync(said, 'utf8')).toBe('hush-31');
  });
});
