import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { environmentOption } from '../cli/program.ts';
import { type Claim, claimOf, noClaim } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { Setting } from '../core/setting.ts';
import { renderSettings } from '../render/settings.ts';
import type { Context } from './context.ts';
import { knownEnvironment } from './known-environment.ts';
import { switchOption, textOption } from './options.ts';

export const config: CommandModule<Context> = {
  name: 'config',
  summary: 'show the settings in force, and where each came from',
  about:
    'Nothing is sent. What keeps ssmkit from AWS, such as a missing Region, is said after all that is known.',
  examples: [
    { does: 'all, with their origins', line: 'ssmkit config --explain' },
    {
      does: 'what holds for an environment, for a program',
      line: 'ssmkit config --explain --env prod --output json',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command.addOption(environmentOption()).option('--explain', 'show where each value came from');
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { settings, terminal } = context;
  const environment = textOption(options, 'environment');
  if (environment !== undefined) knownEnvironment(settings, environment);
  const claim = environment === undefined ? noClaim : claimOf(settings.environments, environment);
  const way = await settingsOfWay(context, claim);
  const shown: Setting[] = [
    ...settings.explained,
    ...way.settings,
    runMode(context),
    ...environmentSettings(context, environment),
  ];
  terminal.out(
    renderSettings(
      shown,
      switchOption(options, 'explain'),
      context.output,
      terminal.outStyle,
      terminal.columns,
    ),
  );
  if (way.problem !== undefined) throw way.problem;
  return exitCode.done;
}

/** What stands in the way of AWS (no Region, no such profile) is said after all that can be shown. */
async function settingsOfWay(
  context: Context,
  claim: Claim,
): Promise<{ readonly settings: readonly Setting[]; readonly problem?: SsmkitError }> {
  try {
    return { settings: await context.explainConnection(claim) };
  } catch (error) {
    if (!(error instanceof SsmkitError)) throw error;
    return { settings: [], problem: error };
  }
}

/** DRY_RUN in a shell is easily forgotten, and decides whether the next command writes. */
function runMode({ mode, env }: Context): Setting {
  const value = mode === 'apply' ? 'apply' : 'preview';
  return { name: 'mode', value, from: env.DRY_RUN ? 'DRY_RUN' : 'default' };
}

function environmentSettings({ settings }: Context, environment: string | undefined): readonly Setting[] {
  const names = environment === undefined ? [...settings.environments.keys()] : [environment];
  return names.flatMap((name) => {
    const own = settings.environments.get(name);
    const from = settings.settingsFile?.replace(/^.*\//, '') ?? '';
    const setting = (key: string, value: string | undefined): Setting => ({
      name: `environments.${name}.${key}`,
      value,
      from: value === undefined ? 'not set' : from,
    });
    return [
      setting('account', own?.account),
      setting('keyId', own?.keyId),
      setting('profile', own?.profile),
      setting('protected', own?.protected === undefined ? undefined : String(own.protected)),
    ];
  });
}
