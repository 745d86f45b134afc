import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, local, workFolder } from '../support/run-cli.ts';
import { startServe } from './local-served.ts';

async function filled(): Promise<string> {
  const cwd = workFolder();
  const put = (name: string) =>
    local(cwd)(['put-secure', '--name', name, '--value', 'v', '--apply', '--region', 'us-east-1']);
  expect((await put('/a/one')).exitCode).toBe(0);
  expect((await put('/a/two')).exitCode).toBe(0);
  return cwd;
}

const store = (cwd: string, ...more: string[]) => join(cwd, '.ssmkit', ...more);
const files = ['.gitignore', 'key', 'store.sqlite'];

describe('ssmkit local status', () => {
  test('no store is an answer, and none is made', async () => {
    const cwd = workFolder();
    const run = await cli(['local', 'status'], { cwd });
    expect(run).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `There is no embedded store in ${store(cwd)}.\n`,
    });
    expect(existsSync(store(cwd))).toBe(false);
  });

  test('where, how large, and what is in it', async () => {
    const cwd = await filled();
    const run = await cli(['local', 'status'], { cwd });
    expect(run.exitCode).toBe(0);
    expect(run.stdout.split('\n')).toEqual([
      expect.stringMatching(/^Embedded store in .*\/\.ssmkit, \d+ KiB\.$/),
      'ACCOUNT       REGION     PARAMETERS  VERSIONS  KEYS',
      '000000000000  us-east-1  2           2         1',
      '',
    ]);
  });

  test('JSON', async () => {
    const cwd = await filled();
    const { stdout } = await cli(['local', 'status', '--output', 'json'], { cwd });
    const size = (name: string) => ({ name, bytes: statSync(store(cwd, name)).size });
    expect(JSON.parse(stdout)).toEqual({
      command: 'local status',
      folder: store(cwd),
      exists: true,
      bytes: size('store.sqlite').bytes + 32,
      files: [size('store.sqlite'), size('key')],
      scopes: [{ account: '000000000000', region: 'us-east-1', parameters: 2, versions: 2, keys: 1 }],
      problem: null,
    });
  });

  test('a lost key: exit 1, and no new key that would hide the right one', async () => {
    const cwd = await filled();
    rmSync(store(cwd, 'key'));
    const run = await cli(['local', 'status'], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('It cannot be read: The file key is missing.');
    expect(existsSync(store(cwd, 'key'))).toBe(false);
  });

  test('a wrong key, and a file that is no database: exit 1 with the way out', async () => {
    const cwd = await filled();
    writeFileSync(store(cwd, 'key'), Buffer.alloc(32, 7), { mode: 0o600 });
    const wrong = await cli(['local', 'status'], { cwd });
    expect(wrong).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('does not fit') });
    writeFileSync(store(cwd, 'store.sqlite'), 'not a database, not a database, not a database');
    const broken = await cli(['local', 'status'], { cwd });
    expect(broken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ssmkit local reset') });
  });

  test.runIf(process.platform !== 'win32')(
    'a database open to others is narrowed when it is opened',
    async () => {
      const cwd = await filled();
      chmodSync(store(cwd, 'store.sqlite'), 0o644);
      await cli(['local', 'status'], { cwd });
      expect((statSync(store(cwd, 'store.sqlite')).mode & 0o777).toString(8)).toBe('600');
    },
  );
});

