import type { Setting } from '../core/setting.ts';
import type { CredentialSource } from './credential-source.ts';
import type { ProfileChoice } from './profile-choice.ts';
import type { RegionChoice } from './region.ts';

const profileFrom: Readonly<Record<ProfileChoice['origin'], string>> = {
  flag: '--profile',
  environment: 'AWS_PROFILE',
  settings: 'ssmkit.json',
  default: 'not set',
};

/** The way to AWS as settings, each with its origin. Names of sources only; no credentials are read for it. */
export function explainWay(
  region: RegionChoice,
  choice: ProfileChoice,
  source: CredentialSource,
  endpoint: { readonly url: string | undefined; readonly from: string },
): readonly Setting[] {
  const profile = choice.origin === 'default' ? undefined : choice.name;
  return [
    { name: 'region', value: region.region, from: region.from },
    { name: 'profile', value: profile, from: profileFrom[choice.origin] },
    { name: 'credentials', ...credentialWords(source) },
    {
      name: 'endpointUrl',
      value: endpoint.url,
      from: endpoint.url === undefined ? 'not set' : endpoint.from,
    },
  ];
}

function credentialWords(source: CredentialSource): { readonly value: string; readonly from: string } {
  switch (source.kind) {
    case 'environment':
      return { value: 'environment keys', from: 'AWS_ACCESS_KEY_ID' };
    case 'profile':
      return { value: `profile ${source.name}`, from: 'the AWS configuration files' };
    case 'web-identity':
      return { value: 'web identity', from: 'AWS_WEB_IDENTITY_TOKEN_FILE' };
    case 'container':
      return { value: 'container', from: 'AWS_CONTAINER_CREDENTIALS_…' };
    case 'instance':
      return { value: 'instance metadata', from: 'nothing else is set' };
  }
}
