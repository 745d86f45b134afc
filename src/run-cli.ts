import type { CommandInput, CommandModule } from './cli/command.ts';
import { exitCode } from './cli/exit-code.ts';
import { lineOfProgram, subcommandOf } from './cli/old-names.ts';
import { makeProgram, parseArguments } from './cli/program.ts';
import { reportError } from './cli/report-error.ts';
import type { Context, OutputFormat, UnderstoodLine } from './commands/context.ts';
import { groups, registry } from './commands/registry.ts';
import { answerCompletion, completeWord } from './complete-run.ts';
import { SsmkitError } from './core/errors.ts';
import { createSecretNet, type SecretNet } from './core/secret/net.ts';
import { Secret } from './core/secret/secret.ts';
import type { Terminal } from './core/terminal.ts';
import { appendToFile } from './files/append-file.ts';
import { readExportTarget } from './files/read-export-target.ts';
import { writeExportFile } from './files/write-export-file.ts';
import type { Host } from './host.ts';
import { createInitPort } from './init-port.ts';
import { createLocalPort, settingsEnvironment } from './local-port.ts';
import { createSessions, type SessionFlags } from './open-session.ts';
import { createProgramPort } from './program-port.ts';
import { renderFinding } from './render/finding-text.ts';
import { type SettingFlags, settingFlagsOf } from './settings/flags.ts';
import { resolveSettings, type Settings } from './settings/settings.ts';
import { readRunMode } from './settings/switch.ts';
import { startProgress } from './terminal/progress.ts';
import { prompt } from './terminal/prompt.ts';
import { readInput } from './terminal/read-input.ts';
import { makeTerminal } from './terminal/terminal.ts';
import { version } from './version.ts';
import { watchSignals } from './watch-signals.ts';

/** One run of ssmkit, from arguments to exit code. Never rejects and never ends the process. */
export async function runCli(host: Host): Promise<number> {
  if (host.args[0] === completeWord) {
    await answerCompletion(host);
    return exitCode.done;
  }
  // What these two decide is needed to report the very error of not being able to parse.
  const own = ownArguments(host.args);
  const debug = own.includes('--debug');
  const net = createSecretNet();
  const { stdout, stderr, env } = host;
  const bare = makeTerminal({ stdout, stderr, env, noColor: own.includes('--no-color') });
  const terminal: Terminal = { ...bare, err: (text) => bare.err(net.clean(text)) };
  const signals = watchSignals(host.onSignal, terminal);
  const closers: (() => void)[] = [];
  try {
    return await parseAndRun({ host, terminal, signals, net, closers });
  } catch (error) {
    const report = reportError(error, terminal.errStyle, debug, renderFinding);
    terminal.err(report.text);
    return signals.exitCode() ?? report.exitCode;
  } finally {
    for (const close of closers) close();
    signals.stop();
  }
}

