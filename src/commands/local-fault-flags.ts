import type { Command } from 'commander';
import { collect } from '../cli/command.ts';
import { SsmkitError } from '../core/errors.ts';
import type { FaultSource } from './local-port.ts';
import { listOption, switchOption, textOption } from './options.ts';

type Options = Readonly<Record<string, unknown>>;

/** The most used faults as flags; a plan in a file can say everything (docs/local.md). */
export function declareFaultFlags(command: Command): void {
  command
    .option('--faults <file>', 'a fault plan in JSON')
    .option('--throttle <family=rate[/burst]>', 'calls a second of a family: put=3/10; repeatable', collect)
    .option('--fail-first <n>', 'the first n calls answer 500')
    .option('--too-many-updates <n>', 'the first n PutParameter calls answer TooManyUpdates')
    .option('--reset-before <n>', 'the first n connections break before the call is carried out')
    .option('--reset-after <n>', 'the first n connections break after it was carried out')
    .option('--error-rate <0…1>', 'share of calls that answer 500')
    .option('--latency <ms>', 'every answer waits so long')
    .option('--empty-pages', 'an empty page with a token before every page')
    .option('--visibility-delay <ms>', 'reads see a write only after so long')
    .option('--deny <action>', 'an action that is denied: ssm:PutParameter, kms:*; repeatable', collect)
    .option('--disabled-key <key>', 'a key id, ARN or alias that answers as disabled; repeatable', collect)
    .option('--expired-token', 'every call answers that the token has expired');
}

/** The flags as a fault plan, still to be checked; undefined when there are none. */
export function faultsOfFlags(options: Options): FaultSource | undefined {
  const rules = rulesOf(options);
  const throttle = listOption(options, 'throttle').map(parseThrottle);
  const denied = listOption(options, 'deny').map((action) => ({ action }));
  const disabledKeys = listOption(options, 'disabledKey');
  const visibilityDelayMs = numberOption(options, 'visibilityDelay', '--visibility-delay');
  const plan = {
    ...(throttle.length > 0 && { throttle: Object.fromEntries(throttle) }),
    ...(rules.length > 0 && { rules }),
    ...(denied.length > 0 && { denied }),
    ...(disabledKeys.length > 0 && { disabledKeys }),
    ...(visibilityDelayMs !== undefined && { visibilityDelayMs }),
  };
  return Object.keys(plan).length === 0 ? undefined : { name: 'the fault flags', json: plan };
}

function rulesOf(options: Options): readonly object[] {
  const first = (name: string, flag: string, fault: object, rest: object = {}) => {
    const times = numberOption(options, name, flag);
    return times === undefined ? [] : [{ fault, times, ...rest }];
  };
  const error500 = { kind: 'error', code: 'InternalServerError', status: 500 };
  const probability = numberOption(options, 'errorRate', '--error-rate');
  const latency = numberOption(options, 'latency', '--latency');
  const expired = {
    kind: 'error',
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  };
  const updates = { kind: 'error', code: 'TooManyUpdates' };
  return [
    ...(latency === undefined ? [] : [{ fault: { kind: 'latency', ms: latency } }]),
    ...(switchOption(options, 'expiredToken') ? [{ fault: expired }] : []),
    ...first('resetBefore', '--reset-before', { kind: 'reset', when: 'before' }),
    ...first('failFirst', '--fail-first', error500),
    ...(probability === undefined ? [] : [{ fault: error500, probability }]),
    ...first('tooManyUpdates', '--too-many-updates', updates, { operations: ['PutParameter'] }),
    ...(switchOption(options, 'emptyPages') ? [{ fault: { kind: 'empty-page' } }] : []),
    ...first('resetAfter', '--reset-after', { kind: 'reset', when: 'after' }),
  ];
}

/** `put=3` is a steady 3 a second with a burst of the same size; `put=3/10` says the burst. */
function parseThrottle(text: string): readonly [string, object] {
  const [, family, perSecond, burst] = /^([a-z-]+)=(\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(text) ?? [];
  if (family === undefined || perSecond === undefined) {
    throw new SsmkitError('usage', `--throttle takes family=rate or family=rate/burst, such as put=3/10.`);
  }
  const rate = Number(perSecond);
  return [
    family,
    { perSecond: rate, burst: burst === undefined ? Math.max(1, Math.ceil(rate)) : Number(burst) },
  ];
}

function numberOption(options: Options, name: string, flag: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(text)) {
    throw new SsmkitError('usage', `${flag} takes a number, not ${JSON.stringify(text)}.`);
  }
  return Number(text);
}
