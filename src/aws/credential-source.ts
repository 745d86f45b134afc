import { type Environment, variable } from './environment.ts';
import { isNamed, type ProfileChoice } from './profile-choice.ts';
import type { ProfileData } from './profile-files.ts';

/** Where the credentials come from; decided without asking any of them. */
export type CredentialSource =
  | { readonly kind: 'environment' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'web-identity' }
  | { readonly kind: 'container' }
  | { readonly kind: 'instance' };

/**
 * The aws CLI's order: --profile, else environment keys, else AWS_PROFILE, else the chain. A profile without
 * credentials of its own (a Region, say) falls through to what the machine has.
 */
export function chooseCredentials(
  choice: ProfileChoice,
  defaultProfile: ProfileData,
  env: Environment,
): CredentialSource {
  const named = choice.origin === 'default' ? undefined : choice;
  const heedsEnvironment = choice.origin !== 'flag';
  if (heedsEnvironment && variable(env, 'AWS_ACCESS_KEY_ID') !== undefined) return { kind: 'environment' };
  if (named !== undefined && hasCredentials(named.data)) return { kind: 'profile', name: named.name };
  const usual = { kind: 'profile', name: 'default' } as const;
  // The CLI asks a role of the default profile before the pod's own identity, and its keys after it.
  if (named === undefined && defaultProfile.role_arn !== undefined) return usual;
  if (heedsEnvironment && variable(env, 'AWS_WEB_IDENTITY_TOKEN_FILE') !== undefined) {
    return { kind: 'web-identity' };
  }
  if (named === undefined && hasCredentials(defaultProfile)) return usual;
  const container = variable(
    env,
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  );
  return container === undefined ? { kind: 'instance' } : { kind: 'container' };
}

export function isSso(profile: ProfileData): boolean {
  return profile.sso_session !== undefined || profile.sso_start_url !== undefined;
}

function hasCredentials(profile: ProfileData): boolean {
  return (
    isSso(profile) ||
    profile.role_arn !== undefined ||
    profile.aws_access_key_id !== undefined ||
    profile.credential_process !== undefined ||
    profile.web_identity_token_file !== undefined ||
    profile.login_session !== undefined
  );
}

/** The profile's name for messages: only where the credentials are its. */
export function profileInUse(source: CredentialSource, choice: ProfileChoice): string | undefined {
  if (source.kind === 'profile')
    return source.name === 'default' && !isNamed(choice) ? undefined : source.name;
  return undefined;
}
