import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { setStage } from '../commands/stage.ts';
import { bareEnvironment } from '../e2e/bundled.ts';
import { type Program, programInto } from '../e2e/program.ts';
import { runProgram } from '../support/run-program.ts';

/** Runs a program on a terminal of its own, types once it is asked, and prints what the terminal showed. */
const typist = `
import json, os, pty, select, sys, termios
asked, typed, command = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
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
    if asked and asked.encode() in shown:
        asked = ''
        for chunk in typed:
            os.write(fd, chunk.encode())
_, status = os.waitpid(pid, 0)
print(json.dumps({'shown': shown.decode(), 'exitCode': os.waitstatus_to_exitcode(status)}))
`;

const built = mkdtempSync(join(tmpdir(), 'ssmkit-pty-'));
const programs = (['bundle', 'binary'] as const).map((kind) => programInto(built, kind));
afterAll(() => rmSync(built, { recursive: true, force: true }));

async function type(
  { argv }: Program,
  asked: string,
  typed: readonly string[],
  args: readonly string[],
  url: string,
) {
  const order = JSON.stringify([asked, typed, [...argv, ...args]]);
  const { stdout, stderr } = await runProgram('python3', ['-c', typist, order], {
    env: { ...bareEnvironment(url), PATH: process.env.PATH ?? '' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { readonly shown: string; readonly exitCode: number };
}

const name = '/mow/backend/db/prod/X';
const put = ['put-secure', '--name', name, '--apply'];

describe.each(programs)('a value typed on a real terminal, $kind', (program) => {
  it.each<[string, readonly string[], string]>([
    ['at once', ['canary-1\r'], 'canary-1'],
    ['key by key, with corrections', ['cana', 'ryX', '\u007f-2', '\r'], 'canary-2'],
    ['with arrow keys', ['canary\u001b[D-3\r'], 'canary-3'],
    ['beyond ASCII', ['canary-ä🔑\r'], 'canary-ä🔑'],
  ])('%s is stored and never shown', async (_what, typed, value) => {
    const stage = await setStage();
    const { shown, exitCode } = await type(program, 'Value: ', typed, put, stage.url);
    expect(exitCode).toBe(0);
    expect((await stage.live())[name]?.value).toBe(value);
    expect(shown).toContain('Value: ');
    expect(shown).not.toMatch(/cana|ry/);
  });

  it.each<[string, readonly string[], number]>([
    ['Ctrl-C', ['cana', '\u0003'], 130],
    ['Ctrl-D', ['\u0004'], 2],
    ['several lines', ['canary-1\ncanary-2\n'], 2],
  ])('nothing is sent after %s', async (_what, typed, code) => {
    const stage = await setStage();
    const { shown, exitCode } = await type(program, 'Value: ', typed, put, stage.url);
    expect(exitCode).toBe(code);
    expect(shown).not.toContain('cana');
    expect(stage.calls).toEqual([]);
  });
});

describe.each(programs)('a confirmation on a real terminal, $kind', (program) => {
  const remove = ['delete-by-path', '--path-prefix', '/mow/backend', '--apply'];
  it.each<[string, readonly string[], number, number]>([
    ['yes', ['yes\r'], 0, 0],
    ['no', ['no\r'], 4, 2],
    ['Return', ['\r'], 4, 2],
    ['Ctrl-D', ['\u0004'], 4, 2],
    ['Ctrl-C', ['\u0003'], 130, 2],
  ])('%s', async (_what, typed, code, left) => {
    const stage = await setStage();
    for (const key of ['A', 'B']) await stage.put(`/mow/backend/db/prod/${key}`);
    const { shown, exitCode } = await type(program, 'Type yes to go on: ', typed, remove, stage.url);
    expect(exitCode).toBe(code);
    expect(shown).toMatch(/-\S* \/mow\/backend\/db\/prod\/A/);
    expect(Object.keys(await stage.live())).toHaveLength(left);
  });
});
