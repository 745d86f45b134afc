import { withHome } from './files/user-home.ts';
import type { LoadedParameters } from './library/loaded-parameters.ts';
import { createLoader } from './library/loader.ts';
import type { LoadOptions } from './library/options.ts';
import { createReadBelow } from './library/read-below.ts';
import type { OutputOf, StandardSchema } from './library/standard-schema.ts';
import { createSystemClock } from './terminal/clock.ts';
import { version } from './version.ts';

export {
  AccessDeniedError,
  ParameterNotFoundError,
  ParametersError,
  type ParametersErrorCode,
  SchemaError,
  type SchemaIssue,
} from './library/errors.ts';
export type { LoadedParameters } from './library/loaded-parameters.ts';
export type {
  ConnectionOptions,
  EnvironmentSource,
  LoadOptions,
  ParameterClient,
  PathSource,
} from './library/options.ts';
export type { OutputOf, StandardIssue, StandardResult, StandardSchema } from './library/standard-schema.ts';

const load = createLoader(
  createReadBelow(() => ({
    version,
    env: withHome(process.env),
    nodeVersion: process.version,
    clock: createSystemClock(),
  })),
);

/**
 * Loads parameters once, in pages of ten, decrypted: whoever asks for the same again, at the same time or later, is
 * given what was loaded. A load that failed is not remembered. Needs `ssm:GetParametersByPath` on the path, and
 * `kms:Decrypt` on the keys behind SecureStrings. Checks keys and types where there is a schema.
 * @throws ParametersError: rejects; see its codes.
 */
export function loadParameters<Schema extends StandardSchema>(
  options: LoadOptions & { readonly schema: Schema },
): Promise<LoadedParameters<OutputOf<Schema>>>;
export function loadParameters(options: LoadOptions): Promise<LoadedParameters>;
export function loadParameters(options: LoadOptions): Promise<LoadedParameters<unknown>> {
  return load(options);
}
