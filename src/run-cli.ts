import type { CommandInput, CommandModule } from './cli/command.ts';
import { exitCode } from './cli/exit-code.ts';
import { subcommandOf } from './cli/old-names.ts';
import { makeProgram, parseArguments } from './cli/program.ts';
import { reportError } from './cli/report-error.ts';
import type { Context, OutputFormat } from './commands/context.ts';
import { groups, registry } from './commands/registry.ts';
import { createSecretNet, type SecretNet } from './core/secret/net.ts';
import { Secret } from './core/secret/secret.ts';
import type { Terminal } from './core/terminal.ts';
import { appendToFile } from './files/append-file.ts';
import { readExportTarget } from './files/read-export-target.ts';
import { writeExportFile } from './files/write-export-file.ts';
import type { Host } from './host.ts';
import { createLocalPort, settingsEnvironment } from './local-port.ts';
import { createSessions, type SessionFlags } from './open-session.ts';
import { createProgramPort } from './program-port.ts';
import { renderFinding } from './render/finding-text.ts';
import { resolveSettings } from './settings/settings.ts';
import { readRunMode } from './settings/switch.ts';
import { startProgress } from './terminal/progress.ts';
import { prompt } from './terminal/prompt.ts';
import { readInput } from './terminal/read-input.ts';
import { makeTerminal } from './terminal/terminal.ts';
import { version } from './version.ts';
import { watchSignals } from './watch-signals.ts';

/** One run of ssmkit, from arguments to exit code. Never rejects and never ends the process. */
export async function runCli(host: Host): Promise<number> {
  // What these two decide is needed to report the very error of not being able to parse.
  const own = ownArguments(host.args);
  const debug = own.includes('--debug');
  const net = createSecretNet();
  const bare = makeTerminal({ ...host, noColor: own.includes('--no-color') });
  const terminal: Terminal = { ...bare, err: (text) => bare.err(net.clean(text)) };
  const signals = watchSignals(host.onSignal, terminal);
  try {
    return await parseAndRun({ host, terminal, signals, net });
  } catch (error) {
    const report = reportError(error, terminal.errStyle, debug, renderFinding);
    terminal.err(report.text);
    return signals.exitCode() ?? report.exitCode;
  } finally {
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
}

async function parseAndRun(run: Run): Promise<number> {
  const { host, terminal, signals } = run;
  let chosen: { readonly command: CommandModule<Context>; readonly input: CommandInput } | undefined;
  const subcommand = subcommandOf(host.calledAs);
  const args = subcommand === undefined ? host.args : [subcommand, ...host.args];
  const program = makeProgram<Context>({
    args,
    registry,
    groups,
    version,
    out: terminal.out,
    err: terminal.err,
    columns: terminal.columns,
    colors: false,
    onCommand: (command, input) => {
      chosen = { command, input };
    },
  });
  if (!parseArguments(program, args) || !chosen) return exitCode.done;
  const code = await runCommand(run, chosen.command, chosen.input);
  return chosen.command.endsBySignal ? code : (signals.exitCode() ?? code);
}

async function runCommand(run: Run, command: CommandModule<Context>, input: CommandInput): Promise<number> {
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
  const settings = await resolveSettings(
    flags,
    settingsEnvironment(command.name, flags, host.env),
    host.files,
    host.cwd,
  );
  if (settings.localByVariable) {
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
  const keyboard = { stdin: host.stdin, write: terminal.err, signal: signals.soft };
  const context: Context = {
    terminal,
    files: host.files,
    readStdin: () => readInput(host.stdin, signals.soft),
    interactive: host.stdin.isTTY === true,
    ask: (question) => prompt({ ...keyboard, question, hidden: false }),
    askHidden: async (question) => {
      const typed = await prompt({ ...keyboard, question, hidden: true });
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
    explainConnection: sessions.explain,
    local: createLocalPort(host, settings, flags),
    programs: createProgramPort(host, () => {
      sessions.close();
      signals.stop();
    }),
    progress: (label, total) =>
      startProgress({ terminal, clock: host.clock, label, total, quiet, events: options.output === 'json' }),
  };
  try {
    return await command.run(context, input);
  } finally {
    sessions.close();
  }
}

function outputFormat(value: unknown): OutputFormat {
  return value === 'json' || value === 'markdown' ? value : 'text';
}
