import { describe, expect, it } from 'vitest';
import { GaveUp } from '../../src/apply/pace/gave-up.ts';
import { untilReady, waitOption } from '../../src/commands/wait.ts';
import { CallError, type CallErrorKind } from '../../src/core/call-error.ts';
import { SsmkitError } from '../../src/core/errors.ts';
import { makeTerminal } from '../../src/terminal/terminal.ts';
import { createVirtualClock } from '../apply/virtual-clock.ts';

const failing = (kind: CallErrorKind, notYet = false) =>
  new CallError(kind, `${kind}.`, { hint: 'h', notYet });
const noRegion = new SsmkitError('settings', 'No AWS Region is set.', { cause: new Error('no answer') });

function scene(quiet = false) {
  const clock = createVirtualClock();
  const stop = new AbortController();
  const said: string[] = [];
  const stream = { write: (text: string | Uint8Array) => said.push(String(text)) };
  const terminal = makeTerminal({ stdout: stream, stderr: stream, env: {}, noColor: true });
  let tries = 0;
  const wait = (
    waitMs: number | undefined,
    outcomes: (tries: number, until: number | undefined) => unknown,
  ) =>
    clock.run(
      untilReady({ clock, signal: stop.signal, quiet, terminal }, waitMs, async (until) => {
        tries += 1;
        const outcome = outcomes(tries, until);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      }),
    );
  return { clock, stop, said, wait, tries: () => tries };
}

describe('--wait', () => {
  it.each([
    ['120s', 120_000],
    ['2m', 120_000],
    ['45', 45_000],
  ])('takes %s', (text, ms) => expect(waitOption(text)).toBe(ms));

  it.each(['', '0', '0s', '-1', '1h', '1.5s', '120 s', 'soon'])('refuses "%s"', (text) =>
    expect(() => waitOption(text)).toThrow(/--wait takes a time/),
  );

  it.each([
    ['metadata that does not answer', failing('credentials', true)],
    ['a Region that metadata does not tell', noRegion],
    ['a network that is not there', failing('connection')],
    ['silence', failing('timeout')],
    ['a service that is starting', failing('server')],
    ['throttling', failing('throttled')],
  ])('waits for %s', async (_what, error) => {
    const { wait, clock, said } = scene();
    expect(await wait(120_000, (tries) => (tries < 6 ? error : 'done'))).toBe('done');
    expect(clock.now()).toBe(500 + 1000 + 2000 + 2000 + 2000);
    expect(said).toEqual([`Not ready yet: ${error.message} Waiting up to 120 s more.\n`]);
  });

  it.each([
    ['credentials that are wrong', failing('credentials')],
    ['a denial', failing('denied')],
    ['a key', failing('key')],
    ['a refusal', failing('rejected')],
    ['a Region that nobody was to tell', new SsmkitError('settings', 'No AWS Region is set.')],
    ['what is not there', new SsmkitError('failed', 'Nothing was found.')],
    ['a defect', new TypeError('x')],
    ['an interruption', new GaveUp('interrupted', false, 'Interrupted.', failing('connection'))],
    ['--max-time', new GaveUp('max-time', false, 'Over.', failing('connection'))],
  ])('does not wait for %s', async (_what, error) => {
    const { wait, clock, tries } = scene();
    await expect(wait(120_000, () => error)).rejects.toBe(error);
    expect({ tries: tries(), now: clock.now() }).toEqual({ tries: 1, now: 0 });
  });

  it('says what has not come when the time is over', async () => {
    const { wait, clock } = scene();
    const waited = wait(30_000, (tries) => (tries < 3 ? noRegion : failing('credentials', true)));
    await expect(waited).rejects.toMatchObject({
      code: 'credentials',
      message: 'Still not ready after 30 s: credentials.',
      hint: 'h',
    });
    expect(clock.now()).toBe(30_000);
  });

  it('says what instance metadata said, and that it is no mistake of usage', async () => {
    const { wait } = scene();
    await expect(wait(1_000, () => noRegion)).rejects.toMatchObject({
      code: 'failed',
      message: 'Still not ready after 1 s: No AWS Region is set. (no answer)',
    });
  });

  it('tells the end of the time, and the reason of a call that reached it', async () => {
    const { wait, clock } = scene();
    const waited = wait(30_000, (_tries, until) => {
      expect(until).toBe(30_000);
      clock.sleep(30_000).catch(() => undefined);
      return new GaveUp('no-success', true, 'Nothing succeeded.', failing('connection'));
    });
    await expect(waited).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('connection.'),
    });
  });

  it('ends with Ctrl-C, also in a pause', async () => {
    const { wait, stop, clock, tries } = scene(true);
    const waited = wait(120_000, (count) => {
      if (count === 2)
        clock.sleep(700).then(
          () => stop.abort(),
          () => undefined,
        );
      return failing('connection');
    });
    await expect(waited).rejects.toMatchObject({ code: 'interrupted' });
    expect({ now: clock.now(), tries: tries() }).toEqual({ now: 1200, tries: 2 });
  });

  it('tries once without it, and says nothing with --quiet', async () => {
    const without = scene();
    const error = failing('connection');
    await expect(without.wait(undefined, () => error)).rejects.toBe(error);
    const quiet = scene(true);
    expect(await quiet.wait(9_000, (tries) => (tries < 3 ? error : 1))).toBe(1);
    expect([...without.said, ...quiet.said]).toEqual([]);
  });
});
