import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions } from '../cli/global-options.ts';
import { claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { parameterTypes } from '../core/parameter/type.ts';
import { parsePrefix, readBelow } from '../gather/below-path.ts';
import { drawsUnicode, renderTree, renderTreeJson } from '../render/tree.ts';
import { treeOf } from '../render/tree-nodes.ts';
import type { Context } from './context.ts';
import { listOption, textOption } from './options.ts';

/** AWS allows fifteen levels. */
const allLevels = 15;

export const tree: CommandModule<Context> = {
  name: 'tree',
  summary: 'draw the hierarchy below a path; decrypts nothing',
  about: 'Every level says how many parameters and secrets are below it.',
  examples: [{ does: 'two levels, the rest counted', line: 'ssmkit tree /mow --depth 2' }],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .argument('[path]', 'draw what is below this path (default: /)')
    .option('--depth <levels>', 'draw this many levels and count the rest')
    .option('--contains <text>', 'only names that hold this text, case-sensitive')
    .addOption(
      new Option('--type <type>', 'only this type; repeatable')
        .choices(parameterTypes)
        .argParser(collectType),
    );
  addPacingOptions(command);
}

function collectType(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!(parameterTypes as readonly string[]).includes(value)) {
    throw new SsmkitError('usage', `--type takes ${parameterTypes.join(', ')}.`);
  }
  return collect(value, before);
}

async function run(context: Context, { options, args }: CommandInput): Promise<number> {
  const { terminal, output, settings } = context;
  const prefix = parsePrefix(args[0] ?? '/');
  const types = listOption(options, 'type');
  const depth = depthOf(textOption(options, 'depth'));
  const session = await context.connect(claimOfPath(settings.environments, settings.template, prefix));
  const { parameters, namesake } = await readBelow(session.store, prefix, textOption(options, 'contains'));
  const shown = parameters.filter(({ type }) => types.length === 0 || types.includes(type));
  if (namesake && !context.quiet) {
    terminal.err(`note: ${prefix} is a parameter too; it is not below itself, so it is not counted.\n`);
  }
  const root = treeOf(prefix, shown);
  if (output === 'json') {
    terminal.out(renderTreeJson(root, depth, session.identity()));
    return exitCode.done;
  }
  const drawn = renderTree(root, {
    depth,
    unicode: drawsUnicode(context.env),
    style: terminal.outStyle,
  });
  terminal.out(output === 'markdown' ? `\`\`\`text\n${drawn}\`\`\`\n` : drawn);
  return exitCode.done;
}

function depthOf(text: string | undefined): number {
  if (text === undefined) return allLevels;
  if (!/^[1-9]\d?$/.test(text)) throw new SsmkitError('usage', '--depth takes a number of levels from 1 on.');
  return Number(text);
}
