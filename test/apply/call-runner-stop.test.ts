import { describe, expect, it } from 'vitest';
import { GaveUp } from '../../src/apply/pace/gave-up.ts';
import { CallError } from '../../src/core/call-error.ts';
import { errorOf, failing, setUp } from './runner-set-up.ts';

describe('when it stops', () => {
  it('Ctrl-C: calls in flight finish, waiting ones are never sent', async () => {
    const stop = new AbortController();
    const { clock, runner } = setUp({ signal: stop.signal, concurrency: 1 });
    let sent = 0;
    const call = async () => {
      sent += 1;
      await clock.sleep(1000);
      return 'done';
    };
    const first = runner.run('put', 'write', call);
    const second = errorOf(runner.run('put', 'write', call));
    await clock.run(clock.sleep(100));
    stop.abort();
    expect(await clock.run(second)).toMatchObject({ kind: 'aborted', code: 'interrupted', sent: false });
    expect(clock.now()).toBe(1100);
    expect(await clock.run(first)).toBe('done');
    expect(sent).toBe(1);
    expect(await errorOf(runner.run('read', 'idempotent', call))).toBeInstanceOf(GaveUp);
  });

  it('Ctrl-C ends the wait of a throttled call at once', async () => {
    const stop = new AbortController();
    const { clock, runner } = setUp({ signal: stop.signal });
    const { call } = failing(clock, [new CallError('throttled', 'Rate exceeded', { retryAfter: 60_000 })]);
    const end = errorOf(runner.run('put', 'write', call));
    await clock.run(clock.sleep(100));
    stop.abort();
    expect(await clock.run(end)).toMatchObject({ reason: 'interrupted', sent: false });
    expect(clock.now()).toBe(1100);
  });

  it('the second Ctrl-C cuts off calls that ignore it', async () => {
    const hard = new AbortController();
    const { clock, runner } = setUp({ hardSignal: hard.signal });
    let told = false;
    const end = errorOf(
      runner.run('put', 'write', (signal) => {
        signal.addEventListener('abort', () => {
          told = true;
        });
        return new Promise(() => undefined);
      }),
    );
    await clock.run(clock.sleep(100));
    hard.abort();
    expect(await clock.run(end)).toMatchObject({ kind: 'aborted', reason: 'interrupted', sent: true });
    expect(told).toBe(true);
  });

  it('a call that hangs becomes a timeout and is told to stop', async () => {
    const { clock, runner } = setUp();
    const end = errorOf(runner.run('put', 'write', () => new Promise(() => undefined)));
    expect(await clock.run(end)).toMatchObject({ kind: 'timeout' });
    expect(clock.now()).toBe(31_000);
  });

  it('--max-time ends everything that waits, saying what the last answer was', async () => {
    const { clock, runner } = setUp({ maxTimeMs: 20_000 });
    const call = () => Promise.reject(new CallError('throttled', 'Rate exceeded'));
    const calls = Array.from({ length: 20 }, () => errorOf(runner.run('put', 'write', call)));
    const errors = await clock.run(Promise.all(calls));
    for (const error of errors) {
      expect(error).toMatchObject({ kind: 'aborted', code: 'failed', reason: 'max-time', sent: false });
    }
    expect(String(errors[0])).toContain('Rate exceeded');
    expect(clock.now()).toBeLessThanOrEqual(21_001);
    expect(await errorOf(runner.run('put', 'write', async () => 1))).toMatchObject({ reason: 'max-time' });
  });

  it('two minutes without one success end the run', async () => {
    const { clock, runner } = setUp();
    const call = () => Promise.reject(new CallError('connection', 'Connection refused'));
    const error = await clock.run(errorOf(runner.run('read', 'idempotent', call)));
    expect(error).toMatchObject({ reason: 'no-success', code: 'failed', sent: true });
    expect(String(error)).toContain('two minutes');
    expect(clock.now()).toBeGreaterThanOrEqual(121_000);
    expect(clock.now()).toBeLessThan(123_000);
  });

  it('goes on for as long as anything succeeds', async () => {
    const { clock, runner } = setUp();
    const steady = async () => {
      for (let minute = 0; minute < 10; minute += 1) {
        await clock.sleep(60_000);
        await runner.run('read', 'idempotent', async () => 'ok');
      }
    };
    const { call, sentAt } = failing(
      clock,
      Array.from({ length: 100 }, () => new CallError('throttled', 'Rate exceeded', { retryAfter: 5000 })),
    );
    const [, result] = await clock.run(Promise.all([steady(), runner.run('put', 'write', call)]));
    expect(result).toBe('done');
    expect((sentAt.at(-1) ?? 0) - 1000).toBeGreaterThan(480_000);
  });

  it('an idle runner does not run out of time', async () => {
    const { clock, runner } = setUp();
    await clock.run(runner.run('read', 'idempotent', async () => 1));
    await clock.run(clock.sleep(600_000));
    expect(await clock.run(runner.run('put', 'write', async () => 2))).toBe(2);
  });
});
