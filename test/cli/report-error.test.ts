import { describe, expect, it } from 'vitest';
import { exitCode, exitCodeOf } from '../../src/cli/exit-code.ts';
import { reportError } from '../../src/cli/report-error.ts';
import { CallError } from '../../src/core/call-error.ts';
import { type ErrorCode, type Finding, InputError, SsmkitError } from '../../src/core/errors.ts';
import { plain } from '../../src/core/style.ts';

const canary = 'canary-value';
const renderFinding = ({ file, line, message }: Finding) => `${file}:${line}: ${message}`;
const report = (error: unknown, debug = false) => reportError(error, plain, debug, renderFinding);

// Spec, section 4.
const codes: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  settings: 2,
  input: 2,
  failed: 1,
  refused: 1,
  'confirmation-needed': 4,
  credentials: 5,
  denied: 5,
  interrupted: 130,
  'program-unusable': 126,
  'program-missing': 127,
};

describe('exit codes', () => {
  it.each(Object.entries(codes) as [ErrorCode, number][])('%s: %d', (code, status) => {
    expect(exitCodeOf(code)).toBe(status);
    expect(report(new SsmkitError(code, 'no')).exitCode).toBe(status);
  });

  it('are those of the spec', () => {
    expect(exitCode).toEqual({
      done: 0,
      failed: 1,
      usage: 2,
      differences: 3,
      confirmationNeeded: 4,
      denied: 5,
      programUnusable: 126,
      programMissing: 127,
      interrupted: 130,
      terminated: 143,
    });
  });

  it.each([
    ['denied', 5],
    ['credentials', 5],
    ['aborted', 130],
    ['key', 1],
    ['throttled', 1],
    ['not-found', 1],
    ['server', 1],
  ] as const)('of a call that was %s: %d', (kind, status) => {
    expect(report(new CallError(kind, 'no')).exitCode).toBe(status);
  });
});

describe('reportError', () => {
  it('says message and hint, once', () => {
    expect(report(new SsmkitError('usage', 'No.', { hint: 'Do.' })).text).toBe('ssmkit: No.\n  Do.\n');
    expect(report(new SsmkitError('usage', 'No.')).text).toBe('ssmkit: No.\n');
  });

  it('lists every finding before the message', () => {
    const findings: Finding[] = [1, 2].map((line) => ({
      severity: 'error',
      file: 'env',
      line,
      message: `m${line}`,
    }));
    expect(report(new InputError('2 errors.', findings))).toEqual({
      text: 'env:1: m1\nenv:2: m2\nssmkit: 2 errors.\n',
      exitCode: 2,
    });
  });

  it('keeps causes to itself, also with --debug', () => {
    const error = new SsmkitError('failed', 'No.', { cause: new Error(canary) });
    for (const debug of [false, true]) expect(report(error, debug).text.includes(canary)).toBe(false);
  });

  it('shows frames only with --debug, and never the message twice', () => {
    const error = new SsmkitError('failed', 'No such thing.');
    expect(report(error).text).not.toMatch(/^\s+at /m);
    const { text } = report(error, true);
    expect(text).toMatch(/^\s+at /m);
    expect(text.split('No such thing.')).toHaveLength(2);
  });

  it.each<[string, unknown, string]>([
    ['an error of the runtime', new TypeError(`x ${canary}`), 'TypeError'],
    ['a message of many lines', new Error(`a\n    at ${canary}\n    at b`), 'Error'],
    ['text', canary, 'string'],
    ['nothing', undefined, 'undefined'],
    ['an object', { message: canary }, 'object'],
  ])('shows of a defect its kind alone: %s', (_what, error, kind) => {
    const { text, exitCode: status } = report(error);
    expect(status).toBe(1);
    expect(text).toContain(`internal error (${kind})`);
    expect(text.includes(canary)).toBe(false);
  });

  it('shows where a defect arose with --debug, and nothing of its message', () => {
    const error = new Error(`a ${canary}\n    at ${canary} (file:1:1)\n${canary}`);
    const { text } = report(error, true);
    expect(text).toMatch(/^\s+at .*report-error\.test\.ts/m);
    expect(text.includes(canary)).toBe(false);
  });

  it('lets nothing steer the terminal', () => {
    const steering = 'a\u001b[31m\u009b\rb';
    const { text } = report(new SsmkitError('failed', steering, { hint: steering }));
    expect(text).toBe('ssmkit: a\\u001b[31m\\u009b\\u000db\n  a\\u001b[31m\\u009b\\u000db\n');
  });
});
