import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import type { RunResult } from '../support/run-program.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram } from './program.ts';

const secret = 'hush-9f3c1d7a';
const isRoot = process.getuid?.() === 0;
const built = workFolder();
let program: Program;
let server: EmbeddedServer;

beforeAll(async () => {
  program = programInto(built);
  server = await startEmbeddedServer();
  const put = (Name: string, Value: string, Type: 'String' | 'SecureString') =>
    server.ssm.send(new PutParameterCommand({ Name, Value, Type }));
  await put('/mow/backend/db/prod/PW', secret, 'SecureString');
  await put('/mow/backend/db/prod/BIG', 'x'.repeat(4000), 'String');
});
afterAll(async () => {
  await server.close();
  rmSync(built, { recursive: true, force: true });
});

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function exporting(target: string, more: readonly string[]): Promise<RunResult> {
  const args = ['export', '--project', 'mow', '--env', 'prod', ...more, target];
  return startProgram(program, args, { cwd: built, env: bareEnvironment(server.url) }).ended;
}

/** Mounts for the running test; where that is not allowed the test says so and is not passed. */
function mount(skip: (because: string) => void, args: readonly string[], target: string): void {
  if (!isRoot || spawnSync('mount', [...args, target], { stdio: 'ignore' }).status !== 0) {
    skip('NOT PASSED: mounting is not allowed here');
  }
  onTestFinished(() => void spawnSync('umount', [target]));
}

function expectRefusal({ exitCode, stdout, stderr }: RunResult, words: RegExp): void {
  expect(stderr).toMatch(words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).not.toContain(secret);
}

