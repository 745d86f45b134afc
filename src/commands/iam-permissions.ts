import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { SsmkitError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { quoted } from '../core/parameter/name.ts';
import { type CommandPermissions, renderPermissions } from '../render/iam-permissions.ts';
import type { Context } from './context.ts';
import { libraryPermissions } from './iam-access-reads.ts';
import { accessTable } from './iam-access-table.ts';

export const iamPermissions: CommandModule<Context> = {
  name: 'iam permissions',
  summary: 'show which command needs which IAM actions, on what, and what happens without',
  about:
    'No command needs more than its lines here. Those that say what happens without them are optional. sts:GetCallerIdentity, which the account guard calls, needs no permission.',
  examples: [
    { does: 'one command', line: 'ssmkit iam permissions seed' },
    { does: 'the whole table for a wiki', line: 'ssmkit iam permissions --output markdown' },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command.argument('[commands...]', 'only these: seed, put-secure, …');
}

async function run({ terminal, output }: Context, { args }: CommandInput): Promise<number> {
  const all: readonly CommandPermissions[] = [
    ...Object.entries(accessTable).map(([command, { permissions }]) => ({ command, permissions })),
    { command: 'loadParameters (library)', permissions: libraryPermissions },
  ];
  const wanted = commandsNamed(
    args,
    all.map(({ command }) => command),
  );
  const shown = args.length === 0 ? all : all.filter(({ command }) => wanted.has(command));
  terminal.out(renderPermissions(shown, output, terminal.outStyle, terminal.columns));
  return exitCode.done;
}

/** `local` stands for all its commands, `local serve` for one, written as one word or two. */
function commandsNamed(words: readonly string[], known: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const both = `${word} ${words[at + 1] ?? ''}`;
    const group = known.filter((command) => command === word || command.startsWith(`${word} `));
    if (known.includes(both)) {
      found.add(both);
      at += 1;
    } else if (group.length > 0) for (const command of group) found.add(command);
    else throw unknownCommand(word, known);
  }
  return found;
}

function unknownCommand(word: string, known: readonly string[]): SsmkitError {
  const near = nearest(word, known);
  return new SsmkitError('usage', `There is no command ${quoted(word)}.`, {
    hint: near === undefined ? 'See ssmkit --help.' : `Did you mean ${near}?`,
  });
}
