import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../e2e/bundled.ts';
import { programInto } from '../e2e/program.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { runProgram } from '../support/run-program.ts';

/** Runs a program on a terminal of so many columns, and prints what the terminal showed. */
const screen = `
import fcntl, json, os, pty, struct, sys, termios
columns, command = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    os.execv(command[0], command)
shown = b''
while True:
    try:
        piece = os.read(fd, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
_, status = os.waitpid(pid, 0)
print(json.dumps({'shown': shown.decode(), 'exitCode': os.waitstatus_to_exitcode(status)}))
`;

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-screen-'));
const programs = (['bundle', 'binary'] as const).map((kind) => programInto(folder, kind));
let server: EmbeddedServer;

beforeAll(async () => {
  server = await startEmbeddedServer();
  const settings = { project: 'a-project-with-a-name-that-takes-some-room-on-the-line', region: 'us-east-1' };
  writeFileSync(join(folder, 'ssmkit.json'), JSON.stringify(settings));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(programs)('on a real terminal, $kind', ({ argv }) => {
  async function show(columns: number, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const order = JSON.stringify([columns, [...argv, ...args]]);
    const { stdout, stderr } = await runProgram('python3', ['-c', screen, order], {
      cwd: folder,
      env: { ...bareEnvironment(server.url), PATH: process.env.PATH ?? '', TERM: 'xterm', ...env },
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as { readonly shown: string; readonly exitCode: number };
  }
  const put = ['put', '--name', '/x', '--value', 'y'];
  const colour = '\u001b[';

  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['in colour', {}, true],
    ['in none under TERM=dumb', { TERM: 'dumb' }, false],
    ['in none with NO_COLOR', { NO_COLOR: '1' }, false],
    ['in none with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['in colour under TERM=dumb with FORCE_COLOR', { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    ['in colour without a TERM', { TERM: '' }, true],
    ['in colour in another locale', { LC_ALL: 'tr_TR.UTF-8' }, true],
  ])('is %s', async (_name, env, expected) => {
    const { shown, exitCode } = await show(80, put, env);
    expect(exitCode).toBe(0);
    expect(shown).toContain('1 to create.');
    expect(shown.includes(colour)).toBe(expected);
  });

  it('is in none with --no-color', async () => {
    expect((await show(80, [...put, '--no-color'])).shown).not.toContain(colour);
  });

  it('fits the terminal of each run', async () => {
    const args = ['config', '--explain', '--no-color'];
    const [narrow, wide] = [(await show(60, args)).shown, (await show(200, args)).shown];
    const lines = (text: string) => text.split('\r\n').length;
    expect(lines(narrow)).toBeGreaterThan(lines(wide));
    // Only a terminal counts, not a variable.
    expect((await show(200, args, { COLUMNS: '60' })).shown).toBe(wide);
  });
});
