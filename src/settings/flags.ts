import { SsmkitError } from '../core/errors.ts';

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
  readonly pathTemplate?: string | undefined;
  readonly tagsDir?: string | undefined;
  readonly config?: string | undefined;
}

const textFlags = [
  'profile',
  'region',
  'roleArn',
  'endpointUrl',
  'localDir',
  'project',
  'component',
  'pathTemplate',
  'tagsDir',
  'config',
] as const satisfies readonly (keyof SettingFlags)[];

/** The global options of a command line without all its other options. */
export function settingFlagsOf(flags: SettingFlags): SettingFlags {
  const texts = textFlags.filter((name) => flags[name] !== undefined).map((name) => [name, flags[name]]);
  return { ...Object.fromEntries(texts), ...(flags.local && { local: true }) };
}

/** An empty flag is a shell variable that was not set, and must not turn into the working directory or root. */
export function refuseEmpty(flags: SettingFlags): void {
  for (const name of textFlags) {
    if (flags[name] !== '') continue;
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new SsmkitError('usage', `${flag} is empty.`, { hint: 'Give it a value, or leave it out.' });
  }
}