describe.each([
  ['export', []],
  ['export --merge', ['--merge']],
] as const)('%s in a hostile folder', (_name, more) => {
  it('does not write through a symbolic link', async () => {
    const folder = folderOf();
    const target = join(folder, '.env');
    writeFileSync(join(folder, 'victim'), 'OLD=1\n');
    symlinkSync('victim', target);
    expectRefusal(await exporting(target, more), /symbolic link.*--follow/s);
    symlinkSync('nowhere', join(folder, 'dangling'));
    expectRefusal(await exporting(join(folder, 'dangling'), more), /symbolic link/);
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('OLD=1\n');
    expect(readdirSync(folder).sort()).toEqual(['.env', 'dangling', 'victim']);
  });

  it('neither waits for a FIFO nor fills it, nor a folder or device', async () => {
    const folder = folderOf();
    expect(spawnSync('mkfifo', [join(folder, 'fifo')]).status).toBe(0);
    mkdirSync(join(folder, 'folder'));
    expectRefusal(await exporting(join(folder, 'fifo'), more), /is a FIFO/);
    expectRefusal(await exporting(join(folder, 'folder'), more), /is a folder/);
    expectRefusal(await exporting('/dev/null', more), /is a device/);
    expect(lstatSync(join(folder, 'fifo')).isFIFO()).toBe(true);
    expect(readdirSync(join(folder, 'folder'))).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['fifo', 'folder']);
  });

  it('hands nothing to the owner of a file planted in a shared folder', async ({ skip }) => {
    skip(!isRoot, 'NOT PASSED: only root can plant the file of another user');
    const folder = folderOf();
    chmodSync(folder, 0o1777);
    const target = join(folder, '.env');
    writeFileSync(target, 'OLD=1\n');
    chownSync(target, 12_345, 12_345);
    expectRefusal(await exporting(target, more), /(?:belongs to user 12345|of another user)/);
    expect(readFileSync(target, 'utf8')).toBe('OLD=1\n');
  });

  it('keeps owner and group of the file of another owner in a folder of its own', async ({ skip }) => {
    skip(!isRoot, 'NOT PASSED: only root can give files away');
    const target = join(folderOf(), '.env');
    writeFileSync(target, 'OLD=1\n');
    chownSync(target, 12_345, 23_456);
    expect((await exporting(target, more)).exitCode).toBe(0);
    expect(statSync(target)).toMatchObject({ uid: 12_345, gid: 23_456, mode: 0o100600 });
    expect(readFileSync(target, 'utf8')).toContain(secret);
  });

  it('says that a bind mount cannot be replaced', async ({ skip }) => {
    const folder = folderOf();
    const target = join(folder, '.env');
    writeFileSync(join(folder, 'source'), 'OLD=1\n');
    writeFileSync(target, '');
    mount(skip, ['--bind', join(folder, 'source')], target);
    expectRefusal(await exporting(target, more), /bind mount.* - /s);
    expect(readFileSync(target, 'utf8')).toBe('OLD=1\n');
    expect(readdirSync(folder).sort()).toEqual(['.env', 'source']);
  });

  it('leaves the old file whole on a full disk', async ({ skip }) => {
    const folder = folderOf();
    mount(skip, ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs'], folder);
    const target = join(folder, '.env');
    writeFileSync(target, 'OLD=1\n');
    writeFileSync(join(folder, 'filler'), 'x'.repeat(4096));
    expectRefusal(await exporting(target, more), /disk is full/);
    expect(readFileSync(target, 'utf8')).toBe('OLD=1\n');
    expect(readdirSync(folder).sort()).toEqual(['.env', 'filler']);
  });

  it('leaves the old file whole in a folder that cannot be written', async ({ skip }) => {
    const folder = folderOf();
    if (isRoot) mount(skip, ['-t', 'tmpfs', 'tmpfs'], folder);
    const target = join(folder, '.env');
    writeFileSync(target, 'OLD=1\n');
    if (isRoot) expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0);
    else chmodSync(folder, 0o500);
    expectRefusal(await exporting(target, more), /read-only|not permitted/);
    expect(readFileSync(target, 'utf8')).toBe('OLD=1\n');
    expect(readdirSync(folder)).toEqual(['.env']);
    if (!isRoot) chmodSync(folder, 0o700);
  });

  it('never writes where a racing writer points it', async () => {
    const folder = folderOf();
    const target = join(folder, '.env');
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'OLD=1\n');
    // A file, a link and nothing by turns, as fast as it goes.
    const script = `
      const fs = require('node:fs');
      const [target, victim] = process.argv.slice(1);
      process.stdout.write('racing');
      for (let turn = 0; ; turn += 1) {
        try {
          fs.rmSync(target, { force: true });
          if (turn % 3 === 0) fs.symlinkSync(victim, target);
          if (turn % 3 === 1) fs.writeFileSync(target, 'THEIRS=1\\n', { flag: 'wx' });
        } catch {}
      }`;
    const racer = spawn(process.execPath, ['-e', script, '--', target, victim], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void racer.kill('SIGKILL'));
    await once(racer.stdout, 'data');
    const results: RunResult[] = [];
    for (let turn = 0; turn < 20; turn += 1) results.push(await exporting(target, more));
    racer.kill('SIGKILL');
    await once(racer, 'exit');
    expect(readFileSync(victim, 'utf8')).toBe('OLD=1\n');
    for (const { exitCode, stderr } of results) {
      expect(exitCode === 0 || exitCode === 1 || exitCode === 2).toBe(true);
      expect(stderr).not.toMatch(/internal error|hush/);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const left = lstatSync(target, { throwIfNoEntry: false });
    if (left?.isFile()) expect(readFileSync(target, 'utf8')).toMatch(/^(THEIRS=1\n)?$|hush/);
  });

  it('is one export or the other when several write at once', async () => {
    const target = join(folderOf(), '.env');
    writeFileSync(target, 'OLD=1\n');
    const results = await Promise.all(Array.from({ length: 8 }, () => exporting(target, more)));
    expect(results.filter(({ exitCode }) => exitCode === 0).length).toBeGreaterThan(0);
    const text = readFileSync(target, 'utf8');
    expect(text.match(/^PW=/gm)).toHaveLength(1);
    expect(text.endsWith('\n')).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o600);
  });
});
