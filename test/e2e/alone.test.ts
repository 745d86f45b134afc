import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startEmbeddedServer } from '../support/embedded-server.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { type RunOptions, type RunResult, runProgram } from '../support/run-program.ts';
import { bareEnvironment, start } from './bundled.ts';
import { type Program, programInto, startProgram, toolsInto } from './program.ts';

const built = workFolder();
let program: Program;
beforeAll(() => {
  program = programInto(built);
});

const folders: string[] = [built];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function emptyFolder(): string {
  const folder = workFolder();
  folders.push(folder);
  return folder;
}

/** The program alone in a folder, on its own embedded store. */
function alone(): {
  readonly folder: string;
  readonly name: string;
  /** By a path from the folder. */
  readonly argv: readonly [string, ...string[]];
  readonly ssmkit: (args: readonly string[], more?: RunOptions) => Promise<RunResult>;
} {
  const folder = emptyFolder();
  const name = basename(program.file);
  copyFileSync(program.file, join(folder, name));
  const [command, ...first] = program.argv.map((arg) => (arg === program.file ? `./${name}` : arg));
  const argv = [command ?? '', ...first] as const;
  return {
    folder,
    name,
    argv,
    ssmkit: (args, more = {}) =>
      runProgram(argv[0], [...first, ...args, '--local'], {
        cwd: folder,
        ...more,
        env: { ...bareEnvironment(), ...more.env },
      }),
  };
}

const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--apply'];
const envText = '# service=app\n# secret=true\nTOKEN="a b $c"\nPLAIN=1\n';

describe('the program, copied alone to an empty folder', () => {
  it('seeds, exports what it seeded, and leaves nothing else behind', async () => {
    const { folder, name, ssmkit } = alone();
    writeFileSync(join(folder, 'env.prod'), envText);
    expect(await ssmkit([...seed, '--env-file', 'env.prod'])).toMatchObject({ exitCode: 0 });
    expect(await ssmkit(['export', '--project', 'mow', '--env', 'prod', 'out.env'])).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(join(folder, 'out.env'), 'utf8')).toContain("# secret=true\nTOKEN='a b $c'\n");
    expect(readdirSync(folder).sort()).toEqual(['.ssmkit', 'env.prod', 'out.env', name]);
  });

  it('takes an env file from standard input', async () => {
    const { ssmkit } = alone();
    const { exitCode, stdout } = await ssmkit([...seed, '--env-file', '-'], { stdin: envText });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 applied');
    expect((await ssmkit(['get', '/mow/backend/app/prod/TOKEN'])).stdout).toBe('a b $c\n');
  });

  it('reads a FIFO once', async () => {
    const { folder, argv } = alone();
    const fifo = join(folder, 'pipe');
    execFileSync('mkfifo', [fifo]);
    const [command, ...first] = argv;
    const { child, ended } = start(command, [...first, ...seed, '--env-file', 'pipe', '--local'], {
      cwd: folder,
      env: bareEnvironment(),
    });
    try {
      await using file = await open(fifo, 'w');
      await file.writeFile(envText);
      await file.close();
      // Who opened it a second time would wait for a writer for ever.
      const end = await Promise.race([ended, wait(20_000, 'still reading', { ref: false })]);
      expect(end).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 applied') });
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('says so when its current folder is gone', async () => {
    const folder = join(emptyFolder(), 'gone');
    mkdirSync(folder);
    const line = 'rmdir "$PWD"; exec "$@"';
    const args = ['-c', line, 'sh', ...program.argv, 'get', '/x', '--local'];
    const env = { ...bareEnvironment(), PATH: toolsInto(emptyFolder(), ['rmdir']) };
    expect(await runProgram('/bin/sh', args, { cwd: folder, env })).toEqual({
      stdout: '',
      stderr: 'ssmkit: The current folder does not exist any more.\n  Change to another one.\n',
      exitCode: 2,
    });
  });
});

describe('an env file is never Node’s', () => {
  const evil = '# service=app\nNODE_OPTIONS=--require=./evil.cjs\nPLAIN=1\n';

  /** The binary, or bin/ssmkit.mjs beside its dist as npm would install it; and a link of an old name. */
  const command = inject('program') === 'binary' ? 'ssmkit' : 'ssmkit.mjs';
  function installed(): string {
    const folder = emptyFolder();
    for (const part of ['bin', 'dist', 'work']) mkdirSync(join(folder, part));
    symlinkSync(command, join(folder, 'bin/ssm-seed-from-env.sh'));
    if (program.kind === 'binary') copyFileSync(program.file, join(folder, 'bin', command));
    else {
      cpSync(join(repository, 'bin/ssmkit.mjs'), join(folder, 'bin', command));
      copyFileSync(program.file, join(folder, 'dist/ssmkit.cjs'));
    }
    chmodSync(join(folder, 'bin', command), 0o755);
    writeFileSync(join(folder, 'work/env.prod'), evil);
    writeFileSync(join(folder, 'work/evil.cjs'), `require('node:fs').writeFileSync('ran', '');`);
    return folder;
  }
  const env =
    inject('program') === 'binary'
      ? bareEnvironment()
      : { ...bareEnvironment(), PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };

  it.each([
    [command, ['seed']],
    ['ssm-seed-from-env.sh', []],
  ] as const)('by bin/%s', async (name, subcommand) => {
    const folder = installed();
    const cwd = join(folder, 'work');
    const args = [...subcommand, ...seed.slice(1), '--env-file', 'env.prod', '--local'];
    const { exitCode, stdout, stderr } = await runProgram(join(folder, 'bin', name), args, { cwd, env });
    expect(stderr).not.toContain('evil');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 applied');
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
  });

  const launched = inject('program') === 'bundle' ? ['the launcher'] : [];
  it.each(launched)('which it would be, did %s not say `--`', async () => {
    const folder = installed();
    const cwd = join(folder, 'work');
    const args = [join(folder, 'bin/ssmkit.mjs'), 'seed', '--env-file', 'env.prod'];
    await runProgram(process.execPath, args, { cwd, env });
    expect(existsSync(join(cwd, 'ran'))).toBe(true);
  });
});

it('ends quietly when the reader of its output has gone, as in `list --raw | head -1`', async () => {
  const server = await startEmbeddedServer();
  try {
    const segment = 'x'.repeat(900);
    for (let index = 0; index < 600; index += 1) {
      const Name = `/mow/${segment}/${index}`;
      await server.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }));
    }
    const { child, ended } = startProgram(program, ['list', '--raw'], {
      cwd: built,
      env: bareEnvironment(server.url),
    });
    // Half a megabyte fits into no pipe, so the program still has something to say when its reader leaves.
    const [chunk] = await once(child.stdout ?? child, 'data');
    child.stdout?.destroy();
    expect(String(chunk).split('\n')[0]).toBe(`/mow/${segment}/0`);
    const { stderr, exitCode, signal } = await ended;
    expect({ stderr, signal }).toEqual({ stderr: '', signal: null });
    expect([0, 1]).toContain(exitCode);
  } finally {
    await server.close();
  }
});
