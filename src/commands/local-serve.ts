import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { InputError, SsmkitError } from '../core/errors.ts';
import { readJson } from '../core/read-json.ts';
import type { Context } from './context.ts';
import { declareFaultFlags, faultsOfFlags } from './local-fault-flags.ts';
import type { FaultSource, LocalServing } from './local-port.ts';
import { textOption } from './options.ts';

const defaultPort = '4599';

export const localServe: CommandModule<Context> = {
  name: 'local serve',
  summary: 'serve the embedded store to the aws CLI and every SDK, on this machine only',
  about:
    'Prints the variables that lead other programs to it, and serves until Ctrl-C. It listens on 127.0.0.1 alone. The options below make it misbehave as AWS does.',
  examples: [{ does: 'until Ctrl-C', line: 'ssmkit local serve' }],
  endsBySignal: true,
  declare,
  run,
};

function declare(command: Command): void {
  command
    .option('--port <port>', `port on 127.0.0.1; 0 takes a free one (default: ${defaultPort})`)
    .option(
      '--account <digits>',
      'account that the store plays (default: the one of ssmkit.json, 000000000000)',
    );
  declareFaultFlags(command);
}

/** Serves until a signal comes, which is a server's normal end: exit code 0. */
async function run(context: Context, { options }: CommandInput): Promise<number> {
  const flags = faultsOfFlags(options);
  const file = textOption(options, 'faults');
  const faults = file === undefined ? [] : [await readFaultFile(context, file)];
  const { terminal, quiet } = context;
  const serving = await context.local.serve({
    port: parsePort(textOption(options, 'port') ?? defaultPort),
    account: parseAccount(textOption(options, 'account')),
    faults: flags === undefined ? faults : [...faults, flags],
    onAccess: (event) => {
      if (quiet) return;
      const time = new Date(context.clock.now()).toISOString();
      terminal.err(`${JSON.stringify({ time, ...event, ms: Math.round(event.ms * 100) / 100 })}\n`);
    },
    onInternalError: (name) => terminal.err(`ssmkit: internal error (${name}) while answering.\n`),
  });
  try {
    terminal.out(describe(serving, context.output));
    if (!quiet) terminal.err(`Listening on ${serving.url} until Ctrl-C.\n`);
    await aborted(context.signal);
  } finally {
    await serving.close();
  }
  return exitCode.done;
}

/** What a client must have in its environment. Any credentials do; a profile or session could come before them. */
function describe({ url, account, region }: LocalServing, output: Context['output']): string {
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  if (output === 'json') return `${JSON.stringify({ command: 'local serve', url, account, region, env })}\n`;
  const lines = Object.entries(env).map(([name, value]) => `export ${name}=${value}\n`);
  const text = ['unset AWS_PROFILE AWS_SESSION_TOKEN\n', ...lines].join('');
  return output === 'markdown' ? `\`\`\`sh\n${text}\`\`\`\n` : text;
}

async function readFaultFile(context: Context, path: string): Promise<FaultSource> {
  const text = new TextDecoder().decode(await context.files.read(path));
  const json = readJson(text);
  if ('value' in json) return { name: path, json: json.value };
  throw new InputError('The fault plan cannot be used.', [
    { severity: 'error', file: path, line: json.line, message: `is not JSON from column ${json.column} on` },
  ]);
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new SsmkitError('usage', `--port takes a number from 0 to 65535, not ${JSON.stringify(text)}.`);
}

function parseAccount(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{12}$/.test(text)) return text;
  throw new SsmkitError('usage', `--account takes twelve digits, not ${JSON.stringify(text)}.`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
