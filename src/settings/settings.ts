import { SsmkitError } from '../core/errors.ts';
import { defaultTemplateText, type PathTemplate, parsePathTemplate } from '../core/parameter/template.ts';
import type { FileReader } from '../core/ports.ts';
import type { Setting } from '../core/setting.ts';
import { refuseEmpty, type SettingFlags } from './flags.ts';
import type { EnvironmentContent } from './schema.ts';
import { findSettingsFile, resolvePath, type SettingsFile } from './settings-file.ts';
import { readSwitch } from './switch.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly file: SettingsFile | undefined;
  readonly project: string | undefined;
  readonly component: string;
  readonly tagsDir: string | undefined;
  readonly template: PathTemplate;
  readonly services: readonly string[];
  /** Parameter keys by env name. */
  readonly keys: ReadonlyMap<string, string>;
  /** A new key must be named in the env file, or in `keys`. */
  readonly newKeysNamed: boolean;
  readonly environments: ReadonlyMap<string, EnvironmentContent>;
  /** From ssmkit.json alone: it ranks below the environment and named profiles (see src/aws). */
  readonly settingsRegion: string | undefined;
  readonly local: boolean;
  /** SSMKIT_LOCAL is set, which is worth saying on every run. */
  readonly localByVariable: boolean;
  readonly localDir: string;
  /** Every one of them with the place it came from. */
  readonly explained: readonly Setting[];
}

/** The convention whose keys have levels, so that a new one cannot be told from its env name. */
const namedTemplateText = '/{environment}/{service}/{key}';
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
  const explained: Setting[] = [];
  const choose = (name: string, ...candidates: readonly (readonly [string | undefined, string])[]) => {
    const [value, from] = candidates.find(([text]) => text !== undefined && text !== '') ?? [
      undefined,
      'not set',
    ];
    explained.push({ name, value, from });
    return value;
  };
  choose('config', [file?.path, flags.config === undefined ? 'found upward' : '--config']);
  // The path stands in the line above, once.
  const inFile = file?.path.replace(/^.*\//, '') ?? '';
  const project = choose(
    'project',
    [flags.project, '--project'],
    [env.SSMKIT_PROJECT, 'SSMKIT_PROJECT'],
    [content?.project, inFile],
  );
  const component = choose(
    'component',
    [flags.component, '--component'],
    [env.SSMKIT_COMPONENT, 'SSMKIT_COMPONENT'],
    [content?.component, inFile],
    ['backend', 'default'],
  );
  const templateText = choose(
    'pathTemplate',
    [flags.pathTemplate, '--path-template'],
    [env.SSMKIT_PATH_TEMPLATE, 'SSMKIT_PATH_TEMPLATE'],
    [content?.pathTemplate, inFile],
    [defaultTemplateText, 'default'],
  );
  const tagsDir = choose(
    'tagsDir',
    [flags.tagsDir, '--tags-dir'],
    [file && content?.tagsDir ? resolvePath(file.folder, content.tagsDir) : undefined, inFile],
  );
  const fromVariable = readSwitch('SSMKIT_LOCAL', env.SSMKIT_LOCAL);
  const local = choose(
    'local',
    [flags.local ? 'true' : undefined, '--local'],
    [fromVariable === undefined ? undefined : String(fromVariable), 'SSMKIT_LOCAL'],
    ['false', 'default'],
  );
  const localDir = choose(
    'localDir',
    [flags.localDir, '--local-dir'],
    [env.SSMKIT_LOCAL_DIR, 'SSMKIT_LOCAL_DIR'],
    ['.ssmkit', 'default'],
  );
  if (local === 'true') refuseEndpoint(flags, env);
  const template = parsePathTemplate(templateText ?? defaultTemplateText);
  const newKeys = choose(
    'newKeys',
    [content?.newKeys, inFile],
    [template.text === namedTemplateText ? 'named' : 'free', 'default of pathTemplate'],
  );
  choose('services', [content?.services?.join(', '), inFile]);
  const keys = Object.entries(content?.keys ?? {});
  choose('keys', [keys.map(([name, key]) => `${name}=${key}`).join(', '), inFile]);
  choose('roleArn', [flags.roleArn, '--role-arn']);
  return {
    file,
    project,
    component: component ?? 'backend',
    tagsDir,
    template,
    services: content?.services ?? [],
    keys: new Map(keys),
    newKeysNamed: newKeys === 'named',
    environments: new Map(Object.entries(content?.environments ?? {})),
    settingsRegion: content?.region,
    local: local === 'true',
    localByVariable: fromVariable === true,
    localDir: resolvePath(cwd, localDir ?? '.ssmkit'),
    explained,
  };
}

/** The embedded store and an endpoint at once would leave open where a write goes. */
function refuseEndpoint(flags: SettingFlags, env: Environment): void {
  const endpoint = flags.endpointUrl ? '--endpoint-url' : endpointVariables.find((name) => env[name]);
  if (endpoint === undefined) return;
  const local = flags.local ? '--local' : 'SSMKIT_LOCAL';
  throw new SsmkitError('usage', `${local} and ${endpoint} are both set, so it is open where to write.`, {
    hint: `Take one of them away.`,
  });
}
