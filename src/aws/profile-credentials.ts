import type { AwsCredentials } from './aws-credentials.ts';
import { containerCredentials } from './container-credentials.ts';
import { isSso } from './credential-source.ts';
import type { CredentialTools } from './credential-tools.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { instanceCredentials } from './instance-credentials.ts';
import { unusableCredentials } from './missing-credentials.ts';
import type { ProfileData } from './profile-files.ts';
import { silentLogger } from './silent-logger.ts';
import { webIdentityCredentials } from './web-identity.ts';

/** Credentials of a profile by its name, in the aws CLI's order of what a profile can hold. */
export function createProfileCredentials(tools: CredentialTools): (name: string) => Promise<AwsCredentials> {
  async function resolve(name: string, visited: readonly string[]): Promise<AwsCredentials> {
    const profile = tools.files.profile(name);
    if (profile === undefined) {
      throw unusableCredentials(
        `There is no profile "${name}".`,
        `It is the source_profile of "${visited.at(-1)}".`,
      );
    }
    const { role_arn: roleArn, web_identity_token_file: tokenFile } = profile;
    const lends = visited.length > 0 && profile.aws_access_key_id !== undefined;
    if (roleArn !== undefined && tokenFile === undefined && !lends)
      return assume(name, profile, roleArn, visited);
    if (tokenFile !== undefined && !lends) {
      return webIdentityCredentials(
        { tokenFile, roleArn, sessionName: profile.role_session_name },
        tools.roles,
      );
    }
    return ownCredentials(name, profile, tools);
  }

  async function assume(
    name: string,
    profile: ProfileData,
    roleArn: string,
    visited: readonly string[],
  ): Promise<AwsCredentials> {
    if (visited.includes(name)) {
      throw unusableCredentials(
        `The profiles ${[...visited, name].join(' → ')} form a circle.`,
        'Correct their source_profile.',
      );
    }
    const base = await lend(name, profile, [...visited, name]);
    const { mfa_serial: serial } = profile;
    return tools.roles.assume(base, {
      roleArn,
      sessionName: profile.role_session_name,
      externalId: profile.external_id,
      duration: profile.duration_seconds === undefined ? undefined : Number(profile.duration_seconds),
      mfa: serial === undefined ? undefined : { serial, code: await askCode(name, serial) },
    });
  }

  function lend(name: string, profile: ProfileData, visited: readonly string[]): Promise<AwsCredentials> {
    if (profile.source_profile !== undefined) return resolve(profile.source_profile, visited);
    switch (profile.credential_source) {
      case 'Environment':
        return Promise.resolve(environmentCredentials(tools.env));
      case 'EcsContainer':
        return containerCredentials(tools.env);
      case 'Ec2InstanceMetadata':
        return instanceCredentials(tools.metadata);
      default:
        throw unusableCredentials(
          `The profile "${name}" has a role_arn but nothing to assume it with.`,
          'Add source_profile, or credential_source = Environment, EcsContainer or Ec2InstanceMetadata.',
        );
    }
  }

  async function askCode(name: string, serial: string): Promise<string> {
    if (tools.mfaCode !== undefined) return tools.mfaCode(serial);
    throw unusableCredentials(
      `The profile "${name}" asks for an MFA code, and there is nobody to ask.`,
      'Run on a terminal, or get a session first (aws sts get-session-token --serial-number … --token-code …).',
    );
  }

  return async (name) => resolve(name, []);
}

async function ownCredentials(
  name: string,
  profile: ProfileData,
  { files, clientConfig, unattended }: CredentialTools,
): Promise<AwsCredentials> {
  const common = {
    profile: name,
    filepath: files.credentialsPath,
    configFilepath: files.configPath,
    ignoreCache: true,
    logger: silentLogger,
    clientConfig: { ...clientConfig },
  };
  if (isSso(profile)) {
    const { sso_session: session } = profile;
    if (session !== undefined && files.section('sso-session', session) === undefined) {
      throw unusableCredentials(
        `The profile "${name}" names the sso-session "${session}", which is not there.`,
        `Run: aws configure sso --profile ${name}`,
      );
    }
    const { fromSSO } = await import('./sdk-credentials.ts');
    return fromSSO(common)();
  }
  if (profile.aws_access_key_id !== undefined) return staticCredentials(name, profile);
  if (profile.login_session !== undefined) {
    const { fromLoginCredentials } = await import('./sdk-credentials.ts');
    return fromLoginCredentials(common)();
  }
  if (profile.credential_process !== undefined && !unattended) {
    const { fromProcess } = await import('./sdk-credentials.ts');
    return fromProcess(common)();
  }
  throw unusableCredentials(
    `The profile "${name}" has no credentials.`,
    `Run: aws configure sso --profile ${name}, or aws configure --profile ${name}`,
  );
}

function staticCredentials(name: string, profile: ProfileData): AwsCredentials {
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = profile;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw unusableCredentials(
      `The profile "${name}" has an aws_access_key_id but no aws_secret_access_key.`,
      `Run: aws configure --profile ${name}`,
    );
  }
  const { aws_session_token: sessionToken, aws_account_id: accountId } = profile;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(accountId !== undefined && { accountId }),
  };
}
