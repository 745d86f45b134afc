import type { ProgramPort } from './core/program.ts';
import { spaceLimits } from './exec/space.ts';
import { startProgram } from './exec/start-program.ts';
import { findProgram } from './files/find-program.ts';
import { processLimits } from './files/inherited-files.ts';
import type { Host } from './host.ts';

/** Finds and starts programs; `release` closes all that this run has open and stops it watching signals. */
export function createProgramPort(host: Host, release: () => void): ProgramPort {
  let inherited: readonly number[] | undefined;
  return {
    async find(command, path) {
      // Now, as nothing of our own is open yet that could be taken for theirs.
      inherited ??= host.inheritedFiles?.() ?? [];
      // There names have endings that spawn knows about.
      if (host.platform === 'win32') return { kind: 'found', file: command, text: false };
      return await findProgram(command, path);
    },
    async run(program) {
      release();
      return await startProgram(program, {
        execve: host.execve,
        onSignal: host.onSignal,
        keyboard: [host.stdin, host.stdout, host.stderr].some(({ isTTY }) => isTTY === true),
        releaseStreams: host.releaseStreams ?? (async () => {}),
        inherited: inherited ?? [],
        space: spaceLimits(host.platform ?? '', processLimits()),
        nodeDebug: host.env.NODE_DEBUG,
      });
    },
  };
}
