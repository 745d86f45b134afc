import { describe, expect, it } from 'vitest';
import {
  CallError,
  type CallErrorKind,
  mayHaveBeenCarriedOut,
  wasNotCarriedOut,
} from '../../src/core/call-error.ts';
import { type ErrorCode, type Finding, InputError, SsmkitError } from '../../src/core/errors.ts';

const kinds: Readonly<
  Record<CallErrorKind, { readonly code: ErrorCode; readonly fate: 'done?' | 'not done' | 'answered' }>
> = {
  throttled: { code: 'failed', fate: 'not done' },
  'too-many-updates': { code: 'failed', fate: 'not done' },
  server: { code: 'failed', fate: 'done?' },
  connection: { code: 'failed', fate: 'done?' },
  timeout: { code: 'failed', fate: 'done?' },
  denied: { code: 'denied', fate: 'answered' },
  key: { code: 'failed', fate: 'answered' },
  credentials: { code: 'credentials', fate: 'answered' },
  'not-found': { code: 'failed', fate: 'answered' },
  exists: { code: 'failed', fate: 'answered' },
  rejected: { code: 'failed', fate: 'answered' },
  aborted: { code: 'interrupted', fate: 'answered' },
};

describe('CallError', () => {
  it.each(Object.entries(kinds) as [CallErrorKind, (typeof kinds)[CallErrorKind]][])(
    '%s',
    (kind, { code, fate }) => {
      const error = new CallError(kind, 'no', { action: 'ssm:PutParameter', awsCode: 'X', retryAfter: 5 });
      expect(error).toMatchObject({ name: 'CallError', kind, code, action: 'ssm:PutParameter' });
      expect(error).toMatchObject({ awsCode: 'X', retryAfter: 5 });
      expect(wasNotCarriedOut(kind)).toBe(fate === 'not done');
      expect(mayHaveBeenCarriedOut(kind)).toBe(fate === 'done?');
    },
  );
});

describe('SsmkitError', () => {
  it('has a cause only where there is one', () => {
    expect('cause' in new SsmkitError('failed', 'no')).toBe(false);
    const cause = new Error('why');
    const error = new SsmkitError('failed', 'no', { cause, hint: 'do' });
    expect(error).toMatchObject({ message: 'no', hint: 'do', code: 'failed' });
    expect(error.cause).toBe(cause);
  });

  it('carries findings as an input error', () => {
    const finding: Finding = { severity: 'error', file: 'a', line: 1, message: 'm' };
    const error = new InputError('no', [finding]);
    expect(error).toBeInstanceOf(SsmkitError);
    expect(error).toMatchObject({ code: 'input', name: 'InputError', findings: [finding] });
  });
});
