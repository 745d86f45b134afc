import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/aws/call-context.ts';
import { toCallError } from '../../src/aws/call-error.ts';
import { around, keyArn, read, user } from './stub/contexts.ts';
import { thrown } from './stub/thrown.ts';

describe('what to do', () => {
  test.each<[Error, CallContext, RegExp]>([
    [
      thrown('AccessDeniedException', `${user} ssm:GetParameter on resource: arn:aws:ssm:r:a:parameter/x`, {
        status: 400,
      }),
      read,
      /Allow ssm:GetParameter on arn:aws:ssm:r:a:parameter\/x; ssmkit iam/,
    ],
    [
      thrown('AccessDeniedException', `${user} kms:Decrypt on the resource`, { status: 400 }),
      read,
      /Allow kms:Decrypt on the key; the key's own policy/,
    ],
    [
      thrown('AccessDeniedException', `${user} ssm:X with an explicit deny in an identity-based policy`, {
        status: 400,
      }),
      read,
      /No allow lifts/,
    ],
    [
      thrown('InvalidKeyId', `${keyArn} is pending deletion.`, { status: 400 }),
      read,
      /cancel-key-deletion --key-id arn:/,
    ],
    [thrown('Error', 'x', { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }), read, /AWS_CA_BUNDLE/],
    [thrown('Error', 'x', { code: 'CERT_NOT_YET_VALID' }), read, /clock.*AWS_CA_BUNDLE/],
    [thrown('InvalidSignatureException', 'x', { status: 400 }), read, /clock/],
    [thrown('Error', 'Region is missing'), read, /--region/],
  ])('%s', (error, context, hint) => {
    expect(toCallError(error, context).hint).toMatch(hint);
  });

  test('an expired token is renewed the way its source is', () => {
    const renew = 'Run: aws sso login --profile admin';
    const context = { ...read, around: { ...around, renew } };
    expect(toCallError(thrown('ExpiredToken', 'x', { status: 403 }), context).hint).toBe(renew);
  });
});

describe('credential providers', () => {
  const login = 'Run: aws sso login --profile admin';
  test.each<[string, string, string | RegExp]>([
    [
      'The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
      'There is no SSO session of profile "admin", or it is no longer valid.',
      login,
    ],
    [
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      'The SSO session of profile "admin" has expired.',
      login,
    ],
    [
      "The SSO session token associated with profile=admin was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'There is no SSO session of profile "admin", or it is no longer valid.',
      login,
    ],
    [
      "Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login'",
      'There is no SSO session of profile "admin", or it is no longer valid.',
      login,
    ],
    [
      "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'The SSO session of profile "admin" has expired.',
      login,
    ],
    [
      'UnauthorizedException: Session token not found or invalid',
      'There is no SSO session of profile "admin", or it is no longer valid.',
      login,
    ],
    [
      'ForbiddenException: No access',
      'SSO gives you no access to the account and role of profile "admin".',
      /permission set/,
    ],
    [
      'Profile is configured with invalid SSO credentials. Required parameters "sso_account_id"',
      'The SSO settings of profile "admin" are incomplete.',
      /sso_role_name/,
    ],
    [
      'Profile admin requires multi-factor authentication, but no MFA code callback was provided.',
      'The role of profile "admin" asks for an MFA code, and there is nobody to ask.',
      /assume-role/,
    ],
    [
      'Profile admin credential_process returned invalid JSON.',
      'The credential_process of profile "admin" failed.',
      /by itself/,
    ],
    [
      'Could not load credentials from any providers',
      'No usable AWS credentials were found of profile "admin".',
      /aws sso login.*AWS_PROFILE.*role/,
    ],
  ])('%s', (text, message, hint) => {
    const error = toCallError(thrown('CredentialsProviderError', text), read);
    expect([error.kind, error.code, error.message]).toEqual(['credentials', 'credentials', message]);
    expect(error.hint).toMatch(hint);
  });

  test('a provider without a connection is repeated', () => {
    const error = thrown('CredentialsProviderError', 'Error: getaddrinfo ENOTFOUND portal.sso');
    expect(toCallError(error, read).kind).toBe('connection');
  });

  test('nobody may assume the role', () => {
    const error = thrown('AccessDenied', `${user} sts:AssumeRole on resource: arn:aws:iam::1:role/r`, {
      status: 403,
    });
    const context: CallContext = { operation: 'AssumeRole', subjects: ['arn:aws:iam::1:role/r'], around };
    const found = toCallError(error, context);
    expect([found.kind, found.action]).toEqual(['credentials', 'sts:AssumeRole']);
  });
});
