import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions, trackDryRun } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import { renderExecPreview } from '../render/exec-preview.ts';
import type { Context } from './context.ts';
import { gatherSources, sourcesOf } from './exec-sources.ts';
import { chooseVariables } from './exec-variables.ts';
import { listOption, switchOption } from './options.ts';

export const exec: CommandModule<Context> = {
  name: 'exec',
  summary: "run a program with an environment's parameters as its variables",
  about:
    'No value stands in a file or on a command line. Where Node can, the program takes the place of ssmkit, so signals and the exit code are its own.',
  examples: [
    { does: 'a server with its parameters', line: 'ssmkit exec --project mow --env prod -- node server.js' },
    {
      does: 'which variables it would have',
      line: 'ssmkit exec --dry-run --project mow --env prod -- node server.js',
    },
  ],
  // Once the program runs, signals are its business, and so is the exit code.
  endsBySignal: true,
  declare,
  run,
};

function declare(command: Command): void {
  command
    .argument('[command...]', 'the program and its arguments, after --')
    .addOption(environmentOption())
    .option('--service <name>', 'only this service; repeatable, needs no discovery', collect)
    .option('--path <path>', 'everything below this path; repeatable, later ones win', collect)
    .option('--only <names>', 'only these variables: A,B; repeatable', collect)
    .option('--except <names>', 'all but these variables: A,B; repeatable', collect)
    .option('--pristine', 'hand on nothing of the present environment')
    .option('--no-overwrite', 'leave variables alone that are set already')
    .option('--prefix-keys', 'put the service before every name: POSTGRES_…')
    .option('--allow-name <name>', 'set a name that steers a loader, such as PATH; repeatable', collect)
    .option('--strict', 'treat warnings as errors')
    .option('--allow-empty', 'start the program even if nothing is found')
    .addOption(new Option('--dry-run', 'show the names; start nothing'))
    .passThroughOptions();
  trackDryRun(command);
  addPacingOptions(command);
}

async function run(context: Context, { options, args }: CommandInput): Promise<number> {
  const { terminal, env, mode } = context;
  const [name] = args;
  if (name === undefined) {
    throw new SsmkitError('usage', 'No program was given.', {
      hint: 'Put it after --: ssmkit exec --project mow --env prod -- node server.js',
    });
  }
  const pristine = switchOption(options, 'pristine');
  const keepsSet = options.overwrite === false;
  if (pristine && keepsSet) {
    throw new SsmkitError('usage', '--pristine and --no-overwrite contradict each other.');
  }
  const sources = sourcesOf(context, options);
  // Before anything is decrypted: a slip in the program's name needs no secrets.
  const program = mode === 'preview' ? undefined : await programOf(context, args);
  const session = await context.connect(sources.claim);
  const found = await gatherSources(context, session, sources, {
    decrypt: mode !== 'preview',
    allowEmpty: switchOption(options, 'allowEmpty'),
  });
  const { variables, warnings, problems } = chooseVariables(found, {
    only: namesOf(options, 'only'),
    except: namesOf(options, 'except'),
    prefixKeys: switchOption(options, 'prefixKeys'),
    allowNames: new Set(listOption(options, 'allowName')),
    taken: keepsSet ? env : {},
  });
  refuse(problems);
  if (switchOption(options, 'strict')) refuse(warnings);
  if (!context.quiet) {
    for (const warning of warnings) terminal.err(`${terminal.errStyle.yellow('warning:')} ${warning}\n`);
  }
  if (program === undefined) {
    terminal.out(renderExecPreview(variables, context.output, session.identity()));
    terminal.err(`Dry run: ${quoted(name)} was not started.\n`);
    return exitCode.done;
  }
  if (context.signal.aborted) throw new SsmkitError('interrupted', 'Interrupted; nothing was started.');
  return await context.programs.run({
    ...program,
    inherited: pristine ? {} : env,
    variables: new Map(variables.map(({ name, parameter }) => [name, parameter.stored.value])),
  });
}

/** The file to run and what it is called. @throws SsmkitError `program-missing`, `program-unusable`. */
async function programOf(
  { programs, env }: Context,
  args: readonly string[],
): Promise<{ readonly file: string; readonly args: readonly string[] }> {
  const [name = ''] = args;
  const found = await programs.find(name, env.PATH);
  switch (found.kind) {
    case 'missing':
      throw new SsmkitError('program-missing', `The program ${quoted(name)} was not found.`, {
        hint: name.includes('/') ? 'Check its path. Nothing was read.' : 'Check PATH. Nothing was read.',
      });
    case 'unusable':
      throw new SsmkitError('program-unusable', `${quoted(found.file)} ${found.reason}.`, {
        hint: 'Nothing was read.',
      });
    case 'found':
      // As execvp(3) does it with a script that says no interpreter.
      return found.text
        ? { file: '/bin/sh', args: ['/bin/sh', found.file, ...args.slice(1)] }
        : { file: found.file, args };
  }
}

function namesOf(options: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  return listOption(options, name)
    .flatMap((list) => list.split(',').map((one) => one.trim()))
    .filter(Boolean);
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const list = problems.map((problem) => `  ${problem}`).join('\n');
  throw new SsmkitError(
    'failed',
    problems.length === 1 ? `${problems[0]}` : `${problems.length} problems:\n${list}`,
    {
      hint: 'Nothing was started.',
    },
  );
}
