import { environmentOf } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { autoKeyId, resolveKey, settingsKey } from '../core/key/environment-key.ts';
import { quoted } from '../core/parameter/name.ts';
import type { Draft } from '../core/plan/draft.ts';
import type { CommandSettings } from './context.ts';

type KeySettings = Pick<CommandSettings, 'environments' | 'template'>;

/** `--key-id` for one name; `auto` is the key of its environment. @throws SsmkitError `usage` where it has none. */
export function keyOfName(
  { environments, template }: KeySettings,
  name: string,
  keyId: string | undefined,
): string | undefined {
  if (keyId !== autoKeyId) return keyId;
  const environment = environmentOf(template, name);
  if (environment !== undefined) return resolveKey(keyId, environments, environment);
  throw new SsmkitError('usage', `--key-id auto: ${quoted(name)} is of no environment.`, {
    hint: `Names look like ${template.text}; name the key itself for this one.`,
  });
}

/** The key of a new SecureString that names none, by the environment its name belongs to. */
export function defaultKeyOfName({ environments, template }: KeySettings, name: string): string | undefined {
  const environment = environmentOf(template, name);
  return environment === undefined ? undefined : settingsKey(environments, environment);
}

/** A file's drafts with `auto` resolved; `--key-id` is for the secrets that name no key of their own. */
export function withKeys(
  drafts: readonly Draft[],
  { environments }: KeySettings,
  environment: string,
  keyId: string | undefined,
): readonly Draft[] {
  return drafts.map((draft) => {
    const own = draft.keyId ?? (draft.type === 'SecureString' ? keyId : undefined);
    return own === undefined ? draft : { ...draft, keyId: resolveKey(own, environments, environment) };
  });
}
