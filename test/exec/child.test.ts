import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startProgram } from '../../src/exec/start-program.ts';
import { awkwardValues } from '../render/dialect/awkward-values.ts';
import { fakeProcess, nodeProgram } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outFile = () => join(folder, crypto.randomUUID());
const writing = (file: string, what: string) =>
  `require('node:fs').writeFileSync(${JSON.stringify(file)}, ${what});`;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

describe('a child', () => {
  it('has every awkward value letter for letter, and nothing else', async () => {
    const carried = awkwardValues.filter(({ value }) => !value.includes('\0') && value.isWellFormed());
    expect(carried.length).toBeGreaterThan(awkwardValues.length - 4);
    const variables = Object.fromEntries(carried.map(({ value }, index) => [`V_${index}`, value]));
    const file = outFile();
    const program = nodeProgram(writing(file, 'JSON.stringify(process.env)'), variables);
    expect(await startProgram(program, fakeProcess().starter)).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(variables);
  });

  it.each([
    ['process.exit(0)', 0],
    ['process.exit(7)', 7],
    ['process.kill(process.pid, "SIGTERM")', 143],
    ['process.kill(process.pid, "SIGKILL")', 137],
    ['process.kill(process.pid, "SIGINT")', 130],
  ])('%s ends with %d', async (script, code) => {
    const waiting = `${script}; setTimeout(() => {}, 60_000)`;
    expect(await startProgram(nodeProgram(waiting), fakeProcess().starter)).toBe(code);
  });

  /** Writes each signal it gets into a file, and ends a little after SIGTERM. */
  const recorder = (ready: string, file: string) =>
    `const got = []; for (const name of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGTERM', 'SIGWINCH'])
       process.on(name, () => { got.push(name); ${writing(file, 'got.join()')}
         if (name === 'SIGTERM') setTimeout(() => process.exit(9), 50); });
     setInterval(() => {}, 1_000); ${writing(ready, '""')}`;

  it('is sent every signal once, and is given the time it takes', async () => {
    const [ready, file] = [outFile(), outFile()];
    const { starter, signal } = fakeProcess();
    const ended = startProgram(nodeProgram(recorder(ready, file)), starter);
    await until(() => existsSync(ready));
    for (const name of ['SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGWINCH', 'SIGTERM'] as const) {
      expect(signal(name)).toBe(true);
      await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith(name));
    }
    expect(await ended).toBe(9);
    expect(readFileSync(file, 'utf8')).toBe('SIGINT,SIGHUP,SIGUSR2,SIGWINCH,SIGTERM');
  });

  it('is not sent by us what the keyboard has sent it already', async () => {
    const [ready, file] = [outFile(), outFile()];
    const { starter, signal } = fakeProcess({ keyboard: true });
    const ended = startProgram(nodeProgram(recorder(ready, file)), starter);
    await until(() => existsSync(ready));
    expect(signal('SIGINT')).toBe(true);
    signal('SIGTERM');
    expect(await ended).toBe(9);
    expect(readFileSync(file, 'utf8')).toBe('SIGTERM');
  });

  it('leaves no listener behind', async () => {
    const { starter, listening } = fakeProcess();
    const ended = startProgram(nodeProgram(''), starter);
    await until(() => listening().length > 0);
    expect(listening()).toContain('SIGTERM');
    await ended;
    expect(listening()).toEqual([]);
  });

  it.each(['child_process', 'http,CHILD_PROCESS', '*', 'child*'])(
    'is not started where NODE_DEBUG=%s would show its environment',
    async (nodeDebug) => {
      const file = outFile();
      const ended = startProgram(nodeProgram(writing(file, '""')), { ...fakeProcess().starter, nodeDebug });
      await expect(ended).rejects.toMatchObject({ code: 'program-unusable' });
      expect(existsSync(file)).toBe(false);
    },
  );

  it('is started with any other NODE_DEBUG', async () => {
    const starter = { ...fakeProcess().starter, nodeDebug: 'http,tls' };
    expect(await startProgram(nodeProgram('process.exit(7)'), starter)).toBe(7);
  });

  it.each([
    ['/nonexistent/program', 'program-missing'],
    ['/etc/passwd', 'program-unusable'],
  ])('%s cannot be one', async (file, code) => {
    const program = { ...nodeProgram(''), file, args: [file] };
    await expect(startProgram(program, fakeProcess().starter)).rejects.toMatchObject({ code });
  });
});
