import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { awkwardValues } from '../render/dialect/awkward-values.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, toolsInto, withHook } from './program.ts';

const folder = workFolder();
const withoutExecve = join(folder, 'without-execve.cjs');
const handedOn = join(folder, 'handed-on');
const tools = toolsInto(folder, ['cat', 'head', 'ls', 'ps', 'script', 'sh', 'yes']);
let program: Program;
let server: EmbeddedServer;
/** What Parameter Store can hold of them, by the variable's name. */
const values = new Map(
  awkwardValues
    .map(({ value }, index) => [`V_${index}`, value] as const)
    .filter(([, value]) => !value.includes('\0') && value.isWellFormed() && Buffer.byteLength(value) <= 8192),
);

beforeAll(async () => {
  program = programInto(folder);
  writeFileSync(handedOn, '');
  writeFileSync(withoutExecve, 'process.execve = undefined;\n');
  server = await startEmbeddedServer();
  for (const [name, Value] of values) {
    const Name = `/mow/backend/app/prod/${name}`;
    await server.ssm.send(
      new PutParameterCommand({ Name, Value, Type: 'SecureString', Tier: 'Intelligent-Tiering' }),
    );
  }
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What makes ssmkit start a program in the way that is meant. */
interface Mode {
  readonly program: () => Program;
  /** With an open file to hand on, the program is a child: Node closes such files where it gives its place away. */
  readonly handsOn: boolean;
}

const takingOver: Mode = { program: () => program, handsOn: false };
const asChild: Readonly<Record<Program['kind'], Mode>> = {
  bundle: { program: () => withHook(program, withoutExecve), handsOn: false },
  binary: { program: () => program, handsOn: true },
};
const modes: readonly (readonly [string, Mode])[] = [
  ['taking the process over', takingOver],
  ['as a child', asChild[inject('program')]],
];
const environment = () => ({ ...bareEnvironment(server.url), PATH: tools });
const command = (mode: Mode, args: readonly string[]): [string, ...string[]] => [
  ...mode.program().argv,
  ...['exec', '--project', 'mow', '--env', 'prod', '--', ...args],
];
const node = (script: string) => [process.execPath, '-e', script];

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

function collect(child: ChildProcess): Promise<Ended> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return once(child, 'close').then(([exitCode, signal]) => ({
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
}

function begin(mode: Mode, [file, ...args]: readonly [string, ...string[]]): ChildProcess {
  const more = mode.handsOn ? [openSync(handedOn, 'r')] : [];
  const stdio = ['pipe' as const, 'pipe' as const, 'pipe' as const, ...more];
  const child = spawn(file, args, { env: environment(), cwd: folder, stdio });
  for (const fd of more) closeSync(fd);
  return child;
}

function exec(mode: Mode, args: readonly string[], input = ''): Promise<Ended> {
  const child = begin(mode, command(mode, args));
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return collect(child);
}

/** What a shell says of how a process ended. */
const shellCode = ({ exitCode, signal }: Ended) =>
  signal === null ? exitCode : { SIGTERM: 143, SIGINT: 130 }[signal as string];

describe.each(modes)('a program, %s', (_name, mode) => {
  it('has the parameters value for value', async () => {
    const { stdout, stderr, exitCode } = await exec(mode, node('console.log(JSON.stringify(process.env))'));
    expect([stderr, exitCode]).toEqual(['', 0]);
    const { PATH, ...found } = JSON.parse(stdout);
    const expected = { ...environment(), ...Object.fromEntries(values) };
    expect({ PATH, ...found }).toEqual(expected);
  });

  it('gives its exit code, and 143 when SIGTERM ends it', async () => {
    expect((await exec(mode, node('process.exit(7)'))).exitCode).toBe(7);
    expect(
      shellCode(await exec(mode, node('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000)'))),
    ).toBe(143);
  });

  it('reads standard input to its end, and writes as much as it likes', async () => {
    const input = 'line\n'.repeat(100_000);
    const { stdout, stderr } = await exec(mode, ['cat'], input);
    expect(stderr).toBe('');
    expect(stdout === input).toBe(true);
  });

  it('has no value among its arguments, nor has anything else', async () => {
    const { stdout } = await exec(mode, [
      'sh',
      '-c',
      'cat /proc/$PPID/cmdline /proc/$$/cmdline; ps -eo args',
    ]);
    for (const value of values.values()) if (value.length > 20) expect(stdout).not.toContain(value);
    expect(stdout.length).toBeGreaterThan(100);
  });

  it('is given the time it takes to end after SIGTERM', async () => {
    const script = `process.on('SIGTERM', () => setTimeout(() => { console.log('ended well'); process.exit(5); }, 2_000));
      setInterval(() => {}, 1_000); console.log('ready');`;
    const child = begin(mode, command(mode, node(script)));
    const ended = collect(child);
    await once(child.stdout ?? child, 'data');
    const before = performance.now();
    child.kill('SIGTERM');
    const { stdout, stderr, exitCode } = await ended;
    expect([stdout, stderr, exitCode]).toEqual(['ready\nended well\n', '', 5]);
    expect(performance.now() - before).toBeGreaterThan(1_900);
  });

  it('dies of a closed pipe as it would by itself', async () => {
    const line = command(mode, ['sh', '-c', 'yes; echo "yes: $?" >&2']);
    const { stderr } = await collect(begin(mode, ['sh', '-c', '"$@" | head -1', 'sh', ...line]));
    expect(stderr).toBe('yes: 141\n');
  });

  it('has the files it was to have', async () => {
    const [three, nine] = [join(folder, 'three'), join(folder, 'nine')];
    writeFileSync(three, 'from three');
    const stdio = [
      'ignore',
      'pipe',
      'pipe',
      openSync(three, 'r'),
      ...Array(5).fill('ignore'),
      openSync(nine, 'w'),
    ];
    const script = 'cat <&3; echo to nine >&9; ls -l /proc/self/fd >&2';
    const [file, ...args] = command(mode, ['sh', '-c', script]);
    const child = spawn(file, args, { env: environment(), cwd: folder, stdio });
    const { stdout, stderr, exitCode } = await collect(child);
    expect([stdout, exitCode]).toEqual(['from three', 0]);
    expect(readFileSync(nine, 'utf8')).toBe('to nine\n');
    // Nothing of ours: no socket, no database.
    expect(stderr).not.toMatch(/sqlite|anon_inode/);
  });
});

it('keeps its process id when it takes the process over', async () => {
  const child = begin(takingOver, command(takingOver, ['sh', '-c', 'echo $$']));
  expect((await collect(child)).stdout).toBe(`${child.pid}\n`);
});

/** Runs a shell line on a terminal of its own; answers what it showed. `script` is of util-linux. */
function onTerminal(line: string, keys: (child: ChildProcess, shown: () => string) => void): Promise<Ended> {
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    env: { ...environment(), SHELL: '/bin/sh' },
    cwd: folder,
  });
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    keys(child, () => shown);
  });
  return collect(child);
}

