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
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '../support/embedded-server.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { type RunOptions, type RunResult, runProgram } from '../support/run-program.ts';
import { bareEnvironment, bundleInto, start } from './bundled.ts';

const built = workFolder();
let program: string;
beforeAll(() => {
  program = bundleInto(built);
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

/** The bundle alone in a folder, on its own embedded store. */
function alone(): {
  readonly folder: string;
  readonly ssmkit: (args: readonly string[], more?: RunOptions) => Promise<RunResult>;
} {
  const folder = emptyFolder();
  copyFileSync(program, join(folder, 'ssmkit.cjs'));
  return {
    folder,
    ssmkit: (args, more = {}) =>
      runProgram(process.execPath, ['--', './ssmkit.cjs', ...args, '--local'], {
        cwd: folder,
        ...more,
        env: { ...bareEnvironment(), ...more.env },
      }),
  };
}

const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--apply'];
const envText = '# service=app\n# secret=true\nTOKEN="a b $c"\nPLAIN=1\n';

describe('the bundle, copied alone to an empty folder', () => {
  it('seeds, exports what it seeded, and leaves nothing else behind', async () => {
    const { folder, ssmkit } = alone();
    writeFileSync(join(folder, 'env.prod'), envText);
    expect(await ssmkit([...seed, '--env-file', 'env.prod'])).toMatchObject({ exitCode: 0 });
    expect(await ssmkit(['export', '--project', 'mow', '--env', 'prod', 'out.env'])).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(join(folder, 'out.env'), 'utf8')).toContain("# secret=true\nTOKEN='a b $c'\n");
    expect(readdirSync(folder).sort()).toEqual(['.ssmkit', 'env.prod', 'out.env', 'ssmkit.cjs']);
  });

  it('takes an env file from standard input', async () => {
    const { ssmkit } = alone();
    const { exitCode, stdout } = await ssmkit([...seed, '--env-file', '-'], { stdin: envText });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 applied');
    expect((await ssmkit(['get', '/mow/backend/app/prod/TOKEN'])).stdout).toBe('a b $c\n');
  });

  it('reads a FIFO once', async () => {
    const { folder } = alone();
    const fifo = join(folder, 'pipe');
    execFileSync('mkfifo', [fifo]);
    const { child, ended } = start(
      process.execPath,
      ['--', './ssmkit.cjs', ...seed, '--env-file', 'pipe', '--local'],
      { cwd: folder, env: bareEnvironment() },
    );
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
});

describe('an env file is never Node’s', () => {
  const evil = '# service=app\nNODE_OPTIONS=--require=./evil.cjs\nPLAIN=1\n';

  /** bin/ssmkit.mjs beside its dist, and a link of an old name, as npm would install them. */
  function installed(): string {
    const folder = emptyFolder();
    for (const part of ['bin', 'dist', 'work']) mkdirSync(join(folder, part));
    cpSync(join(repository, 'bin/ssmkit.mjs'), join(folder, 'bin/ssmkit.mjs'));
    chmodSync(join(folder, 'bin/ssmkit.mjs'), 0o755);
    symlinkSync('ssmkit.mjs', join(folder, 'bin/ssm-seed-from-env.sh'));
    copyFileSync(program, join(folder, 'dist/ssmkit.cjs'));
    writeFileSync(join(folder, 'work/env.prod'), evil);
    writeFileSync(join(folder, 'work/evil.cjs'), `require('node:fs').writeFileSync('ran', '');`);
    return folder;
  }
  const env = { ...bareEnvironment(), PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };

  it.each([
    ['ssmkit.mjs', ['seed']],
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

  it('which it would be, did the launcher not say `--`', async () => {
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
    const { child, ended } = start(process.execPath, ['--', program, 'list', '--raw'], {
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
