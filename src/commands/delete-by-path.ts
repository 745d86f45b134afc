import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { claimOfPath } from '../core/environment.ts';
import { parsePrefix, prefixDepth, readBelow } from '../gather/below-path.ts';
import { deleteStep } from '../gather/deletes.ts';
import { backupOption, backupRun } from './backup.ts';
import { toSpell } from './confirm.ts';
import type { Context } from './context.ts';
import { requiredOption, runFlags, switchOption, textOption } from './options.ts';
import { runPlan } from './run-plan.ts';

export const deleteByPath: CommandModule<Context> = {
  name: 'delete-by-path',
  summary: 'delete every parameter below a path',
  about:
    'A prefix ends at a level: /mow/back is nothing of /mow/backend. On a terminal two or more deletes are confirmed, unless --yes is given; a path of one level always needs --confirm.',
  examples: [
    {
      does: 'a preview, with every name',
      line: 'ssmkit delete-by-path --path-prefix /mow/backend/postgres --print-names',
    },
    {
      does: 'only some of them',
      line: 'ssmkit delete-by-path --path-prefix /mow/backend --contains POSTGRES \\\n  --yes --apply',
    },
  ],
  declare,
  run,
};

/** Prefixes of this depth and above hold whole projects, so they are always spelled out. */
const spelledOutDepth = 1;

function declare(command: Command): void {
  command
    .option('--path-prefix <path>', 'delete what is below this path; the path itself stays')
    .option('--contains <text>', 'only names that hold this text, case-sensitive')
    .option('--print-names', 'list every name');
  backupOption(command);
  addApplyOptions(command, { deletes: true });
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const prefix = parsePrefix(requiredOption(options, 'pathPrefix', '--path-prefix'));
  const contains = textOption(options, 'contains');
  const spellOut = prefixDepth(prefix) <= spelledOutDepth ? prefix : undefined;
  return await runPlan(context, {
    command: 'delete-by-path',
    title: `delete-by-path ${prefix}${contains === undefined ? '' : `, names with ${JSON.stringify(contains)}`}`,
    plan: async ({ store }) => {
      const { parameters, namesake } = await readBelow(store, prefix, contains);
      const notes = namesake ? [`${prefix} is a parameter too; it is not below itself and stays.`] : [];
      const needed = toSpell(
        context.settings,
        parameters.map(({ name }) => name),
        spellOut,
      );
      if (needed !== undefined && parameters.length > 0 && context.mode !== 'apply')
        notes.push(`Applying needs --confirm ${needed}`);
      return { steps: parameters.map((stored) => deleteStep(stored)), notes };
    },
    unread: (why, onPurpose) => ({ steps: [], notes: [], stateUnknown: { why, onPurpose } }),
    claim: claimOfPath(context.settings.environments, context.settings.template, prefix),
    flags: runFlags(options, switchOption(options, 'printNames')),
    spellOut,
    beforeApply: await backupRun(context, textOption(options, 'backup')),
  });
}
