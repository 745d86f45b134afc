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
}

export interface PromptOptions {
  readonly stdin: InputStream;
  readonly write: (text: string) => void;
  readonly question: string;
  /** Show nothing of what is typed. */
  readonly hidden: boolean;
}

const [interrupt, endOfInput, backspace, erase] = ['\u0003', '\u0004', '\b', '\u007f'];

/**
 * Asks on a terminal and answers the line typed; undefined where there is no terminal or input ends.
 * @throws SsmkitError `interrupted` on Ctrl-C.
 */
export async function prompt({ stdin, write, question, hidden }: PromptOptions): Promise<string | undefined> {
  if (!stdin.isTTY || !stdin.setRawMode || !stdin.on || !stdin.off) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  let typed = '';
  const take = (character: string): boolean => {
    if (character === interrupt) {
      reject(new SsmkitError('interrupted', 'Interrupted; nothing was sent.'));
      return true;
    }
    if (character === '\r' || character === '\n' || character === endOfInput) {
      resolve(character === endOfInput && typed === '' ? undefined : typed);
      return true;
    }
    if (character === backspace || character === erase) {
      const last = [...typed].at(-1);
      typed = last === undefined ? '' : typed.slice(0, -last.length);
      if (!hidden && last !== undefined) write('\b \b');
    } else if (character >= ' ') {
      typed += character;
      if (!hidden) write(character);
    }
    return false;
  };
  const decoder = new TextDecoder();
  const onData = (chunk: Uint8Array | string) => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    for (const character of text) if (take(character)) return;
  };
  const onEnd = () => resolve(undefined);
  write(question);
  stdin.setRawMode(true);
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  stdin.resume?.();
  try {
    return await promise;
  } finally {
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    stdin.pause?.();
    stdin.setRawMode(false);
    write('\n');
  }
}
