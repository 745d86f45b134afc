import { exitCode } from './cli/exit-code.ts';
import type { Terminal } from './core/terminal.ts';

export type SignalName = 'SIGINT' | 'SIGTERM';

export interface WatchedSignals {
  /** Aborted by the first signal: nothing new is begun, calls in flight finish. */
  readonly soft: AbortSignal;
  /** Aborted by the second: calls in flight are cut off. */
  readonly hard: AbortSignal;
  /** 130 or 143 once a signal has come. */
  readonly exitCode: () => number | undefined;
  readonly stop: () => void;
}

/** The first Ctrl-C stops cleanly, the second at once. */
export function watchSignals(
  onSignal: (name: SignalName, listener: () => void) => () => void,
  terminal: Terminal,
): WatchedSignals {
  const soft = new AbortController();
  const hard = new AbortController();
  let code: number | undefined;
  const listen = (name: SignalName, its: number) =>
    onSignal(name, () => {
      code ??= its;
      if (soft.signal.aborted) {
        hard.abort();
        return;
      }
      terminal.err('\nStopping: calls in flight are finished first. Once more stops at once.\n');
      soft.abort();
    });
  const listeners = [listen('SIGINT', exitCode.interrupted), listen('SIGTERM', exitCode.terminated)];
  return {
    soft: soft.signal,
    hard: hard.signal,
    exitCode: () => code,
    stop: () => {
      for (const stop of listeners) stop();
    },
  };
}
