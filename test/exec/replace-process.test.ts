import { describe, expect, it } from 'vitest';
import { startProgram } from '../../src/exec/start-program.ts';
import { fakeProcess, nodeProgram } from './start.ts';

describe('giving the process over', () => {
  it('lets go of the streams first, with SIGPIPE no longer ignored', async () => {
    const steps: unknown[] = [];
    const process = fakeProcess({
      releaseStreams: async () => {
        steps.push('released');
      },
      execve: (file, args, environment) => {
        steps.push(process.listening(), file, args, { ...environment });
      },
    });
    const program = nodeProgram('1', { TOKEN: 'canary' });
    await startProgram(program, process.starter);
    expect(steps).toEqual(['released', ['SIGPIPE'], program.file, ['node', '-e', '1'], { TOKEN: 'canary' }]);
  });

  it('is not done where it would lose open files', async () => {
    const execve = () => {
      throw new Error('called');
    };
    // 0 is open in every test process.
    const { starter } = fakeProcess({ execve, inherited: [0] });
    expect(await startProgram(nodeProgram('process.exit(3)'), starter)).toBe(3);
  });

  it.each([
    [{ code: 'ENOENT', errno: 2 }, 'program-missing', /not found/],
    [{ code: 'EACCES', errno: 13 }, 'program-unusable', /may not be executed/],
    [{ code: 'ENOEXEC', errno: 8 }, 'program-unusable', /not a program of this machine/],
    [{ code: '', errno: 7 }, 'program-unusable', /too large/],
    [{ code: 'E2BIG', errno: 7 }, 'program-unusable', /too large/],
    [{ code: 'EMFILE', errno: 24 }, 'program-unusable', /EMFILE/],
  ])('%j is %s', async (facts, code, words) => {
    const execve = () => {
      throw Object.assign(new Error('canary'), facts);
    };
    const { starter, listening } = fakeProcess({ execve });
    const run = startProgram(nodeProgram('', { TOKEN: 'canary' }), starter);
    await expect(run).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
    await expect(run).rejects.not.toThrow(/canary/);
    expect(listening()).toEqual([]);
  });
});
