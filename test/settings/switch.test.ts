import { describe, expect, it } from 'vitest';
import { type DryRunFlags, type RunMode, readRunMode, readSwitch } from '../../src/settings/switch.ts';

const words = {
  off: ['0', 'false', 'no', 'off', 'FALSE', 'No', 'oFF'],
  on: ['1', 'true', 'yes', 'on', 'TRUE', 'Yes', 'oN'],
  neither: ['flase', '2', '00', '-1', 'y', 'n', ' 0', '0 ', 'null', 'undefined', 'disabled', 'ture'],
};

describe('readSwitch', () => {
  it.each(words.on)('%j is on', (text) => {
    expect(readSwitch('X', text)).toBe(true);
  });
  it.each(words.off)('%j is off', (text) => {
    expect(readSwitch('X', text)).toBe(false);
  });
  it.each([undefined, ''])('%j is unset', (text) => {
    expect(readSwitch('X', text)).toBeUndefined();
  });
  it.each(words.neither)('%j is an error that names the variable, not what it holds', (text) => {
    expect(() => readSwitch('DRY_RUN', text)).toThrowError(
      expect.objectContaining({ code: 'usage', message: 'DRY_RUN is neither on nor off.' }),
    );
  });
});

describe('readRunMode', () => {
  const none: DryRunFlags = { apply: false, noDryRun: false, dryRun: false };
  const flags: readonly [string, DryRunFlags, RunMode | 'contradiction'][] = [
    ['no flag', none, 'unset'],
    ['--apply', { ...none, apply: true }, 'apply'],
    ['--no-dry-run', { ...none, noDryRun: true }, 'apply'],
    ['--apply --no-dry-run', { ...none, apply: true, noDryRun: true }, 'apply'],
    ['--dry-run', { ...none, dryRun: true }, 'preview'],
    ['--dry-run --apply', { ...none, dryRun: true, apply: true }, 'contradiction'],
    ['--dry-run --no-dry-run', { ...none, dryRun: true, noDryRun: true }, 'contradiction'],
    ['all three', { apply: true, noDryRun: true, dryRun: true }, 'contradiction'],
  ];
  const variables: readonly [string | undefined, RunMode][] = [
    [undefined, 'unset'],
    ['', 'unset'],
    ['0', 'apply'],
    ['False', 'apply'],
    ['1', 'preview'],
    ['ON', 'preview'],
  ];
  const cases = flags.flatMap(([what, given, says]) =>
    variables.map(([variable, unflagged]) => ({
      what,
      given,
      variable,
      mode: says === 'unset' ? unflagged : says,
    })),
  );

  it.each(cases)('$what with DRY_RUN=$variable: $mode', ({ given, variable, mode }) => {
    if (mode === 'contradiction') {
      expect(() => readRunMode(given, variable)).toThrowError(
        expect.objectContaining({ code: 'usage', message: expect.stringContaining('contradict') }),
      );
    } else {
      expect(readRunMode(given, variable)).toBe(mode);
    }
  });

  it.each(flags)('%s does not make up for a DRY_RUN that is neither', (_what, given) => {
    expect(() => readRunMode(given, 'flase')).toThrowError(expect.objectContaining({ code: 'usage' }));
  });
});