/** What follows `--` is another program's, or names. */
function ownArguments(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

interface Run {
  readonly host: Host;
  readonly terminal: Terminal;
  readonly signals: ReturnType<typeof watchSignals>;
  readonly net: SecretNet;
  /** Of what was opened on the way; called at the end. */
  readonly closers: (() => void)[];
}

async function parseAndRun(run: Run): Promise<number> {
  const { host, terminal, signals } = run;
  const subcommand = subcommandOf(host.calledAs);
  const args = subcommand === undefined ? host.args : [subcommand, ...host.args];
  const chosen = parse(args, terminal);
  if (!chosen) return exitCode.done;
  const { context, close } = await prepare(run, chosen.command, chosen.input);
  try {
    const code = await chosen.command.run(context, chosen.input);
    return chosen.command.endsBySignal ? code : (signals.exitCode() ?? code);
  } finally {
    close();
  }
}

interface Chosen {
  readonly command: CommandModule<Context>;
  readonly input: CommandInput;
}

/** Undefined where help or the version was asked for, which then has been printed. */
function parse(
  args: readonly string[],
  { out, err, columns }: Pick<Terminal, 'out' | 'err' | 'columns'>,
): Chosen | undefined {
  let chosen: Chosen | undefined;
  const program = makeProgram<Context>({
    ...{ args, registry, groups, version, out, err, columns, colors: false },
    onCommand: (command, input) => {
      chosen = { command, input };
    },
  });
  return parseArguments(program, args) ? chosen : undefined;
}

/** Another command line, for a command that looks into it; nobody is told anything. */
async function understand(
  run: Run,
  outer: SettingFlags,
  args: readonly string[],
): Promise<UnderstoodLine | undefined> {
  const silent = { out: () => {}, err: () => {}, columns: run.terminal.columns };
  const chosen = parse(lineOfProgram(args), silent);
  if (!chosen) return undefined;
  const input = { ...chosen.input, options: { ...settingFlagsOf(outer), ...chosen.input.options } };
  const { context, close } = await prepare(run, chosen.command, input, true);
  run.closers.push(close);
  return { command: chosen.command.name, input, context };
}

/** What a command works with. `quietly` leaves out what is said of every run. */
async function prepare(
  run: Run,
  command: CommandModule<Context>,
  input: CommandInput,
  quietly = false,
): Promise<{ readonly context: Context; readonly close: () => void }> {
  const { host, terminal, signals, net } = run;
  const { options } = input;
  const flags = options as SessionFlags;
  const quiet = options.quiet === true;
  const mode = readRunMode(
    {
      apply: options.apply === true,
      noDryRun: options.noDryRunGiven === true,
      dryRun: options.dryRunGiven === true,
    },
    host.env.DRY_RUN,
  );
  const settings = await settingsOf(command, flags, settingsEnvironment(command.name, flags, host.env), host);
  if (settings.localByVariable && !quietly) {
    terminal.err(`SSMKIT_LOCAL is set: using the embedded store in ${settings.localDir}, not AWS.\n`);
  }
  const sessions = createSessions({
    host,
    flags,
    settings,
    terminal,
    signals,
    quiet,
    debug: options.debug === true,
    verbose: options.verbose === true,
    net,
  });
  const keyboard = () => ({ stdin: host.stdin, write: terminal.err, signal: signals.soft });
  const context: Context = {
    terminal,
    files: host.files,
    readStdin: () => readInput(host.stdin, signals.soft),
    get interactive() {
      return host.stdin.isTTY === true;
    },
    ask: (question) => prompt({ ...keyboard(), question, hidden: false }),
    askHidden: async (question) => {
      const typed = await prompt({ ...keyboard(), question, hidden: true });
      return typed === undefined ? undefined : new Secret(typed);
    },
    exportTarget: {
      async write(path, text, target) {
        await writeExportFile(path, text, { ...target, pid: host.pid });
      },
      read: (path, { follow }) => readExportTarget(path, follow),
      append: appendToFile,
    },
    clock: host.clock,
    env: host.env,
    settings: { ...settings, settingsFile: settings.file?.path },
    output: outputFormat(options.output),
    quiet,
    mode,
    signal: signals.soft,
    clean: net.clean,
    connect: sessions.open,
    inspect: sessions.inspect,
    understand: (args) => understand(run, flags, args),
    explainConnection: sessions.explain,
    local: createLocalPort(host, settings, flags),
    init: createInitPort(host, flags),
    programs: createProgramPort(host, () => {
      sessions.close();
      signals.stop();
    }),
    progress: (label, total) =>
      startProgress({ terminal, clock: host.clock, label, total, quiet, events: options.output === 'json' }),
  };
  return { context, close: sessions.close };
}

/** A settings file that is broken, or is yet to be made, is as good as none to the command that makes it. */
async function settingsOf(
  command: CommandModule<Context>,
  flags: SessionFlags,
  env: Host['env'],
  { files, cwd }: Host,
): Promise<Settings> {
  try {
    return await resolveSettings(flags, env, files, cwd);
  } catch (error) {
    if (!command.makesSettings || !(error instanceof SsmkitError) || error.code !== 'input') throw error;
    const none = { ...files, exists: async () => false };
    return await resolveSettings({ ...flags, config: undefined }, env, none, cwd);
  }
}

function outputFormat(value: unknown): OutputFormat {
  return value === 'json' || value === 'markdown' ? value : 'text';
}
