import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { type Claim, claimOf, claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { environmentAlias, settingsKey } from '../core/key/environment-key.ts';
import {
  parseName,
  parsePath,
  pathOf,
  type TemplateFields,
  templateHas,
} from '../core/parameter/template.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { readKeyUsage, type UsageQuery } from '../gather/key-usage.ts';
import { renderKeyStatus } from '../render/key-status.ts';
import type { CommandSettings, Context } from './context.ts';
import { knownEnvironment } from './known-environment.ts';
import { checkField, textOption } from './options.ts';
import { whileReading } from './while-reading.ts';

export const kmsStatus: CommandModule<Context> = {
  name: 'kms status',
  summary: 'the KMS keys that SecureStrings are under, and what is wrong with them',
  about:
    "Id, ARN and alias of one key are one line. What may not be read is unknown, with the action that is missing. AWS's own key, alias/aws/ssm, is never asked about: that could create it.",
  examples: [
    { does: 'the keys of one environment', line: 'ssmkit kms status --environment prod' },
    { does: 'of everything in the account and Region', line: 'ssmkit kms status' },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command.addOption(environmentOption()).option('--path <path>', 'only parameters below this path');
  addPacingOptions(command);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { settings, terminal, output } = context;
  const { claim, query } = statusSelection(
    settings,
    textOption(options, 'environment'),
    textOption(options, 'path'),
  );
  const session = await context.connect(claim);
  const admin = await session.keyAdmin();
  const usage = await whileReading(context, session, () => readKeyUsage(admin, query));
  terminal.out(renderKeyStatus(usage, session.identity(), output, terminal.outStyle));
  return exitCode.done;
}

interface Selection {
  readonly claim: Claim;
  readonly query: UsageQuery;
}

/** Which parameters, and which keys that the settings name for them. */
export function statusSelection(
  settings: CommandSettings,
  environment: string | undefined,
  path: string | undefined,
): Selection {
  const { environments, template } = settings;
  if (environment === undefined) {
    const prefix = parsePrefix(path ?? '/');
    const own = parsePath(template, prefix)?.environment;
    const named = own === undefined ? (path === undefined ? [...environments.keys()] : []) : [own];
    return {
      claim: claimOfPath(environments, template, prefix),
      query: {
        path: prefix === '/' ? undefined : prefix,
        counts: () => true,
        named: keysOf(settings, named),
      },
    };
  }
  if (path !== undefined) {
    throw new SsmkitError('usage', '--environment and --path contradict each other.', {
      hint: 'A path says which environment it is of.',
    });
  }
  checkField('environment', environment);
  knownEnvironment(settings, environment);
  const fields: TemplateFields = {
    project: templateHas(template, 'project') ? settings.project : undefined,
    component: templateHas(template, 'component') ? settings.component : undefined,
    environment,
  };
  const below = pathOf(template, fields);
  return {
    claim: claimOf(environments, environment),
    query: {
      path: below === '/' ? undefined : below.replace(/\/$/, ''),
      counts: (name) => matches(parseName(template, name), fields),
      named: keysOf(settings, [environment]),
    },
  };
}

function matches(
  found: TemplateFields | undefined,
  { project, component, environment }: TemplateFields,
): boolean {
  return (
    found !== undefined &&
    found.environment === environment &&
    (project === undefined || found.project === project) &&
    (component === undefined || found.component === component)
  );
}

/** The key that the settings name for an environment, else the one that `kms ensure` made, where it did. */
function keysOf({ environments }: CommandSettings, names: readonly string[]): UsageQuery['named'] {
  return (aliases) =>
    names.flatMap((name) => {
      const own = settingsKey(environments, name);
      if (own !== undefined) return [own];
      const alias = /^[\w-]+$/.test(name) ? environmentAlias(name) : '';
      return aliases.has(alias) ? [alias] : [];
    });
}
