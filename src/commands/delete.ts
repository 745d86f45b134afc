import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { claimOfNames } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { parseParameterName } from '../core/parameter/name.ts';
import type { PlanStep } from '../core/plan/step.ts';
import { planDeletes } from '../gather/deletes.ts';
import { backupOption, backupRun } from './backup.ts';
import type { Context } from './context.ts';
import { requiredOption, runFlags, textOption } from './options.ts';
import { runPlan } from './run-plan.ts';

export const deleteCommand: CommandModule<Context> = {
  name: 'delete',
  summary: 'delete one parameter, with its history, labels and tags',
  about:
    'A name that is not there is refused. In a protected environment it is to be spelled out with --confirm.',
  examples: [
    {
      does: 'a preview, with the tags',
      line: 'ssmkit delete --name /mow/backend/django/prod/DEBUG --print-tags',
    },
    {
      does: 'keep a copy of the value, then delete',
      line: 'ssmkit delete --name /mow/backend/django/prod/DEBUG \\\n  --backup deleted.json --apply',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .option('--name <name>', 'full parameter name')
    .option('--print-tags [0|1]', 'show the tags of the parameter');
  backupOption(command);
  addApplyOptions(command, { deletes: true });
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const name = parseParameterName(requiredOption(options, 'name', '--name'));
  const withTags = printTags(options.printTags);
  return await runPlan(context, {
    command: 'delete',
    title: `delete ${name}`,
    plan: ({ store }) => planDeletes(store, [name], withTags),
    unread: (why, onPurpose) => ({
      steps: [{ kind: 'unknown', name, type: undefined } satisfies PlanStep],
      notes: [],
      stateUnknown: { why, onPurpose },
    }),
    flags: runFlags(options, true),
    claim: claimOfNames(context.settings.environments, context.settings.template, [name]),
    beforeApply: await backupRun(context, textOption(options, 'backup')),
  });
}

/** `--print-tags`, `--print-tags 1` and `--print-tags 0`, as the old script took them. */
function printTags(value: unknown): boolean {
  if (value === undefined || value === '0') return false;
  if (value === true || value === '1') return true;
  throw new SsmkitError('usage', '--print-tags takes 0 or 1.');
}
