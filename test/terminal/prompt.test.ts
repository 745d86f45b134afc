import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type InputStream, prompt } from '../../src/terminal/prompt.ts';

/** A keyboard: what is typed once the question stands there. */
function ask(
  chunks: readonly (string | Uint8Array | 'END')[],
  hidden = false,
  parts: Partial<InputStream> = {},
  signal?: AbortSignal,
  order: string[] = [],
) {
  const events = new EventEmitter();
  const raw: boolean[] = [];
  let written = '';
  const stdin = {
    isTTY: true,
    setRawMode: (on: boolean) => raw.push(on),
    on: (event: string, listener: (chunk: Uint8Array | string) => void) => events.on(event, listener),
    off: (event: string, listener: (chunk: Uint8Array | string) => void) => events.off(event, listener),
    resume: () => {
      for (const chunk of chunks) {
        if (chunk === 'END') events.emit('end');
        else events.emit('data', chunk);
      }
    },
    async *[Symbol.asyncIterator]() {},
    ...parts,
  } as InputStream;
  const write = (text: string) => {
    written += text;
    order.push(text);
  };
  const answer = prompt({ stdin, write, question: 'Value: ', hidden, signal });
  return { answer, raw, listeners: () => events.eventNames(), written: () => written };
}

describe('prompt', () => {
  it.each<[string, readonly (string | Uint8Array)[], string]>([
    ['a line', ['yes\r'], 'yes'],
    ['key by key', ['y', 'e', 's', '\n'], 'yes'],
    ['nothing', ['\r'], ''],
    ['corrections', ['yess\u007f\r'], 'yes'],
    ['corrections past the beginning', ['\b\by\r'], 'y'],
    ['a character of two units taken back whole', ['a🙂\u007f\r'], 'a'],
    ['bytes of one character in two chunks', [Uint8Array.of(0xc3), Uint8Array.of(0xa9, 0x0d)], 'é'],
    ['arrow keys, Home and Delete', ['a\u001b[D\u001b[1;5C\u001bOH\u001b[3~b\r'], 'ab'],
    ['brackets that are no keys', ['[A]OH\r'], '[A]OH'],
    ['a tab, which a value may hold', ['a\tb\r'], 'a\tb'],
    ['other control characters', ['a\u0001\u0000b\r'], 'ab'],
    ['blanks', ['  a  \r'], '  a  '],
    ['a line ended by CRLF', ['a\r\n'], 'a'],
  ])('answers %s', async (_what, chunks, line) => {
    for (const hidden of [false, true]) expect(await ask(chunks, hidden).answer).toBe(line);
  });

  // Undefined is taken for consent where nobody can be asked, so it must not come from a terminal.
  it.each<[string, readonly string[], string]>([
    ['Ctrl-D', ['\u0004'], ''],
    ['Ctrl-D behind a word', ['no\u0004'], 'no'],
    ['a terminal that goes away', ['END'], ''],
    ['a terminal that goes away in the middle', ['y', 'END'], ''],
  ])('answers %s with a line, never with undefined', async (_what, chunks, line) => {
    for (const hidden of [false, true]) expect(await ask(chunks, hidden).answer).toBe(line);
  });

  it('has no answer without a terminal, and asks nothing', async () => {
    const run = ask(['yes\r'], false, { isTTY: false });
    expect(await run.answer).toBeUndefined();
    expect(run.written()).toBe('');
  });

  it('shows what is typed, unless it is hidden', async () => {
    const open = ask(['ab\u007fc\r']);
    await open.answer;
    expect(open.written()).toBe('Value: ab\b \bc\n');
    const secret = ask(['canary\u007f\r'], true);
    await secret.answer;
    expect(secret.written()).toBe('Value: \n');
  });

  it('stops on Ctrl-C', async () => {
    await expect(ask(['hun\u0003'], true).answer).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('stops when a signal comes from elsewhere', async () => {
    const controller = new AbortController();
    const run = ask(['hun'], true, {}, controller.signal);
    controller.abort();
    await expect(run.answer).rejects.toMatchObject({ code: 'interrupted' });
    expect(run.raw).toEqual([true, false]);
    await expect(ask([], true, {}, controller.signal).answer).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('turns the echo off before it asks', async () => {
    const order: string[] = [];
    const run = ask(
      ['x\r'],
      true,
      { setRawMode: (on: boolean) => order.push(`raw ${on}`) },
      undefined,
      order,
    );
    await run.answer;
    expect(order).toEqual(['raw true', 'Value: ', 'raw false', '\n']);
  });

  it('refuses several lines rather than storing the first', async () => {
    for (const text of ['-----BEGIN-----\ncanary\n', 'a\r\nb', 'a\r\rb\r']) {
      const { answer } = ask([text], true);
      await expect(answer).rejects.toMatchObject({
        code: 'input',
        hint: expect.stringContaining('--value-file'),
      });
      await answer.catch((error: unknown) => expect(String(error).includes('canary')).toBe(false));
    }
  });

  it.each([[['x\r']], [['\u0003']], [['a\nb']]])('leaves the terminal as it was (%j)', async (chunks) => {
    const run = ask(chunks, true);
    await run.answer.catch(() => {});
    expect(run.raw).toEqual([true, false]);
    expect(run.listeners()).toEqual([]);
  });
});
