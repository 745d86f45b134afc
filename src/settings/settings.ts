import { SsmkitError } from '../core/errors.ts';
import type { FileReader } from '../core/ports.ts';
import { findSettingsFile, resolvePath, type SettingsFile } from './settings-file.ts';
import { readSwitch } from './switch.ts';

/** Global options as they stand on the command line; undefined where they do not. */
export interface SettingFlags {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly local?: boolean | undefined;
  readonly localDir?: string | undefined;
  readonly project?: string | undefined;
  readonly component?: string | undefined;
  readonly tagsDir?: string | undefined;
  readonly config?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly file: SettingsFile | undefined;
  readonly project: string | undefined;
  readonly component: string;
  readonly tagsDir: string | undefined;
  /** From ssmkit.json alone: it ranks below the environment and named profiles (see src/aws). */
  readonly settingsRegion: string | undefined;
  readonly local: boolean;
  /** SSMKIT_LOCAL is set, which is worth saying on every run. */
  readonly localByVariable: boolean;
  readonly localDir: string;
}

const defaultComponent = 'backend';
const defaultLocalDir = '.ssmkit';
const textFlags = [
  'profile',
  'region',
  'roleArn',
  'endpointUrl',
  'localDir',
  'project',
  'component',
  'tagsDir',
  'config',
] as const satisfies readonly (keyof SettingFlags)[];
const endpointVariables = [
  'AWS_ENDPOINT_URL_SSM',
  'AWS_ENDPOINT_URL_KMS',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL',
];

/** Flag, environment variable, ssmkit.json, default: the first that says something wins. */
export async function resolveSettings(
  flags: SettingFlags,
  env: Environment,
  files: FileReader,
  cwd: string,
): Promise<Settings> {
  refuseEmpty(flags);
  const file = await findSettingsFile(files, cwd, flags.config);
  const content = file?.content;
  const fromVariable = readSwitch('SSMKIT_LOCAL', env.SSMKIT_LOCAL);
  const local = flags.local ?? fromVariable ?? false;
  if (local) refuseEndpoint(flags, env, flags.local === true);
  const localDir = flags.localDir ?? nonEmpty(env.SSMKIT_LOCAL_DIR) ?? defaultLocalDir;
  return {
    file,
    project: flags.project ?? nonEmpty(env.SSMKIT_PROJECT) ?? content?.project,
    component: flags.component ?? nonEmpty(env.SSMKIT_COMPONENT) ?? content?.component ?? defaultComponent,
    tagsDir:
      flags.tagsDir ?? (file && content?.tagsDir ? resolvePath(file.folder, content.tagsDir) : undefined),
    settingsRegion: content?.region,
    local,
    localByVariable: fromVariable === true,
    localDir: resolvePath(cwd, localDir),
  };
}

/** The embedded store and an endpoint at once would leave open where a write goes. */
function refuseEndpoint(flags: SettingFlags, env: Environment, byFlag: boolean): void {
  const endpoint = flags.endpointUrl
    ? '--endpoint-url'
    : endpointVariables.find((name) => nonEmpty(env[name]));
  if (endpoint === undefined) return;
  const local = byFlag ? '--local' : 'SSMKIT_LOCAL';
  throw new SsmkitError('usage', `${local} and ${endpoint} are both set, so it is open where to write.`, {
    hint: `Take one of them away.`,
  });
}

/** An empty flag is a shell variable that was not set, and must not turn into the working directory or root. */
function refuseEmpty(flags: SettingFlags): void {
  for (const name of textFlags) {
    if (flags[name] !== '') continue;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new SsmkitError('usage', `${flag} is empty.`, { hint: 'Give it a value, or leave it out.' });
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
