import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import { type Environment, isOn, variable } from './environment.ts';
import type { ProfileData, ProfileFiles } from './profile-files.ts';

/** Custom endpoints; undefined where AWS's own is used. */
export interface Endpoints {
  readonly ssm: string | undefined;
  readonly kms: string | undefined;
  readonly sts: string | undefined;
  /** Who named the endpoint of ssm. */
  readonly ssmFrom: string;
}

/**
 * As in the aws CLI: --endpoint-url; unless configured endpoints are ignored, AWS_ENDPOINT_URL_SSM and so
 * on, AWS_ENDPOINT_URL, the profile's `services` section, the profile's endpoint_url.
 * @throws SsmkitError `usage` for something that is no URL.
 */
export function chooseEndpoints(
  endpointUrl: string | undefined,
  env: Environment,
  profile: ProfileData,
  files: ProfileFiles,
): Endpoints {
  const ignored = isOn(
    variable(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS') ?? profile.ignore_configured_endpoint_urls,
  );
  const services = profile.services === undefined ? undefined : files.section('services', profile.services);
  let ssmFrom = 'not set';
  const choose = (service: 'ssm' | 'kms' | 'sts') => {
    const ofService = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
    const candidates: readonly (readonly [string | undefined, string])[] = [
      [endpointUrl, '--endpoint-url'],
      ...(ignored
        ? []
        : ([
            [variable(env, ofService), ofService],
            [variable(env, 'AWS_ENDPOINT_URL'), 'AWS_ENDPOINT_URL'],
            [services?.[`${service}.endpoint_url`], 'the services section of the profile'],
            [profile.endpoint_url, 'endpoint_url of the profile'],
          ] as const)),
    ];
    const [url, source] = candidates.find(([candidate]) => candidate !== undefined) ?? [];
    if (service === 'ssm') ssmFrom = source ?? 'not set';
    return url === undefined ? undefined : checkEndpoint(url, source ?? '');
  };
  const [ssm, kms, sts] = [choose('ssm'), choose('kms'), choose('sts')];
  return { ssm, kms, sts, ssmFrom };
}

function checkEndpoint(url: string, source: string): string {
  const refuse = (problem: string) =>
    new SsmkitError('usage', `The endpoint from ${source} ${problem}.`, {
      hint: 'Write it like http://localhost:4566 or https://vpce-1234.ssm.us-east-1.vpce.amazonaws.com.',
    });
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || !/^https?:\/\//i.test(url)) {
    throw refuse(`is not an http or https URL: ${quoted(withoutUser(url))}`);
  }
  if (parsed.username !== '' || parsed.password !== '') throw refuse('holds a user name or password');
  if (parsed.search !== '' || parsed.hash !== '') throw refuse('has a query or fragment');
  return url;
}

function withoutUser(url: string): string {
  return url.replace(/[^/@]*@/, '');
}
