import type { Terminal } from '../core/terminal.ts';
import { makeStyle, wantsColor } from './style.ts';

/** What of a stream the terminal needs; process.stdout and a test's recorder both are one. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string | Uint8Array): unknown;
}

export interface TerminalOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --no-color */
  readonly noColor: boolean;
}

const columnsOfAPipe = 80;

export function makeTerminal({ stdout, stderr, env, noColor }: TerminalOptions): Terminal {
  const style = (stream: OutputStream) =>
    makeStyle(wantsColor({ isTTY: stream.isTTY === true, env, refused: noColor }));
  return {
    out: (text) => stdout.write(text),
    outBytes: (bytes) => stdout.write(bytes),
    err: (text) => stderr.write(text),
    outStyle: style(stdout),
    errStyle: style(stderr),
    columns: (stdout.isTTY && stdout.columns) || columnsOfAPipe,
    redraws: stderr.isTTY === true && env.TERM !== 'dumb',
  };
}
