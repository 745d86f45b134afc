import type { CommandInput, CommandModule } from './cli/command.ts';
import { exitCode } from './cli/exit-code.ts';
import { subcommandOf } from './cli/old-names.ts';
import { makeProgram, parseArguments } from './cli/program.ts';
import { reportError } from './cli/report-error.ts';
import type { Context, OutputFormat } from './commands/context.ts';
import { registry } from './commands/registry.ts';
import type { Clock, FileReader } from './core/ports.ts';
import { Secret } from './core/secret/secret.ts';
import type { Terminal } from './core/terminal.ts';
import { writeExportFile } from './files/write-export-file.ts';
import { createSessions, type SessionFlags } from './open-session.ts';
import { renderFinding } from './render/finding-text.ts';
import { resolveSettings } from './settings/settings.ts';
import { readRunMode } from './settings/switch.ts';
import { startProgress } from './terminal/progress.ts';
import { type InputStream, prompt } from './terminal/prompt.ts';
import { makeTerminal, type OutputStream } from './terminal/terminal.ts';
import { version } from './version.ts';
import { type SignalName, watchSignals } from './watch-signals.ts';

/** Everything of the process that a run touches; main.ts gives the real one, tests their own. */
export interface Host {
  /** The name the program was called by: a link of an old script's name runs its subcommand. */
  readonly calledAs: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly pid: number;
  readonly nodeVersion: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Answers a function that stops listening. */
  readonly onSignal: (name: SignalName, listener: () => void) => () => void;
  readonly clock: Clock;
  /** Relative paths are seen from `cwd`. */
  readonly files: FileReader;
}

/** One run of ssmkit, from arguments to exit code. Never rejects and never ends the process. */
export async function runCli(host: Host): Promise<number> {
  // What these two decide is needed to report the very error of not being able to parse.
  const debug = host.args.includes('--debug');
  const terminal = makeTerminal({ ...host, noColor: host.args.includes('--no-color') });
  const signals = watchSignals(host.onSignal, terminal);
  try {
    const code = await parseAndRun(host, terminal, signals);
    return signals.exitCode() ?? code;
  } catch (error) {
    const report = reportError(error, terminal.errStyle, debug, renderFinding);
    terminal.err(report.text);
    return signals.exitCode() ?? report.exitCode;
  } finally {
    signals.stop();
  }
}

type Signals = ReturnType<typeof watchSignals>;

async function parseAndRun(host: Host, terminal: Terminal, signals: Signals): Promise<number> {
  let chosen: { readonly command: CommandModule<Context>; readonly input: CommandInput } | undefined;
  const program = makeProgram<Context>({
    registry,
    version,
    out: terminal.out,
    err: terminal.err,
    columns: terminal.columns,
    colors: false,
    onCommand: (command, input) => {
      chosen = { command, input };
    },
  });
  const subcommand = subcommandOf(host.calledAs);
  const args = subcommand === undefined ? host.args : [subcommand, ...host.args];
  if (!parseArguments(program, args) || !chosen) return exitCode.done;
  return await runCommand(host, terminal, signals, chosen.command, chosen.input);
}

async function runCommand(
  host: Host,
  terminal: Terminal,
  signals: Signals,
  command: CommandModule<Context>,
  input: CommandInput,
): Promise<number> {
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
  const settings = await resolveSettings(flags, host.env, host.files, host.cwd);
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
  });
  const context: Context = {
    terminal,
    files: host.files,
    readStdin: () => readAll(host.stdin),
    interactive: host.stdin.isTTY === true,
    ask: (question) => prompt({ stdin: host.stdin, write: terminal.err, question, hidden: false }),
    askHidden: async (question) => {
      const typed = await prompt({ stdin: host.stdin, write: terminal.err, question, hidden: true });
      return typed === undefined ? undefined : new Secret(typed);
    },
    exportTarget: {
      async write(path, text, target) {
        await writeExportFile(path, text, { ...target, pid: host.pid });
        return [];
      },
    },
    clock: host.clock,
    env: host.env,
    settings,
    output: outputFormat(options.output),
    quiet,
    mode,
    signal: signals.soft,
    connect: sessions.open,
    progress: (label, total) => startProgress({ terminal, clock: host.clock, label, total, quiet }),
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

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
