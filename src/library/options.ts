import type { StandardSchema } from './standard-schema.ts';

/** The parameters of one service in one environment, by the path template. */
export interface EnvironmentSource {
  /** `prod` */
  readonly environment: string;
  /** `django`. Needed where the template has a `{service}`, as the default one has. */
  readonly service?: string | undefined;
  /** `mow`. Needed where the template has a `{project}`, as the default one has. */
  readonly project?: string | undefined;
  /** Default: `backend`. */
  readonly component?: string | undefined;
  /** Default: `/{project}/{component}/{service}/{environment}/{key}`. Another habit: `/{environment}/{service}/{key}`. */
  readonly pathTemplate?: string | undefined;
  readonly path?: undefined;
}

/** All parameters below a path. */
export interface PathSource {
  /** `/prod/order-api`: the parameter `/prod/order-api/database/host` has the key `database/host`. */
  readonly path: string;
  readonly environment?: undefined;
}

/**
 * An SDK v3 client of the application's own. `SSM` is called by its own method, so its version does not matter;
 * `SSMClient`, or anything else with `send`, is sent a GetParametersByPathCommand of the SDK that ssmkit carries.
 * Structural on purpose: no type of the SDK is needed.
 */
export interface ParameterClient {
  /** `never`, so that every client fits, whatever it takes. */
  send(command: never, options?: never): Promise<unknown>;
}

/** How Parameter Store is reached. Left out, all is found as the aws CLI finds it: profile, environment, SSO, roles. */
export interface ConnectionOptions {
  /** The application's own client; the other options here are then without effect. */
  readonly client?: ParameterClient | undefined;
  /** `us-east-1`. Default: AWS_REGION, AWS_DEFAULT_REGION, the profile, instance metadata. */
  readonly region?: string | undefined;
  /** A profile of `~/.aws/config`. Default: AWS_PROFILE, where there are no keys in the environment. */
  readonly profile?: string | undefined;
  /** Assumed first, with the credentials found. */
  readonly roleArn?: string | undefined;
  /** `http://127.0.0.1:4599`, of `ssmkit local serve` for one. Default: AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL. */
  readonly endpointUrl?: string | undefined;
  /** Milliseconds for one load, repeats included. Default: until two minutes have passed without one answer. */
  readonly maxTimeMs?: number | undefined;
}

/** What to load and how. */
export type LoadOptions = (EnvironmentSource | PathSource) &
  ConnectionOptions & {
    /** Accept that there are no parameters at all; otherwise that is an error, code `nothing-found`. */
    readonly allowEmpty?: boolean | undefined;
    /** The expected keys and types: a zod object or any Standard Schema. */
    readonly schema?: StandardSchema | undefined;
  };
