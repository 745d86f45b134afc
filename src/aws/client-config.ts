import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import { type Environment, isOn, variable } from './environment.ts';
import type { ProfileData } from './profile-files.ts';
import { silentLogger } from './silent-logger.ts';

/** An in-process transport, or the settings of the SDK's own. */
export type RequestHandler = NonNullable<SSMClientConfig['requestHandler']>;

export interface ClientSettings {
  readonly region: string;
  readonly version: string;
  readonly env: Environment;
  readonly profile: ProfileData;
  readonly requestHandler: RequestHandler;
}

/**
 * What every SDK client of a connection is made with. Everything the SDK would otherwise look up in
 * process.env or in the profile files is said here, so that the connection's own order holds.
 */
export function clientConfig(settings: ClientSettings, endpoint: string | undefined) {
  const { env, profile } = settings;
  const fips = isOn(variable(env, 'AWS_USE_FIPS_ENDPOINT') ?? profile.use_fips_endpoint);
  const dualstack = isOn(variable(env, 'AWS_USE_DUALSTACK_ENDPOINT') ?? profile.use_dualstack_endpoint);
  return {
    region: settings.region,
    // The runner repeats: it alone knows which calls may be sent twice.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'legacy',
    requestHandler: settings.requestHandler,
    logger: silentLogger,
    customUserAgent: [['ssmkit', settings.version]] satisfies [string, string][],
    userAgentAppId: async () => variable(env, 'AWS_SDK_UA_APP_ID'),
    authSchemePreference: [],
    disableClockSkewCorrection: async () =>
      isOn(variable(env, 'AWS_DISABLE_CLOCK_SKEW_CORRECTION') ?? profile.disable_clock_skew_correction),
    // A custom endpoint is taken as it is: the SDK refuses it together with these two.
    useFipsEndpoint: endpoint === undefined && fips,
    useDualstackEndpoint: endpoint === undefined && dualstack,
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint !== undefined && { endpoint }),
  } satisfies SSMClientConfig;
}
