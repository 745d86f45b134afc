import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readInput } from '../../src/terminal/read-input.ts';

const never = new AbortController().signal;

it('reads to the end, bytes and text alike', async () => {
  const stdin = new PassThrough();
  const text = readInput(stdin, never);
  stdin.write(Buffer.from([0x61, 0xff]));
  stdin.end('b\n');
  expect([...(await text)]).toEqual([0x61, 0xff, 0x62, 0x0a]);
});

it.each([true, false])('waits for nobody after a signal (before it began: %s)', async (before) => {
  const controller = new AbortController();
  const stdin = new PassThrough();
  if (before) controller.abort();
  const text = readInput(stdin, controller.signal);
  stdin.write('canary');
  controller.abort();
  await expect(text).rejects.toMatchObject({
    code: 'interrupted',
    message: 'Interrupted; nothing was sent.',
  });
  expect(stdin.destroyed).toBe(true);
});