function hasScript(): boolean {
  return spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0;
}

describe.each(hasScript() ? modes : [])('on a terminal, %s', (_name, mode) => {
  const quoted = (args: readonly string[]) =>
    args.map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');
  const more = mode.handsOn ? ` 3<'${handedOn}'` : '';

  it('Ctrl-C reaches the program once, and the terminal is its own', async () => {
    const script = `let times = 0; process.on('SIGINT', () => { times += 1; setTimeout(() => {
        console.log('interrupted ' + times + ' times'); process.exit(4); }, 500); });
      setInterval(() => {}, 1_000); console.log('tty ' + process.stdin.isTTY + process.stdout.isTTY);`;
    let pressed = false;
    const { stdout, exitCode } = await onTerminal(
      `exec ${quoted(command(mode, node(script)))}${more}`,
      (child, shown) => {
        if (pressed || !shown().includes('tty truetrue')) return;
        pressed = true;
        child.stdin?.write('\u0003');
      },
    );
    expect(stdout).toContain('tty truetrue');
    expect(stdout).toContain('interrupted 1 times');
    expect(exitCode).toBe(4);
  });
});

it('is not started after Ctrl-C, even if nothing was left to read', async () => {
  await server.ssm.send(new PutParameterCommand({ Name: '/one/A', Value: 'x', Type: 'String' }));
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  server.onCall(async () => {
    asked.resolve();
    await answer.promise;
  });
  try {
    const child = begin(takingOver, [
      ...program.argv,
      'exec',
      '--path',
      '/one',
      '--',
      'sh',
      '-c',
      'echo started',
    ]);
    child.stderr?.once('data', () => answer.resolve());
    const ended = collect(child);
    await asked.promise;
    child.kill('SIGINT');
    const { stdout, stderr, exitCode } = await ended;
    expect([stdout, exitCode]).toEqual(['', 130]);
    expect(stderr).toContain('nothing was started');
  } finally {
    server.onCall(async () => {});
  }
});
