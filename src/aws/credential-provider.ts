import type { AwsCredentials, CredentialProvider } from './aws-credentials.ts';
import type { Surroundings } from './call-context.ts';
import { toCallError } from './call-error.ts';
import { containerCredentials } from './container-credentials.ts';
import type { CredentialSource } from './credential-source.ts';
import { isSso } from './credential-source.ts';
import type { CredentialTools } from './credential-tools.ts';
import { loginCommand } from './credentials-problem.ts';
import { variable } from './environment.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { instanceCredentials } from './instance-credentials.ts';
import { createProfileCredentials } from './profile-credentials.ts';
import type { ProfileFiles } from './profile-files.ts';
import { webIdentityCredentials } from './web-identity.ts';

/**
 * A provider that asks the chosen source each time it is called; the SDK's client remembers the answer
 * until shortly before it expires. Rejects with CallError: `credentials`, or `connection`, `throttled` and
 * so on where asking again can help.
 */
export function createCredentialProvider(
  source: CredentialSource,
  tools: CredentialTools,
  around: () => Surroundings,
): CredentialProvider {
  return async () => {
    try {
      return await ask(source, tools);
    } catch (error) {
      throw toCallError(error, { operation: 'Credentials', subjects: ['credentials'], around: around() });
    }
  };
}

async function ask(source: CredentialSource, tools: CredentialTools): Promise<AwsCredentials> {
  const { env, metadata } = tools;
  switch (source.kind) {
    case 'environment':
      return environmentCredentials(env);
    case 'profile':
      return createProfileCredentials(tools)(source.name);
    case 'web-identity':
      return webIdentityCredentials(
        {
          tokenFile: variable(env, 'AWS_WEB_IDENTITY_TOKEN_FILE'),
          roleArn: variable(env, 'AWS_ROLE_ARN'),
          sessionName: variable(env, 'AWS_ROLE_SESSION_NAME'),
        },
        tools.roles,
      );
    case 'container':
      return containerCredentials(env);
    case 'instance':
      return instanceCredentials(metadata);
  }
}

/** How to renew the credentials of a source, as one sentence. */
export function howToRenew(source: CredentialSource, files: ProfileFiles): string | undefined {
  if (source.kind === 'environment') {
    return 'Renew AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: they come from the environment.';
  }
  if (source.kind !== 'profile') return undefined;
  const profile = files.profile(source.name);
  const lender = profile?.source_profile === undefined ? profile : files.profile(profile.source_profile);
  if (profile === undefined || lender === undefined) return undefined;
  const name = lender === profile ? source.name : (profile.source_profile ?? source.name);
  if (isSso(lender)) return `Run: ${loginCommand(name)}`;
  return lender.login_session === undefined ? undefined : `Run: aws login --profile ${name}`;
}
