import { type Command, Option } from 'commander';
import { collect } from '../cli/command.ts';
import { addPacingOptions, trackDryRun } from '../cli/global-options.ts';
import { isProductionWord } from '../core/environment-words.ts';
import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import { parsePathTemplate } from '../core/parameter/template.ts';
import type { KnownSettings } from '../gather/init-found.ts';
import type { Context } from './context.ts';
import { listOption, switchOption, textOption } from './options.ts';

type Options = Readonly<Record<string, unknown>>;
type ByEnvironment = ReadonlyMap<string, string>;

export function declareInit(command: Command): void {
  command
    .addOption(
      new Option('--env, --environment <name>', 'have this environment; repeatable').argParser(collect),
    )
    .option('--account <env=account>', 'its account: prod=123456789012; repeatable', collect)
    .option('--key-id <env=key>', 'the key of its new secrets: prod=alias/ssm-prod; repeatable', collect)
    .option('--protected <env>', 'deleting in it must be spelled out; repeatable (default: prod)', collect)
    .option('--no-protected', 'protect no environment')
    .option('--service <name>', 'have this service; repeatable', collect)
    .option('--from-path <path>', 'read it off the names of the parameters below this path')
    .option('--discover', 'as --from-path /, and ask for the account of the credentials')
    .option('--from-folder <dir>', "read it off the old toolkit's folder, aws/")
    .option('--yes', 'ask nothing')
    .option('--force', 'replace a settings file that is there');
  const add = (flag: string, says: string) =>
    command.addOption(new Option(flag, says).helpGroup('Apply options:'));
  add('--apply', 'write the file (as DRY_RUN=0 does; default: show it)');
  add('--no-dry-run', 'the same as --apply');
  add('--dry-run', 'show it, whatever DRY_RUN says');
  trackDryRun(command);
  splitProfiles(command);
  addPacingOptions(command);
}

/**
 * `--profile prod=acme-prod` is about an environment, `--profile acme-prod` the global option that it is
 * everywhere. commander keeps the last of them only, so they are told apart as they come.
 */
function splitProfiles(command: Command): void {
  let own: string | undefined;
  const pairs: string[] = [];
  command.on('option:profile', (value: string) => {
    if (value.includes('=')) pairs.push(value);
    else own = value;
  });
  command.hook('preAction', () => {
    if (pairs.length === 0) return;
    command.setOptionValueWithSource('profile', own, own === undefined ? undefined : 'cli');
    command.setOptionValueWithSource('profileOf', pairs, 'cli');
  });
}

export interface InitFlags {
  readonly known: KnownSettings;
  readonly region: string | undefined;
  readonly tagsDir: string | undefined;
  readonly services: readonly string[];
  readonly accounts: ByEnvironment;
  readonly profiles: ByEnvironment;
  readonly keys: ByEnvironment;
  /** Undefined: those that are called like production. */
  readonly guarded: readonly string[] | undefined;
  readonly fromPath: string | undefined;
  readonly discover: boolean;
  readonly fromFolder: string | undefined;
  readonly asksNothing: boolean;
  readonly force: boolean;
}

/** Flags, and variables where ssmkit has them; nothing of a settings file. @throws SsmkitError */
export function readInitFlags(options: Options, env: Context['env']): InitFlags {
  const accounts = pairs(options, 'account', '--account', 'prod=123456789012');
  const profiles = pairs(options, 'profileOf', '--profile', 'prod=acme-prod');
  const keys = pairs(options, 'keyId', '--key-id', 'prod=alias/ssm-prod');
  const guarded = options.protected === false ? [] : listOption(options, 'protected');
  const discover = switchOption(options, 'discover');
  const pathTemplate = textOption(options, 'pathTemplate') ?? (env.SSMKIT_PATH_TEMPLATE || undefined);
  if (pathTemplate !== undefined) parsePathTemplate(pathTemplate);
  return {
    known: {
      project: textOption(options, 'project') ?? (env.SSMKIT_PROJECT || undefined),
      component: textOption(options, 'component') ?? (env.SSMKIT_COMPONENT || undefined),
      pathTemplate,
      environments: [
        ...new Set([
          ...listOption(options, 'environment'),
          ...[accounts, profiles, keys].flatMap((map) => [...map.keys()]),
          ...guarded,
        ]),
      ],
    },
    region: textOption(options, 'region'),
    tagsDir: textOption(options, 'tagsDir'),
    services: listOption(options, 'service'),
    accounts,
    profiles,
    keys,
    guarded: options.protected === undefined ? undefined : guarded,
    fromPath: textOption(options, 'fromPath') ?? (discover ? '/' : undefined),
    discover,
    fromFolder: textOption(options, 'fromFolder'),
    asksNothing: switchOption(options, 'yes'),
    force: switchOption(options, 'force'),
  };
}

/** Where no flag says: production is. */
export function guardedByName({ guarded }: InitFlags, name: string): boolean {
  return guarded === undefined ? isProductionWord(name) : guarded.includes(name);
}

function pairs(options: Options, name: string, flag: string, example: string): ByEnvironment {
  return new Map(
    listOption(options, name).map((text) => {
      const at = text.indexOf('=');
      if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
      throw new SsmkitError('usage', `${flag} ${quoted(text)} names no environment.`, {
        hint: `Write it like ${flag} ${example}.`,
      });
    }),
  );
}