describe('ssmkit local reset', () => {
  test('previews by default, whatever it is called with but an order to apply', async () => {
    const cwd = await filled();
    for (const args of [[], ['--yes'], ['--dry-run']]) {
      const run = await cli(['local', 'reset', ...args], { cwd });
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain('000000000000  us-east-1  2');
      expect(run.stdout).toContain('Dry run: nothing was removed.');
    }
    expect(readdirSync(store(cwd)).toSorted()).toEqual(files);
  });

  test('removes the store, its key and its folder', async () => {
    const cwd = await filled();
    const run = await cli(['local', 'reset', '--output', 'json'], { cwd, env: { DRY_RUN: '0' } });
    expect(JSON.parse(run.stdout)).toMatchObject({ command: 'local reset', mode: 'apply', removed: true });
    expect(existsSync(store(cwd))).toBe(false);
  });

  test('leaves what is not its own, and the .gitignore that guards it', async () => {
    const cwd = await filled();
    writeFileSync(store(cwd, 'notes.txt'), 'mine');
    mkdirSync(store(cwd, 'store.sqlite-wal'));
    rmSync(store(cwd, 'store.sqlite-wal'), { recursive: true });
    await cli(['local', 'reset', '--apply'], { cwd });
    expect(readdirSync(store(cwd)).toSorted()).toEqual(['.gitignore', 'notes.txt']);
  });

  test('is refused while a server has the store open: its writes would be lost', async () => {
    const served = await startServe();
    const run = await cli(['local', 'reset', '--apply', '--yes'], { cwd: served.cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('Another process has the embedded store');
    expect(existsSync(join(served.folder, 'store.sqlite'))).toBe(true);
    await served.stop();
    expect((await cli(['local', 'reset', '--apply'], { cwd: served.cwd })).exitCode).toBe(0);
    expect(existsSync(served.folder)).toBe(false);
  });

  test('asks on a terminal, and takes anything but yes for a no', async () => {
    const cwd = await filled();
    const typed = (answer: string) =>
      Object.assign(
        (async function* () {
          yield Buffer.from(answer);
        })(),
        {
          isTTY: true,
          setRawMode: () => {},
          on: (event: string, listener: (chunk: Uint8Array) => void) => {
            if (event === 'data') queueMicrotask(() => listener(Buffer.from(answer)));
          },
          off: () => {},
        },
      );
    const ask = (answer: string) => cli(['local', 'reset', '--apply'], { cwd, stdin: typed(answer) });
    const no = await ask('n\n');
    expect(no.exitCode).toBe(4);
    expect(no.stderr).toContain('Remove all of it?');
    expect(readdirSync(store(cwd)).toSorted()).toEqual(files);
    expect((await ask('yes\n')).exitCode).toBe(0);
    expect(existsSync(store(cwd))).toBe(false);
  });

  test.each([
    ['a lost key', 'key', undefined],
    ['a broken database', 'store.sqlite', 'broken, broken, broken'],
  ])('removes a store with %s', async (_what, name, text) => {
    const cwd = await filled();
    rmSync(store(cwd, name));
    if (text !== undefined) writeFileSync(store(cwd, name), text, { mode: 0o600 });
    expect((await cli(['local', 'reset', '--apply', '--yes'], { cwd })).exitCode).toBe(0);
    expect(existsSync(store(cwd))).toBe(false);
  });

  test('nothing to remove is no failure', async () => {
    const cwd = workFolder();
    const run = await cli(['local', 'reset', '--apply'], { cwd });
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('There is no embedded store') });
  });
});

describe('nested commands', () => {
  test.each([
    [['local'], 'No command was given.', 'See ssmkit local --help.'],
    [['local', 'sreve'], 'There is no such command. Did you mean serve?', 'See ssmkit local --help.'],
    [
      ['local', 'serve', '--prot', '0'],
      'Unknown option --prot. Did you mean --port?',
      'See ssmkit local serve --help.',
    ],
  ])('%j: exit 2', async (args, told, hint) => {
    const run = await cli(args);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(told);
    expect(run.stderr).toContain(hint);
  });

  test.each([
    [['--output', 'json', 'local', 'status']],
    [['local', '--output', 'json', 'status']],
    [['local', 'status', '--output', 'json']],
    [['--output', 'text', 'local', '--output', 'markdown', 'status', '--output', 'json']],
  ])('global options may stand at every level, the last wins: %j', async (args) => {
    expect(JSON.parse((await cli(args)).stdout)).toMatchObject({ command: 'local status', exists: false });
  });
});
