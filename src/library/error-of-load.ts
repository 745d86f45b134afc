import { CallError, type CallErrorKind } from '../core/call-error.ts';
import { SsmkitError } from '../core/errors.ts';
import { AccessDeniedError, ParametersError, type ParametersErrorCode } from './errors.ts';

const codes: Readonly<Record<CallErrorKind, ParametersErrorCode>> = {
  throttled: 'unavailable',
  'too-many-updates': 'unavailable',
  server: 'unavailable',
  connection: 'unavailable',
  timeout: 'unavailable',
  aborted: 'unavailable',
  denied: 'ssm-denied',
  key: 'kms-key',
  credentials: 'credentials',
  'not-found': 'rejected',
  exists: 'rejected',
  rejected: 'rejected',
};

/** Whatever went wrong while loading, as an error of the library. */
export function errorOfLoad(error: unknown): ParametersError {
  if (error instanceof ParametersError) return error;
  if (error instanceof CallError) {
    const details = { hint: hintOf(error), cause: error.cause };
    return error.kind === 'denied'
      ? new AccessDeniedError(error.action ?? 'ssm:GetParametersByPath', error.message, details)
      : new ParametersError(codes[error.kind], error.message, details);
  }
  if (error instanceof SsmkitError) {
    const code = error.code === 'credentials' ? 'credentials' : 'options';
    return new ParametersError(code, error.message, { hint: hintOf(error), cause: error.cause });
  }
  // A defect, ours or of the client we were given. Its message may hold anything, so only its name is said.
  const name = error instanceof Error ? error.name : typeof error;
  return new ParametersError('rejected', `The parameters could not be loaded (${name}).`);
}

/** Hints speak of the program's flags; here there are options. */
function hintOf({ hint }: SsmkitError): string | undefined {
  if (hint === undefined || !/--[a-z]|Run again/.test(hint)) return hint;
  return hint.includes('--region')
    ? 'Give region, or set AWS_REGION or region in the profile. On EC2 it comes from instance metadata.'
    : undefined;
}
