import { type Command, Option } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { trackDryRun } from '../cli/global-options.ts';
import { SsmkitError } from '../core/errors.ts';
import type { Context } from './context.ts';
import type { LocalReport } from './local-port.ts';
import { reportJson, reportText } from './local-report.ts';
import { switchOption } from './options.ts';

export const localReset: CommandModule<Context> = {
  name: 'local reset',
  summary: 'remove the embedded store: its parameters, its keys, its files',
  about:
    "Removes the store's own files, and the folder when nothing else is in it. Refused while a server or another command has the store open.",
  examples: [{ does: 'a preview', line: 'ssmkit local reset' }],
  declare,
  run,
};

function declare(command: Command): void {
  const add = (flags: string, description: string) =>
    command.addOption(new Option(flags, description).helpGroup('Apply options:'));
  add('--apply', 'remove it (as DRY_RUN=0 does; default: preview)');
  add('--no-dry-run', 'the same as --apply');
  add('--dry-run', 'preview, whatever DRY_RUN says');
  add('--yes', 'do not ask before removing');
  trackDryRun(command);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const report = await context.local.inspect();
  const exists = report.files.length > 0;
  const applying = context.mode === 'apply';
  if (!applying || !exists) {
    show(context, report, false);
    return exitCode.done;
  }
  if (!switchOption(options, 'yes')) await confirm(context, report);
  await context.local.remove();
  show(context, report, true);
  return exitCode.done;
}

function show(context: Context, report: LocalReport, removed: boolean): void {
  const { terminal, output } = context;
  if (output === 'json') {
    const mode = context.mode === 'apply' ? 'apply' : 'preview';
    const document = { command: 'local reset', mode, removed, ...reportJson(report) };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  terminal.out(reportText(report, context));
  if (report.files.length === 0) return;
  terminal.out(
    removed ? 'Removed.\n' : 'Dry run: nothing was removed. To remove it, add --apply or set DRY_RUN=0.\n',
  );
}

/** From two things on somebody is asked; where nobody can answer, DRY_RUN=0 is the confirmation. */
async function confirm(context: Context, report: LocalReport): Promise<void> {
  const things = report.scopes.reduce((sum, { parameters, keys }) => sum + parameters + keys, 0);
  if (things < 2 && !report.problem) return;
  if (context.interactive) context.terminal.err(reportText(report, context));
  const answer = await context.ask('Remove all of it? Type yes to go on: ');
  if (answer === undefined || /^y(es)?$/i.test(answer.trim())) return;
  throw new SsmkitError('confirmation-needed', 'Nothing was removed.', {
    hint: 'Answer yes, or give --yes.',
  });
}
