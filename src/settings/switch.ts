import { SsmkitError } from '../core/errors.ts';

const off = ['0', 'false', 'no', 'off'];
const on = ['1', 'true', 'yes', 'on'];

/**
 * A yes-or-no environment variable: `0 false no off`, `1 true yes on` in any case; empty means unset.
 * @throws SsmkitError `usage` for anything else: a typo must never apply.
 */
export function readSwitch(name: string, text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  if (word === undefined || word === '') return undefined;
  if (on.includes(word)) return true;
  if (off.includes(word)) return false;
  throw new SsmkitError('usage', `${name} is neither on nor off.`, {
    hint: `Set it to one of ${[...off, ...on].join(' ')}, or leave it empty.`,
  });
}

export interface DryRunFlags {
  readonly apply: boolean;
  readonly noDryRun: boolean;
  readonly dryRun: boolean;
}

export type RunMode = 'preview' | 'apply' | 'unset';

/**
 * Preview or apply, as DRY_RUN and the flags say; a flag beats the variable. `unset` when neither says.
 * @throws SsmkitError `usage` for flags that contradict each other or a DRY_RUN that is neither on nor off.
 */
export function readRunMode(flags: DryRunFlags, variable: string | undefined): RunMode {
  const fromVariable = readSwitch('DRY_RUN', variable);
  const apply = flags.apply || flags.noDryRun;
  if (apply && flags.dryRun) {
    const flag = flags.apply ? '--apply' : '--no-dry-run';
    throw new SsmkitError('usage', `--dry-run and ${flag} contradict each other.`, {
      hint: 'Give one of them.',
    });
  }
  if (apply) return 'apply';
  if (flags.dryRun) return 'preview';
  if (fromVariable === undefined) return 'unset';
  return fromVariable ? 'preview' : 'apply';
}
