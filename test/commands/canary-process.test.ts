import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../e2e/bundled.ts';
import { type Program, programInto } from '../e2e/program.ts';
import { workFolder } from '../support/run-cli.ts';
import { type RunResult, runProgram } from '../support/run-program.ts';
import { names, type Scene, setScene, variable } from './canary/scene.ts';
import { leaks, secret } from './canary/secrets.ts';

const built = workFolder();
let program: Program;
beforeAll(() => {
  program = programInto(built);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** What the programs of this machine, as far as it tells, were started with. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/comm`, 'utf8');
      } catch {
        // It has ended.
        return '';
      }
    })
    .join('\n');
}

function ssmkit(scene: Scene, args: readonly string[], stdin = '', env = {}): Promise<RunResult> {
  const [command, ...first] = program.argv;
  return runProgram(command, [...first, ...args], {
    cwd: scene.cwd,
    env: { ...bareEnvironment(scene.url), AWS_SECRET_ACCESS_KEY: secret('credentials'), ...env },
    stdin,
  });
}

describe('a value that is given by', () => {
  const put = ['put-secure', '--name', names.secure, '--apply'];
  const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--apply', '--env-file'];
  it.skipIf(process.platform !== 'linux').each<[string, readonly string[], string]>([
    ['a file', [...put, '--value-file', 'in/value'], ''],
    ['standard input', [...put, '--value-stdin'], secret('stdin')],
    ['a variable', [...put, '--value-env', variable], ''],
    ['an env file', [...seed, 'in/env'], ''],
    [
      'an env file on standard input',
      [...seed, '-'],
      `# service=db\n# secret=true\nPW=${secret('x').slice(0, 9)}`,
    ],
  ])('%s is on no command line while it is put', async (_what, args, stdin) => {
    const scene = await setScene();
    const seen: string[] = [];
    scene.onCall(async (operation) => {
      if (operation === 'PutParameter') seen.push(commandLines());
    });
    const { exitCode, stdout, stderr } = await ssmkit(scene, args, stdin, { [variable]: secret('variable') });
    expect(exitCode).toBe(0);
    expect(leaks(stdout + stderr)).toEqual([]);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((lines) => lines.includes(program.file))).toBe(true);
    expect(seen.flatMap((lines) => leaks(lines))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('--value is, which is why there are others', async () => {
    const scene = await setScene();
    let seen = '';
    scene.onCall(async (operation) => {
      if (operation === 'PutParameter') seen = commandLines();
    });
    await ssmkit(scene, [...put, '--value', secret('option')]);
    expect(leaks(seen)).not.toEqual([]);
  });
});

describe('a process that comes to grief', () => {
  it('says nothing of a value when its reader has gone', async () => {
    const scene = await setScene();
    for (const args of [
      ['get', names.secure],
      ['get', '--path', '/mow', '--show-values', '--debug'],
    ]) {
      const [command, ...first] = program.argv;
      const child = spawn(command, [...first, ...args], {
        env: bareEnvironment(scene.url),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(leaks(stderr)).toEqual([]);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('nor when it is stopped while it waits for a value', async () => {
    const scene = await setScene();
    const [command, ...first] = program.argv;
    const child = spawn(command, [...first, 'put', '--name', names.plain, '--value-stdin'], {
      cwd: scene.cwd,
      env: { ...bareEnvironment(), SSMKIT_LOCAL: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.stdin.write(secret('stdin'));
    // It says which store it uses when it listens to signals already.
    child.stderr.once('data', () => child.kill('SIGTERM'));
    expect(await once(child, 'close')).toEqual([143, null]);
    expect(output).toContain('Interrupted; nothing was sent.');
    expect(leaks(output)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('nor when the disk is full', async () => {
    const scene = await setScene();
    const [command, ...first] = program.argv;
    const child = spawn(command, [...first, 'get', names.secure], {
      env: bareEnvironment(scene.url),
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [exitCode] = await once(child, 'close');
    expect(exitCode).toBe(1);
    expect(leaks(stderr)).toEqual([]);
    expect(stderr).toBe('ssmkit: Standard output could not be written: ENOSPC.\n');
  });

  it('nor when it is fed what is no environment, no settings and no argument', async () => {
    const scene = await setScene();
    writeFileSync(join(scene.cwd, 'ssmkit.json'), `{"project": "${secret('settings')}`);
    const { exitCode, stdout, stderr } = await ssmkit(
      scene,
      ['seed', '--env-file', '-', '--debug', `--nothing=${secret('option')}`, secret('argument')],
      secret('stdin'),
      { DRY_RUN: secret('dry-run'), SSMKIT_LOCAL: secret('local'), AWS_PROFILE: 'none' },
    );
    expect(exitCode).toBe(2);
    expect(leaks(stdout + stderr)).toEqual([]);
  });
});
