import { type AwsCredentials, expiringAt } from './aws-credentials.ts';
import { type Environment, variable } from './environment.ts';
import { unusableCredentials } from './missing-credentials.ts';

/** @throws CallError `credentials` when the secret key is missing: half a pair is a mistake, not an absence. */
export function environmentCredentials(env: Environment): AwsCredentials {
  const accessKeyId = variable(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = variable(env, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const [there, missing] =
      accessKeyId === undefined
        ? ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']
        : ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
    throw unusableCredentials(
      `${there} is set, but ${missing} is not.`,
      `Set ${missing} as well, or unset ${there}.`,
    );
  }
  const sessionToken = variable(env, 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN');
  const accountId = variable(env, 'AWS_ACCOUNT_ID');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(accountId !== undefined && { accountId }),
    ...expiringAt(variable(env, 'AWS_CREDENTIAL_EXPIRATION')),
  };
}
