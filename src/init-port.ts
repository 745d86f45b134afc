import { basename, dirname, relative } from 'node:path';
import type { InitPort } from './commands/init-port.ts';
import { listFolder } from './files/list-folder.ts';
import type { Host } from './host.ts';
import type { SettingFlags } from './settings/flags.ts';
import { resolvePath } from './settings/settings-file.ts';
import { writeSettings } from './settings/write-settings.ts';

export function createInitPort({ cwd, env, homed = env }: Host, flags: SettingFlags): InitPort {
  const shown = flags.config ?? 'ssmkit.json';
  const path = resolvePath(cwd, shown);
  return {
    target: { path, shown },
    folderName: basename(dirname(path)),
    besideTarget: (name) => relative(dirname(path), resolvePath(cwd, name)).replaceAll('\\', '/') || '.',
    textOf: (draft) => writeSettings(draft, shown),
    list: (folder) => listFolder(resolvePath(cwd, folder)),
    profiles: async () => {
      const { listProfiles } = await import('./aws/profile-files.ts');
      return (await listProfiles(homed)).map(({ name, data }) => ({
        name,
        region: data.region,
        account: data.sso_account_id ?? data.role_arn?.match(/^arn:[^:]+:iam::(\d{12}):/)?.[1],
      }));
    },
  };
}
