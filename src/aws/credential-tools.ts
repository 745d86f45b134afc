import type { Environment } from './environment.ts';
import type { InstanceMetadata } from './instance-metadata.ts';
import type { ProfileFiles } from './profile-files.ts';
import type { RoleAssumer } from './role.ts';

/** What the sources of credentials work with. */
export interface CredentialTools {
  readonly env: Environment;
  readonly files: ProfileFiles;
  readonly metadata: InstanceMetadata;
  readonly roles: RoleAssumer;
  /** Client settings for the SDK's SSO and sign-in clients: proxies, certificates. */
  readonly clientConfig: Readonly<Record<string, unknown>>;
  /** No credential_process is started: it may open a browser, or ask. */
  readonly unattended?: boolean | undefined;
  readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
}
