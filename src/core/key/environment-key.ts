import type { Environments } from '../environment.ts';
import { SsmkitError } from '../errors.ts';
import { quoted } from '../parameter/name.ts';

/** `--key-id auto`: the environment's own key, whatever it is. */
export const autoKeyId = 'auto';

/** Every key that ssmkit makes carries it from its first moment, so that it is found again without an alias. */
export const environmentTag = 'ssmkit:environment';

const prefix = 'alias/ssm-';

/** `alias/ssm-prod`. @throws SsmkitError `usage` for a name that no alias can have. */
export function environmentAlias(environment: string): string {
  // Levels of a parameter's name may hold dots, aliases not. Source: CreateAlias in the KMS API reference.
  if (!/^[A-Za-z0-9_-]{1,246}$/.test(environment)) {
    throw new SsmkitError(
      'usage',
      `The environment ${quoted(environment)} cannot be part of a key's alias.`,
      {
        hint: `An alias holds letters, digits, _ and -. Make a key by hand, and name it as "keyId" in ssmkit.json.`,
      },
    );
  }
  return `${prefix}${environment}`;
}

/** The environment that an alias or its ARN is made for: `prod` for `alias/ssm-prod`. */
export function environmentOfAlias(keyId: string): string | undefined {
  return /^(?:arn:[^:]*:kms:[^:]*:\d*:)?alias\/ssm-([A-Za-z0-9_-]+)$/.exec(keyId)?.[1];
}

/** The key that the settings name for an environment; `"keyId": "auto"` is its alias. */
export function settingsKey(environments: Environments, environment: string): string | undefined {
  const keyId = environments.get(environment)?.keyId;
  return keyId === autoKeyId ? environmentAlias(environment) : keyId;
}

/** A key as it was given, with `auto` resolved: the settings' key, else the alias that `kms ensure` makes. */
export function resolveKey(keyId: string, environments: Environments, environment: string): string {
  if (keyId !== autoKeyId) return keyId;
  return settingsKey(environments, environment) ?? environmentAlias(environment);
}
