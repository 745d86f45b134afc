import { expect, it } from 'vitest';
import { createCallRunner } from '../../src/apply/call-runner.ts';
import { CallError } from '../../src/core/call-error.ts';
import { createVirtualClock } from './virtual-clock.ts';

const down = () => Promise.reject(new CallError('connection', 'No way.'));

function runner(firstSuccessBy: number | undefined) {
  const clock = createVirtualClock();
  const { run } = createCallRunner({ clock, random: () => 0.5, firstSuccessBy });
  return { clock, read: (call: () => Promise<unknown>) => clock.run(run('read', 'idempotent', call)) };
}

it.each([30_000, 300_000])('repeats until %d ms, and not for two minutes', async (until) => {
  const { clock, read } = runner(until);
  await expect(read(down)).rejects.toMatchObject({ reason: 'no-success', cause: { message: 'No way.' } });
  expect(clock.now()).toBe(until);
});

it('has the usual two minutes once something has succeeded', async () => {
  const { clock, read } = runner(30_000);
  await read(async () => 1);
  await expect(read(down)).rejects.toMatchObject({ reason: 'no-success' });
  expect(clock.now()).toBe(120_000);
});

it('does not take a refusal for a success', async () => {
  const { clock, read } = runner(30_000);
  await expect(read(() => Promise.reject(new CallError('credentials', 'None yet.')))).rejects.toThrow(
    'None yet',
  );
  await expect(read(down)).rejects.toMatchObject({ reason: 'no-success' });
  expect(clock.now()).toBe(30_000);
});

it('cuts a call that hangs, a grace after the time', async () => {
  const { clock, read } = runner(2_000);
  await expect(read(() => new Promise(() => {}))).rejects.toMatchObject({ reason: 'no-success' });
  expect(clock.now()).toBe(7_000);
});
