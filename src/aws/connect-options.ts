import type { RequestHandler } from './client-config.ts';
import type { Environment } from './environment.ts';

export interface ConnectOptions {
  /** ssmkit's own version, for the user agent. */
  readonly version: string;
  readonly env: Environment;
  /** `process.version`; decides whether proxies can be used. */
  readonly nodeVersion: string;
  /** --profile, --region, --endpoint-url, --role-arn. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly roleArn?: string | undefined;
  /** From ssmkit.json. */
  readonly settingsProfile?: string | undefined;
  readonly settingsRegion?: string | undefined;
  /** Asks the user for the code of an MFA device, by its serial number. */
  readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
  /** Nobody is asked and no credential_process is started: for what happens while somebody types. */
  readonly unattended?: boolean | undefined;
  /** The embedded store's transport: no credentials, profile files or network are looked at. */
  readonly requestHandler?: RequestHandler | undefined;
  /** The account the embedded store plays. */
  readonly localAccount?: string | undefined;
}
