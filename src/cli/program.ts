import { Command, CommanderError, Help, Option } from 'commander';
import { SsmkitError } from '../core/errors.ts';
import type { CommandInput, CommandModule } from './command.ts';
import { addGlobalOptions } from './global-options.ts';
import { examplesText } from './help-examples.ts';

export interface ProgramOptions<Context> {
  readonly registry: readonly CommandModule<Context>[];
  /** What stands in help for each first word of a nested command's name (`local serve`). */
  readonly groups: Readonly<Record<string, string>>;
  readonly version: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly columns: number;
  readonly colors: boolean;
  /** What will be parsed: only commands named there get their options. All do when it is left out. */
  readonly args?: readonly string[] | undefined;
  /** Called with what was parsed; at most once. */
  readonly onCommand: (command: CommandModule<Context>, input: CommandInput) => void;
}

/** A fresh program: nothing of one run is left in the next, so tests can make as many as they like. */
export function makeProgram<Context>(options: ProgramOptions<Context>): Command {
  const program = new Command('ssmkit')
    .description('AWS Parameter Store and the KMS keys behind it: seed from env files, export back.')
    .version(options.version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: options.out,
      writeErr: options.err,
      getOutHelpWidth: () => options.columns,
      getErrHelpWidth: () => options.columns,
      getOutHasColors: () => options.colors,
      outputError: () => {},
    });
  addGlobalOptions(program);
  const entries = new Map<Command, Entry>();
  const help = new Help();
  program.configureHelp({
    subcommandTerm: (command) => entries.get(command)?.term() ?? help.subcommandTerm(command),
  });
  for (const module of options.registry) {
    const [last = '', ...parents] = module.name.split(' ').reverse();
    const parent = parents.reduceRight(
      (above, name) => groupOf(above, name, options.groups, entries),
      program,
    );
    const command = parent.command(last).summary(module.summary).description(descriptionOf(module));
    command.copyInheritedSettings(program);
    entries.set(command, entryOf(command, module, help));
    command.action((...received: unknown[]) => {
      options.onCommand(module, inputOf(command, received));
    });
  }
  declareWhatIsNeeded(entries, options.args);
  return program;
}

function descriptionOf<Context>({ summary, about }: CommandModule<Context>): string {
  return about === undefined ? summary : `${summary}\n\n${about}`;
}

interface Entry {
  /** All that it takes. */
  readonly enter: () => void;
  /** How its parent's help shows it: `get [options] [names...]`. */
  readonly term: () => string;
}

/** What a module declares is the same in every run, and in the startup snapshot once help was shown. */
const terms = new WeakMap<object, string>();

function entryOf<Context>(command: Command, module: CommandModule<Context>, help: Help): Entry {
  const enter = once(() => {
    module.declare(command);
    addGlobalOptions(command);
    if (module.examples) command.addHelpText('after', () => examplesText(module.examples ?? []));
  });
  const term = () => {
    const known = terms.get(module);
    if (known !== undefined) return known;
    enter();
    const made = help.subcommandTerm(command);
    terms.set(module, made);
    return made;
  };
  return { enter, term };
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}

/**
 * Some 400 options are most of the time that `--version` takes, and a run parses those of one command. All words count
 * as names: one too many costs little, and commander settles defaults before it says which command it entered.
 */
function declareWhatIsNeeded(
  entries: ReadonlyMap<Command, Entry>,
  args: readonly string[] | undefined,
): void {
  for (const [command, entry] of entries) if (args?.includes(command.name()) ?? true) entry.enter();
}

/** The command that nested ones stand under; alone it only shows help. */
function groupOf(
  above: Command,
  name: string,
  groups: Readonly<Record<string, string>>,
  entries: Map<Command, Entry>,
): Command {
  const known = above.commands.find((candidate) => candidate.name() === name);
  if (known) return known;
  const group = above.command(name).description(groups[name] ?? '');
  group.copyInheritedSettings(above).helpCommand(false).enablePositionalOptions();
  entries.set(group, { enter: () => addGlobalOptions(group), term: () => `${name} [options]` });
  return group;
}

/** An option may stand before or after the subcommand; what stands nearest to the end wins. */
function inputOf(command: Command, received: readonly unknown[]): CommandInput {
  const merged: Record<string, unknown> = { ...command.opts() };
  const settled = new Set(Object.keys(merged).filter((name) => isGiven(command, name)));
  for (let above = command.parent; above; above = above.parent) {
    for (const [name, value] of Object.entries(above.opts())) {
      if (settled.has(name) || !isGiven(above, name)) continue;
      merged[name] = value;
      settled.add(name);
    }
  }
  const args = received.slice(0, -2).flatMap((argument) => (Array.isArray(argument) ? argument : [argument]));
  return {
    options: merged,
    args: args.filter((argument): argument is string => typeof argument === 'string'),
  };
}

function isGiven(command: Command, name: string): boolean {
  return command.getOptionValueSource(name) === 'cli';
}

/** Parses; help and version print themselves and answer false, mistakes become usage errors. */
export function parseArguments(program: Command, args: readonly string[]): boolean {
  try {
    program.parse([...args], { from: 'user' });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return false;
    throw new SsmkitError('usage', usageMessage(error, args), { hint: usageHint(program, args) });
  }
}

/** What stands in the wrong place may be a value, so no more of it is repeated than a name. */
function usageMessage(error: CommanderError, args: readonly string[]): string {
  const near = error.message.match(/\(Did you mean (.*)\?\)$/s)?.[1];
  const suggestion = near === undefined ? '' : ` Did you mean ${near}?`;
  switch (error.code) {
    case 'commander.help':
      return args[0] === 'help' ? 'There is no such command.' : 'No command was given.';
    case 'commander.unknownCommand':
      return `There is no such command.${suggestion}`;
    case 'commander.excessArguments':
      return 'There are more arguments than this command takes.';
    case 'commander.unknownOption': {
      const option = error.message.match(/'(--[A-Za-z0-9][\w-]*|-.)/)?.[1] ?? '';
      if (near === option) return `The option ${option} takes no value.`;
      return `Unknown option ${option}.${suggestion}`;
    }
    default: {
      const text = error.message.replace(/^error: /, '');
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`;
    }
  }
}

function usageHint(program: Command, args: readonly string[]): string {
  const path: string[] = [];
  let at: Command | undefined = program;
  while (at) {
    at = at.commands.find((candidate) => args.includes(candidate.name()));
    if (at) path.push(`${at.name()} `);
  }
  return `See ssmkit ${path.join('')}--help.`;
}

/** `--env` and `--environment` are one flag everywhere. */
export function environmentOption(): Option {
  return new Option('--env, --environment <name>', 'environment: prod, stage, …');
}
