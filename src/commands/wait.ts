import { GaveUp } from '../apply/pace/gave-up.ts';
import { CallError } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import type { Context } from './context.ts';

/** Milliseconds between two tries: instance metadata and its role come within seconds of each other. */
const pauses = [500, 1000] as const;
const longestPause = 2000;
const privateSubnet = 'Check the network; a private subnet needs a VPC endpoint for ssm.';

/** `--wait 120s`, also `2m` and `120`. @returns milliseconds. @throws SsmkitError `usage` */
export function waitOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits, unit] = /^(\d{1,5})(s|m|)$/.exec(text) ?? [];
  const seconds = Number(digits) * (unit === 'm' ? 60 : 1);
  if (seconds > 0) return seconds * 1000;
  throw new SsmkitError(
    'usage',
    `--wait takes a time above 0 such as 120s or 2m, not ${JSON.stringify(text)}.`,
  );
}

/**
 * Tries until it works, as long as what is in the way can still come by itself while a machine starts: instance
 * metadata, its role, the network. Anything else ends it at once. `attempt` gets the moment at which the time
 * is over, and must be safe to repeat. Without `waitMs` it is tried once.
 * @throws SsmkitError naming what has not come, `interrupted` after Ctrl-C, else whatever `attempt` throws.
 */
export async function untilReady<T>(
  context: Pick<Context, 'clock' | 'signal' | 'quiet' | 'terminal'>,
  waitMs: number | undefined,
  attempt: (until: number | undefined) => Promise<T>,
): Promise<T> {
  const { clock, signal, quiet, terminal } = context;
  if (waitMs === undefined) return await attempt(undefined);
  const until = clock.now() + waitMs;
  let said = '';
  let last: SsmkitError | undefined;
  for (let tries = 0; ; tries += 1) {
    const missing = await attempt(until).then(
      (value) => ({ value }),
      (error: unknown) => ({ missing: notReady(error, last) ?? fail(error) }),
    );
    if ('value' in missing) return missing.value;
    const problem = missing.missing;
    last = problem;
    if (signal.aborted) throw new SsmkitError('interrupted', `Interrupted while waiting: ${problem.message}`);
    const left = until - clock.now();
    if (left <= 0) throw notReadyInTime(problem, waitMs);
    if (!quiet && problem.message !== said) {
      terminal.err(`Not ready yet: ${problem.message} Waiting up to ${Math.ceil(left / 1000)} s more.\n`);
      said = problem.message;
    }
    // A stop ends the pause early; the next round then says so.
    await clock.sleep(Math.min(left, pauses[tries] ?? longestPause), signal).catch(() => undefined);
    if (signal.aborted) throw new SsmkitError('interrupted', `Interrupted while waiting: ${problem.message}`);
  }
}

function fail(error: unknown): never {
  throw error;
}

/** What is still to come; undefined where waiting is no use. `before` is what was missing the last time. */
function notReady(error: unknown, before?: SsmkitError): SsmkitError | undefined {
  // The time of the whole wait ended inside of a call, which knows the reason.
  if (error instanceof GaveUp && error.reason === 'no-success') {
    return error.cause instanceof CallError ? (notReady(error.cause) ?? error.cause) : (before ?? error);
  }
  if (error instanceof CallError) {
    switch (error.kind) {
      case 'connection':
      case 'timeout':
      case 'server':
      case 'throttled':
        return error;
      case 'credentials':
        return error.notYet ? error : undefined;
      default:
        return undefined;
    }
  }
  // The Region was to come from instance metadata; its cause is what that said.
  const regionMissing =
    error instanceof SsmkitError && error.code === 'settings' && error.cause !== undefined;
  return regionMissing ? error : undefined;
}

function notReadyInTime(problem: SsmkitError, waitMs: number): SsmkitError {
  // Exit code 2 would say that the command line is wrong, and that trying again is no use.
  const code = problem.code === 'settings' ? 'failed' : problem.code;
  const why =
    problem.cause instanceof Error && problem.code === 'settings' ? ` (${problem.cause.message})` : '';
  const hint = problem.hint ?? (problem instanceof CallError ? privateSubnet : undefined);
  const seconds = Math.round(waitMs / 1000);
  return new SsmkitError(code, `Still not ready after ${seconds} s: ${problem.message}${why}`, {
    hint,
    cause: problem,
  });
}
