import { CallError } from '../core/call-error.ts';
import { type Environment, variable } from './environment.ts';
import type { ProfileData, ProfileFiles } from './profile-files.ts';

/**
 * The profile in force. `named` ones were asked for by name and must exist; `settings` is a default for
 * people, passed over when the machine brings credentials of its own; `default` is the `[default]` one.
 */
export interface ProfileChoice {
  readonly origin: 'flag' | 'environment' | 'settings' | 'default';
  readonly name: string;
  readonly data: ProfileData;
}

export function isNamed(choice: ProfileChoice): boolean {
  return choice.origin === 'flag' || choice.origin === 'environment';
}

/** @throws CallError `credentials` when a named profile does not exist, whatever else is there, as the aws CLI does. */
export function chooseProfile(
  asked: { readonly profile?: string | undefined; readonly settingsProfile?: string | undefined },
  env: Environment,
  files: ProfileFiles,
): ProfileChoice {
  if (asked.profile !== undefined) return required('flag', asked.profile, '--profile', files);
  const fromEnvironment = variable(env, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE');
  if (fromEnvironment !== undefined) return required('environment', fromEnvironment, 'AWS_PROFILE', files);
  if (asked.settingsProfile !== undefined && !bringsCredentials(env)) {
    const data = files.profile(asked.settingsProfile);
    if (data !== undefined) return { origin: 'settings', name: asked.settingsProfile, data };
  }
  return { origin: 'default', name: 'default', data: files.profile('default') ?? {} };
}

function required(
  origin: 'flag' | 'environment',
  name: string,
  source: string,
  files: ProfileFiles,
): ProfileChoice {
  const data = files.profile(name);
  if (data !== undefined) return { origin, name, data };
  throw new CallError('credentials', `There is no profile "${name}" (from ${source}).`, {
    hint: `Profiles stand in ${files.configPath} and ${files.credentialsPath}; aws configure list-profiles shows them.`,
  });
}

function bringsCredentials(env: Environment): boolean {
  return (
    variable(
      env,
      'AWS_ACCESS_KEY_ID',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ) !== undefined
  );
}
