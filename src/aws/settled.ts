import type { Setting } from '../core/setting.ts';
import type { CredentialProvider } from './aws-credentials.ts';
import type { Surroundings } from './call-context.ts';
import { type ClientSettings, clientConfig, type RequestHandler } from './client-config.ts';
import type { ConnectOptions } from './connect-options.ts';
import { createCredentialProvider, howToRenew } from './credential-provider.ts';
import { chooseCredentials, profileInUse } from './credential-source.ts';
import { chooseEndpoints, type Endpoints } from './endpoint.ts';
import { variable } from './environment.ts';
import { explainWay } from './explained.ts';
import { createInstanceMetadata } from './instance-metadata.ts';
import { chooseProfile } from './profile-choice.ts';
import { loadProfileFiles, noProfileFiles } from './profile-files.ts';
import { chooseRegion } from './region.ts';
import { createRoleAssumer } from './role.ts';
import { silentLogger } from './silent-logger.ts';
import { createTransport } from './transport.ts';

/** Everything a connection's clients are made from, decided once and before anything is sent to AWS. */
export interface Settled {
  readonly client: ClientSettings;
  readonly endpoints: Endpoints;
  readonly profile: string | undefined;
  readonly warnings: readonly string[];
  /** Those of them that are about the Region. */
  readonly regionWarnings: readonly string[];
  /** Region, profile, credentials and endpoint with their origins. */
  readonly explained: readonly Setting[];
  readonly credentials: CredentialProvider;
  around(service: keyof Omit<Endpoints, 'ssmFrom'> | undefined): Surroundings;
  destroy(): void;
}

const localRegion = 'us-east-1';
/** Credentials are asked for outside of the runner, so their calls are repeated by the SDK. */
const credentialAttempts = 3;

/**
 * The aws CLI's order for everything; see the files that choose. What the SDK still takes from the process
 * itself: the home folder of the SSO token cache, the endpoint of SSO, and credential_process's environment.
 */
export async function settle(options: ConnectOptions): Promise<Settled> {
  const { env, roleArn } = options;
  const files = await loadProfileFiles(env);
  const choice = chooseProfile(options, env, files);
  const defaultProfile = files.profile('default') ?? {};
  const endpoints = chooseEndpoints(options.endpointUrl, env, choice.data, files);
  const metadata = createInstanceMetadata(env);
  const regionChoice = await chooseRegion({
    ...options,
    choice,
    defaultRegion: defaultProfile.region,
    metadataRegion: () => metadata.region(),
  });
  const { region, warnings } = regionChoice;
  const bundle = variable(env, 'AWS_CA_BUNDLE') ?? choice.data.ca_bundle;
  const transport = await createTransport(env, bundle, options.nodeVersion);
  const source = chooseCredentials(choice, defaultProfile, env);
  const requestHandler: RequestHandler = transport.handler;
  const client = { region, version: options.version, env, profile: choice.data, requestHandler };
  const asked = choice.origin === 'default' ? undefined : choice.name;
  const around = (service: keyof Omit<Endpoints, 'ssmFrom'> | undefined): Surroundings => ({
    region,
    profile: source.kind === 'instance' ? asked : profileInUse(source, choice),
    endpoint: service === undefined ? undefined : endpoints[service],
    renew: howToRenew(source, files),
  });
  const sts = { ...clientConfig(client, endpoints.sts), maxAttempts: credentialAttempts };
  const roles = createRoleAssumer(sts, () => around('sts'));
  const sso = { requestHandler, logger: silentLogger, maxAttempts: credentialAttempts };
  const tools = {
    ...{ env, files, metadata, roles, clientConfig: sso },
    ...{ mfaCode: options.mfaCode, unattended: options.unattended },
  };
  const base = createCredentialProvider(source, tools, () => around(undefined));
  return {
    client,
    endpoints,
    profile: profileInUse(source, choice),
    warnings: [...warnings, ...transport.warnings],
    regionWarnings: warnings,
    explained: explainWay(regionChoice, choice, source, { url: endpoints.ssm, from: endpoints.ssmFrom }),
    credentials: roleArn === undefined ? base : async () => roles.assume(await base(), { roleArn }),
    around,
    destroy: () => transport.destroy(),
  };
}

/** For the embedded store: nothing of the machine is looked at but the Region. */
export async function settleLocally(
  options: ConnectOptions,
  requestHandler: RequestHandler,
): Promise<Settled> {
  const { region, from } = await chooseRegion({
    ...options,
    choice: { origin: 'default', name: 'default', data: {} },
    defaultRegion: localRegion,
    metadataRegion: async () => undefined,
  });
  const endpoints = chooseEndpoints(options.endpointUrl, {}, {}, noProfileFiles);
  return {
    client: { region, version: options.version, env: {}, profile: {}, requestHandler },
    endpoints,
    profile: undefined,
    warnings: [],
    regionWarnings: [],
    explained: [{ name: 'region', value: region, from: from === 'the default profile' ? 'default' : from }],
    credentials: async () => ({
      accessKeyId: 'local',
      secretAccessKey: 'local',
      ...(options.localAccount !== undefined && { accountId: options.localAccount }),
    }),
    around: () => ({ region }),
    destroy() {},
  };
}
