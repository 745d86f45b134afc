import type { CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import type { Context } from './context.ts';
import { reportJson, reportText } from './local-report.ts';

export const localStatus: CommandModule<Context> = {
  name: 'local status',
  summary: 'show where the embedded store is and what it holds',
  about:
    'Names, sizes and counts by account and Region; no values. Exit code 1 when there is a store that cannot be read.',
  examples: [{ does: 'as text', line: 'ssmkit local status' }],
  declare: () => {},
  run,
};

/** No store is an answer, exit 0; a store that cannot be read is a failure. */
async function run(context: Context): Promise<number> {
  const report = await context.local.inspect();
  context.terminal.out(
    context.output === 'json'
      ? `${JSON.stringify({ command: 'local status', ...reportJson(report) }, null, 2)}\n`
      : reportText(report, context),
  );
  if (report.problem?.hint !== undefined) context.terminal.err(`  ${report.problem.hint}\n`);
  return report.problem ? exitCode.failed : exitCode.done;
}
