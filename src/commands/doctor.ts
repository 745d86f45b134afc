import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { type CheckResult, countResults, found } from '../core/checkup.ts';
import { SsmkitError } from '../core/errors.ts';
import { examine } from '../gather/doctor/examine.ts';
import { checkSettings } from '../gather/doctor/settings.ts';
import type { Way } from '../gather/doctor/subject.ts';
import { renderDoctorJson, renderDoctorMarkdown } from '../render/doctor-document.ts';
import { renderDoctorText } from '../render/doctor-text.ts';
import type { DoctorView } from '../render/doctor-view.ts';
import { drawsUnicode } from '../render/tree.ts';
import type { Context, Inspection } from './context.ts';
import { claimOfAim, type DoctorAim, doctorAim, subjectOf } from './doctor-subject.ts';
import { switchOption } from './options.ts';
import { whileReading } from './while-reading.ts';

export const doctor: CommandModule<Context> = {
  name: 'doctor',
  summary: 'check credentials, permissions, keys, limits and settings, and say what to do',
  about:
    'Changes nothing, and decrypts nothing without --decrypt. A wrong account is reported, and nothing more is asked there. Exits 1 with a problem (with --strict also with a warning), 5 without usable credentials.',
  examples: [
    { does: 'the whole account and Region', line: 'ssmkit doctor' },
    { does: 'one environment', line: 'ssmkit doctor --project mow --env prod' },
    { does: 'a gate in CI', line: 'ssmkit doctor --project mow --env prod --strict --output markdown' },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .addOption(environmentOption())
    .option('--path <path>', 'look at what is below this path')
    .option('--decrypt', 'decrypt one SecureString of each key (logged by CloudTrail; shown nowhere)')
    .option('--full', 'list, count and ask without a limit')
    .option('--strict', 'exit 1 with a warning as well');
  addPacingOptions(command);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const aim = doctorAim(context.settings, options);
  const { view, unusable } = await diagnose(context, aim, options);
  const cleaned = { ...view, results: view.results.map((result) => cleanResult(result, context.clean)) };
  context.terminal.out(renderView(context, cleaned));
  if (unusable) return exitCode.denied;
  const { problem, warning } = countResults(view.results);
  const failed = problem > 0 || (warning > 0 && switchOption(options, 'strict'));
  return failed ? exitCode.failed : exitCode.done;
}

interface Diagnosis {
  readonly view: DoctorView;
  readonly unusable: boolean;
}

async function diagnose(
  context: Context,
  aim: DoctorAim,
  options: CommandInput['options'],
): Promise<Diagnosis> {
  const { about, environment, path } = aim;
  let inspection: Inspection;
  try {
    inspection = await context.inspect(claimOfAim(context.settings, aim));
  } catch (error) {
    // No Region, no such profile, a bad endpoint: the settings can be looked at all the same.
    if (!(error instanceof SsmkitError) || error.code === 'interrupted') throw error;
    const subject = subjectOf(context.settings, aim, options, undefined);
    const todo = {
      advice: error.hint ?? 'Correct it.',
      command: subject.lines.ssmkit('config', '--explain'),
    };
    const results = [
      found('problem', 'connection', error.message, todo),
      ...(await checkSettings(subject, context.files, undefined)),
    ];
    const view = { about, environment, path, identity: undefined, results, calls: 0 };
    return { view, unusable: error.code === 'credentials' };
  }
  const { session } = inspection;
  let calls = 0;
  const stopCounting = session.onCall(() => {
    calls += 1;
  });
  const subject = subjectOf(context.settings, aim, options, inspection);
  const { results, unusable } = await whileReading(context, session, () =>
    examine(wayOf(context, inspection), subject),
  ).finally(stopCounting);
  return { view: { about, environment, path, identity: session.identity(), results, calls }, unusable };
}

function wayOf({ clock, env, files }: Context, { session, ...inspection }: Inspection): Way {
  const proxies = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  return {
    ...inspection,
    store: session.store,
    keys: session.keys,
    identity: session.identity,
    proxyVariable: inspection.embedded ? undefined : proxies.find((name) => env[name]),
    clock,
    files,
  };
}

/** What AWS said may stand in a message. */
function cleanResult(result: CheckResult, clean: (text: string) => string): CheckResult {
  const message = clean(result.message);
  if (result.status === 'ok') return { ...result, message };
  return { ...result, message, todo: { ...result.todo, advice: clean(result.todo.advice) } };
}

function renderView({ terminal, output, env }: Context, view: DoctorView): string {
  switch (output) {
    case 'json':
      return renderDoctorJson(view);
    case 'markdown':
      return renderDoctorMarkdown(view);
    case 'text':
      return renderDoctorText(view, {
        columns: terminal.columns,
        unicode: drawsUnicode(env),
        style: terminal.outStyle,
      });
  }
}
