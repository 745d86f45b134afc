import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { Surroundings } from './call-context.ts';
import { toCallError } from './call-error.ts';
import type { Operation } from './operation.ts';

export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName?: string | undefined;
  readonly externalId?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  readonly mfa?: { readonly serial: string; readonly code: string } | undefined;
}

/** Asks STS for a role's credentials, at the connection's own endpoint and Region. */
export interface RoleAssumer {
  assume(base: AwsCredentials, request: RoleRequest): Promise<AwsCredentials>;
  assumeWithWebIdentity(token: string, request: RoleRequest): Promise<AwsCredentials>;
}

/** Seen in CloudTrail. */
const sessionName = 'ssmkit';

interface Answer {
  readonly Credentials?:
    | {
        readonly AccessKeyId: string | undefined;
        readonly SecretAccessKey: string | undefined;
        readonly SessionToken: string | undefined;
        readonly Expiration: Date | undefined;
      }
    | undefined;
  readonly AssumedRoleUser?: { readonly Arn: string | undefined } | undefined;
}

/** One STS client per role: a client remembers its credentials, and a chain of roles has several. */
export function createRoleAssumer(config: STSClientConfig, around: () => Surroundings): RoleAssumer {
  async function ask(
    operation: Operation,
    roleArn: string,
    call: () => Promise<Answer>,
  ): Promise<AwsCredentials> {
    try {
      return toCredentials(await call());
    } catch (error) {
      throw toCallError(error, { operation, subjects: [roleArn], around: around() });
    }
  }

  return {
    assume: (base, request) =>
      ask('AssumeRole', request.roleArn, async () => {
        const { AssumeRoleCommand, STSClient } = await import('./sts-client.ts');
        const client = new STSClient({ ...config, credentials: base });
        return client.send(
          new AssumeRoleCommand({
            RoleArn: request.roleArn,
            RoleSessionName: request.sessionName ?? sessionName,
            ...(request.externalId !== undefined && { ExternalId: request.externalId }),
            ...(request.duration !== undefined && { DurationSeconds: request.duration }),
            ...(request.mfa !== undefined && {
              SerialNumber: request.mfa.serial,
              TokenCode: request.mfa.code,
            }),
          }),
        );
      }),
    assumeWithWebIdentity: (token, request) =>
      ask('AssumeRoleWithWebIdentity', request.roleArn, async () => {
        const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('./sts-client.ts');
        const client = new STSClient(config);
        return client.send(
          new AssumeRoleWithWebIdentityCommand({
            RoleArn: request.roleArn,
            RoleSessionName: request.sessionName ?? sessionName,
            WebIdentityToken: token,
          }),
        );
      }),
  };
}

function toCredentials({ Credentials: given, AssumedRoleUser: user }: Answer): AwsCredentials {
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
    throw new Error('STS answered no credentials');
  }
  const account = user?.Arn?.split(':')[4];
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken !== undefined && { sessionToken: given.SessionToken }),
    ...(given.Expiration !== undefined && { expiration: given.Expiration }),
    ...(account !== undefined && account !== '' && { accountId: account }),
  };
}
