import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions } from '../cli/global-options.ts';
import { CallError } from '../core/call-error.ts';
import { claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ParameterMetadata } from '../core/parameter/stored.ts';
import { parameterTypes } from '../core/parameter/type.ts';
import { parsePrefix, readBelow } from '../gather/below-path.ts';
import { renderParameterList } from '../render/parameter-list.ts';
import type { Context, Session } from './context.ts';
import { listOption, switchOption, textOption } from './options.ts';
import { parseSince } from './since.ts';
import { whileReading } from './while-reading.ts';

export const list: CommandModule<Context> = {
  name: 'list',
  summary: 'list parameters below a path; decrypts nothing',
  about:
    "Shows exactly what delete-by-path would delete: what is below the path at a level's end, and not the path itself.",
  examples: [
    { does: 'names alone, one a line', line: 'ssmkit list --prefix /mow/backend --raw' },
    {
      does: 'secrets that were changed this week',
      line: 'ssmkit list --type SecureString --modified-since 7d',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .option('--prefix <path>', 'list what is below this path (default: /)')
    .option('--contains <text>', 'only names that hold this text, case-sensitive')
    .addOption(
      new Option('--type <type>', 'only this type; repeatable')
        .choices(parameterTypes)
        .argParser(typeCollector),
    )
    .option(
      '--modified-since <time>',
      'only what was modified since: 2026-11-01, 2026-11-01T12:00:00Z, 7d, 12h',
    )
    .option('--raw', 'names only, one a line')
    .option('--long', 'tier and key as well (needs ssm:DescribeParameters)');
  addPacingOptions(command);
}

function typeCollector(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!(parameterTypes as readonly string[]).includes(value)) {
    throw new SsmkitError('usage', `--type takes ${parameterTypes.join(', ')}.`);
  }
  return collect(value, before);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { terminal } = context;
  const prefix = parsePrefix(textOption(options, 'prefix') ?? '/');
  const types = listOption(options, 'type');
  const since = parseSince(textOption(options, 'modifiedSince'), context.clock.now());
  const raw = switchOption(options, 'raw');
  if (raw && context.output !== 'text')
    throw new SsmkitError('usage', '--raw and --output contradict each other.');
  const session = await context.connect(
    claimOfPath(context.settings.environments, context.settings.template, prefix),
  );
  const { parameters, namesake } = await whileReading(context, session, () =>
    readBelow(session.store, prefix, textOption(options, 'contains')),
  );
  const shown = parameters
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .filter(
      ({ lastModified }) => since === undefined || (lastModified !== undefined && lastModified >= since),
    );
  if (namesake && !context.quiet) {
    terminal.err(`note: ${prefix} is a parameter too; it is not below itself, so it is not listed.\n`);
  }
  if (raw) {
    terminal.out(shown.map(({ name }) => `${name}\n`).join(''));
    return exitCode.done;
  }
  const long = switchOption(options, 'long');
  const metadata = long
    ? await describe(
        context,
        session,
        shown.map(({ name }) => name),
      )
    : undefined;
  const listed = shown.map((stored) => ({ stored, metadata: metadata?.get(stored.name) }));
  terminal.out(
    renderParameterList(
      { parameters: listed, long, identity: session.identity() },
      context.output,
      terminal.outStyle,
    ),
  );
  return exitCode.done;
}

async function describe(
  context: Context,
  session: Session,
  names: readonly string[],
): Promise<ReadonlyMap<string, ParameterMetadata> | undefined> {
  try {
    return await session.store.describeParameters(names);
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
    if (!context.quiet)
      context.terminal.err('note: tiers and keys are unknown: ssm:DescribeParameters is denied.\n');
    return undefined;
  }
}
