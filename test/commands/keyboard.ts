import { EventEmitter } from 'node:events';
import type { InputStream } from '../../src/terminal/prompt.ts';

export interface Keyboard extends InputStream {
  /** What setRawMode was told, in order. */
  readonly raw: readonly boolean[];
}

/** A terminal's standard input with somebody who types this as soon as a question is asked. */
export function keyboard(...typed: readonly string[]): Keyboard {
  const events = new EventEmitter();
  const raw: boolean[] = [];
  return {
    isTTY: true,
    raw,
    setRawMode: (on) => raw.push(on),
    on: (event: string, listener: (chunk: Uint8Array | string) => void) => events.on(event, listener),
    off: (event: string, listener: (chunk: Uint8Array | string) => void) => events.off(event, listener),
    resume: () => {
      for (const chunk of typed) events.emit('data', Buffer.from(chunk));
    },
    [Symbol.asyncIterator]: () => {
      throw new Error('a terminal is asked, not read to its end');
    },
  };
}
