import type { EnvironmentSettings } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { defaultTemplateText } from '../core/parameter/template.ts';
import type { SettingsDraft } from '../core/settings-draft.ts';
import type { FoundSettings, KnownSettings } from '../gather/init-found.ts';
import type { Context } from './context.ts';
import { guardedByName, type InitFlags } from './init-flags.ts';
import type { Hierarchy } from './init-sources.ts';

/** Everything that is known before anybody is asked; `profile` is the one that the hierarchy was read with. */
export function draftOf(
  context: Context,
  flags: InitFlags,
  { project, component }: Pick<KnownSettings, 'project' | 'component'>,
  hierarchy: Hierarchy | undefined,
  folder: FoundSettings | undefined,
  profile: string | undefined,
): SettingsDraft {
  const found = hierarchy?.found;
  const tagsDir = flags.tagsDir ?? folder?.tagsDir;
  const template = flags.known.pathTemplate ?? found?.pathTemplate;
  const names = [flags.known, folder, found].flatMap((place) => place?.environments ?? []);
  const environmentOf = (name: string): EnvironmentSettings => {
    const read = found?.environments.includes(name) === true && hierarchy?.account !== undefined;
    return {
      account: flags.accounts.get(name) ?? (read ? hierarchy.account : undefined),
      keyId: flags.keys.get(name),
      profile: flags.profiles.get(name) ?? (read ? profile : undefined),
      protected: guardedByName(flags, name),
    };
  };
  return {
    project,
    component,
    region: flags.region ?? hierarchy?.region,
    tagsDir: tagsDir === undefined ? undefined : context.init.besideTarget(tagsDir),
    pathTemplate: template === defaultTemplateText ? undefined : template,
    services: [...new Set([flags, folder, found].flatMap((place) => place?.services ?? []))],
    environments: new Map([...new Set(names)].map((name) => [name, environmentOf(name)])),
  };
}

/** @throws SsmkitError `usage` */
export function refuseNothing({ services, environments, ...texts }: SettingsDraft): void {
  if (services.length > 0 || environments.size > 0) return;
  if (Object.values(texts).some((text) => text !== undefined)) return;
  throw new SsmkitError('usage', 'Nothing is known that could be written.', {
    hint: 'Give --project and --env, or --from-folder aws, or --discover; or run it on a terminal.',
  });
}
