import { type Environment, variable } from './environment.ts';

/** The settings of one profile, as they stand in ~/.aws/config and ~/.aws/credentials. */
export type ProfileData = Readonly<Record<string, string | undefined>>;

export interface ProfileFiles {
  readonly configPath: string;
  readonly credentialsPath: string;
  /** Of the profiles, in the order of the files. */
  readonly names: readonly string[];
  /** Undefined when neither file has the profile. */
  profile(name: string): ProfileData | undefined;
  /** A `[sso-session NAME]` or `[services NAME]` section. */
  section(kind: 'sso-session' | 'services', name: string): ProfileData | undefined;
}

/** Sections of the config file that are no profiles, as the SDK names them. */
const isSection = /^(sso-session|services)\./;

/**
 * Reads both files once. A file that is missing or cannot be parsed is empty. Settings of the credentials
 * file win, as in the aws CLI.
 */
export async function loadProfileFiles(env: Environment): Promise<ProfileFiles> {
  const configPath = inHome(env, variable(env, 'AWS_CONFIG_FILE'), '/.aws/config');
  const credentialsPath = inHome(env, variable(env, 'AWS_SHARED_CREDENTIALS_FILE'), '/.aws/credentials');
  const { loadSharedConfigFiles } = await import('./sdk-files.ts');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: configPath,
    filepath: credentialsPath,
    // A run lasts long enough for someone to log in again, and tests write more than one set.
    ignoreCache: true,
  });
  const own = (file: Readonly<Record<string, ProfileData>>, name: string) =>
    Object.hasOwn(file, name) ? file[name] : undefined;
  return {
    configPath,
    credentialsPath,
    names: [
      ...new Set([
        ...Object.keys(configFile).filter((name) => !isSection.test(name)),
        ...Object.keys(credentialsFile),
      ]),
    ],
    profile(name) {
      const config = own(configFile, name);
      const credentials = own(credentialsFile, name);
      return config === undefined && credentials === undefined ? undefined : { ...config, ...credentials };
    },
    section: (kind, name) => own(configFile, `${kind}.${name}`),
  };
}

/** Every profile of both files, by name. */
export async function listProfiles(
  env: Environment,
): Promise<readonly { readonly name: string; readonly data: ProfileData }[]> {
  const files = await loadProfileFiles(env);
  return files.names.map((name) => ({ name, data: files.profile(name) ?? {} }));
}

/** For a run that needs no profile: the embedded store. */
export const noProfileFiles: ProfileFiles = {
  configPath: '',
  credentialsPath: '',
  names: [],
  profile: () => undefined,
  section: () => undefined,
};

function inHome(env: Environment, path: string | undefined, usual: string): string {
  const home = variable(env, 'HOME', 'USERPROFILE') ?? '/nonexistent';
  if (path === undefined) return `${home}${usual}`;
  return path.startsWith('~/') ? `${home}${path.slice(1)}` : path;
}
