import type { Program } from '../../src/core/program.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { Starter } from '../../src/exec/start-program.ts';

export interface FakeProcess {
  readonly starter: Starter;
  /** As if this process were sent a signal; false where nobody listens. */
  readonly signal: (name: NodeJS.Signals) => boolean;
  readonly listening: () => readonly string[];
}

/** A process that can only start children, unless it is given more. */
export function fakeProcess(more: Partial<Starter> = {}): FakeProcess {
  const listeners = new Map<string, () => void>();
  return {
    starter: {
      execve: undefined,
      onSignal: (name, listener) => {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
      keyboard: false,
      releaseStreams: async () => {},
      inherited: [],
      space: { total: undefined, one: undefined },
      ...more,
    },
    signal: (name) => {
      listeners.get(name)?.();
      return listeners.has(name);
    },
    listening: () => [...listeners.keys()],
  };
}

/** Node running a script, with nothing in its environment but `variables`. */
export function nodeProgram(script: string, variables: Readonly<Record<string, string>> = {}): Program {
  return {
    file: process.execPath,
    args: ['node', '-e', script],
    inherited: {},
    variables: new Map(Object.entries(variables).map(([name, value]) => [name, new Secret(value)])),
  };
}
