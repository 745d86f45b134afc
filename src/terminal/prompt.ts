import { SsmkitError } from '../core/errors.ts';

/** What of standard input a prompt needs; process.stdin is one. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
  readonly isTTY?: boolean | undefined;
  setRawMode?(on: boolean): unknown;
  on?(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  on?(event: 'end', listener: () => void): unknown;
  off?(event: 'data' | 'end', listener: (chunk: Uint8Array | string) => void): unknown;
  resume?(): unknown;
  pause?(): unknown;
  destroy?(): unknown;
}

export interface PromptOptions {
  readonly stdin: InputStream;
  readonly write: (text: string) => void;
  readonly question: string;
  /** Show nothing of what is typed. */
  readonly hidden: boolean;
  /** Once aborted, nobody is waited for any more. */
  readonly signal?: AbortSignal | undefined;
}

/** What arrow keys and their like send; it comes in one piece, and is no part of a line. */
const editingKeys = new RegExp(`${'\u001b'}(?:\\[[0-9;?]*[A-Za-z~]|O[A-Z])`, 'g');
const [interrupt, endOfInput, backspace, erase] = ['\u0003', '\u0004', '\b', '\u007f'];

/**
 * Asks on a terminal and answers the line typed, empty when input ends without one; undefined only where there
 * is no terminal, since some callers take that for consent.
 * @throws SsmkitError `interrupted` on Ctrl-C, `input` when several lines are pasted where one is hidden.
 */
export async function prompt(options: PromptOptions): Promise<string | undefined> {
  const { stdin, write, question, hidden, signal } = options;
  if (!stdin.isTTY || !stdin.setRawMode || !stdin.on || !stdin.off) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  let typed = '';
  const stop = () => reject(interrupted());
  const take = (character: string): boolean => {
    if (character === interrupt) {
      stop();
      return true;
    }
    if (character === '\r' || character === '\n' || character === endOfInput) {
      resolve(typed);
      return true;
    }
    if (character === backspace || character === erase) {
      const last = [...typed].at(-1);
      typed = last === undefined ? '' : typed.slice(0, -last.length);
      if (!hidden && last !== undefined) write('\b \b');
    } else if (character >= ' ' || character === '\t') {
      typed += character;
      if (!hidden) write(character);
    }
    return false;
  };
  const decoder = new TextDecoder();
  const onData = (chunk: Uint8Array | string) => {
    const raw = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const text = raw.replace(editingKeys, '');
    // A key or certificate cut off after its first line would be stored in silence.
    if (hidden && /[\r\n]+[^\r\n]/.test(text)) {
      reject(
        new SsmkitError('input', 'More than one line was pasted; nothing was sent.', {
          hint: 'Give a value of several lines by --value-file or --value-stdin.',
        }),
      );
      return;
    }
    for (const character of text) if (take(character)) return;
  };
  const onEnd = () => resolve('');
  // Before the question: what is typed in answer must find the terminal's own echo off.
  stdin.setRawMode(true);
  write(question);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  stdin.resume?.();
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    stdin.pause?.();
    stdin.setRawMode(false);
    write('\n');
  }
}

export function interrupted(): SsmkitError {
  return new SsmkitError('interrupted', 'Interrupted; nothing was sent.');
}
