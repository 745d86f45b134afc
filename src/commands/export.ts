import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions, trackDryRun } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { claimOf } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import {
  hierarchyWords,
  type PathTemplate,
  type TemplateFields,
  templateHas,
} from '../core/parameter/template.ts';
import type { Identity } from '../core/ports.ts';
import { createServiceReads, gatherDetails } from '../gather/export-source.ts';
import { exportFormats } from '../render/dialect/format.ts';
import { markerLevels } from '../render/export-document.ts';
import { renderExportPreview, renderExportSummary } from '../render/export-summary.ts';
import { chooseServices } from './choose-services.ts';
import type { Context } from './context.ts';
import { fileOptions } from './export-file-options.ts';
import { formatChoice } from './export-format-options.ts';
import { mergeTarget } from './export-merge.ts';
import { exportText } from './export-text.ts';
import {
  checkField,
  listOption,
  requiredField,
  switchOption,
  templateFields,
  textOption,
} from './options.ts';
import { untilReady, waitOption } from './wait.ts';
import { whileReading } from './while-reading.ts';

export const exportCommand: CommandModule<Context> = {
  name: 'export',
  summary: "write an environment's parameters to an env file",
  about:
    'Decrypts this environment and no other. The text is read back as its readers would read it before it replaces the file, in one step, mode 0600; on any failure the old file stays. Acts at once, since nothing changes in AWS.',
  examples: [
    { does: 'all services of an environment', line: 'ssmkit export --project mow --env prod out.env' },
    {
      does: 'one service, to standard output',
      line: 'ssmkit export --project mow --env prod --service postgres -',
    },
    {
      does: 'at boot, for a systemd unit',
      line: 'ssmkit export --project mow --env prod \\\n  --wait 120s --format systemd app.env',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .argument('<output-file>', 'file to write; - is standard output')
    .addOption(environmentOption())
    .option('--service <name>', 'only this service; repeatable, needs no discovery', collect)
    .option('--no-decrypt', 'write ciphertext; such a file cannot be seeded back')
    .addOption(
      new Option('--format <format>', 'how the file is written').choices(exportFormats).default('dotenv'),
    )
    .addOption(
      new Option('--markers <level>', 'directives above the keys').choices(markerLevels).default('types'),
    )
    .option('--secret-name <name>', 'name of the object that --format k8s-secret describes')
    .option('--prefix-keys', 'put the service before every name: POSTGRES_…')
    .option('--require <keys>', 'refuse unless these names are there: A,B; repeatable', collect)
    .option('--example <file>', 'refuse unless all names of this env file are there')
    .option('--allow-name <name>', 'write a name that steers a loader, such as PATH; repeatable', collect)
    .option('--allow-empty', 'write a file even if nothing is found')
    .option('--strict', 'treat warnings as errors')
    .option('--no-timestamp', 'leave the time out of the header')
    .option('--mode <octal>', 'permissions of the file (default: 600)')
    .option('--owner <user>', 'owner of the file')
    .option('--group <group>', 'group of the file')
    .option('--follow', 'write through a symbolic link')
    .option('--merge', 'keep the other lines of a dotenv file that is there')
    .option('--wait <time>', 'at boot: try so long, such as 120s, until metadata, role and network are there')
    .option('--dry-run', 'show the names; write nothing');
  trackDryRun(command);
  addPacingOptions(command);
}

async function run(context: Context, { options, args }: CommandInput): Promise<number> {
  const { settings, terminal } = context;
  const target = args[0];
  if (target === undefined) throw new SsmkitError('usage', 'No output file was given.');
  if (target === '-' && context.output !== 'text') {
    throw new SsmkitError('usage', 'Standard output cannot hold both the export and a report.', {
      hint: 'Leave out --output, or name a file.',
    });
  }
  const fileChoices = fileOptions(options);
  const choice = formatChoice(context, options, target);
  const waitMs = waitOption(textOption(options, 'wait'));
  const { template } = settings;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --env.');
  const fields = templateFields(settings, environment);
  const services = listOption(options, 'service');
  for (const service of services) checkField('service', service);
  if (services.length > 0 && !templateHas(template, 'service')) {
    throw new SsmkitError('usage', `--service says nothing under the path template ${template.text}.`);
  }
  const into = await mergeTarget(context, options, target, choice, fileChoices);
  const decrypt = options.decrypt !== false && context.mode !== 'preview' && choice.needsValues;
  const { session, chosen, found } = await untilReady(context, waitMs, async (until) => {
    const opened = await context.connect(claimOf(settings.environments, environment), until);
    return await whileReading(context, opened, async () => {
      const reads = createServiceReads(opened.store, { template, fields, decrypt });
      const which = await chooseServices(settings, opened.store, fields, services, reads.begin);
      const read = templateHas(template, 'service') ? which.services : [undefined];
      return { session: opened, chosen: which, found: await reads.of(read) };
    });
  });
  if (found.length === 0 && !switchOption(options, 'allowEmpty')) {
    throw nothingFound(template, fields, services, session.identity());
  }
  if (context.mode === 'preview') {
    terminal.out(renderExportPreview(found, context.output, session.identity()));
    terminal.err(`Dry run: ${target === '-' ? 'nothing' : target} was not written.\n`);
    return exitCode.done;
  }
  const parameters: readonly ExportedParameter[] =
    options.markers === 'full' ? await gatherDetails(session.store, found) : found;
  const facts = {
    project: fields.project,
    environment,
    region: session.identity().region,
    decrypted: decrypt,
    discoveryDenied: chosen.discoveryDenied,
  };
  const rendered = await exportText(context, options, choice, parameters, facts, into?.text);
  const { text, warnings, maskCommands, merged } = rendered;
  // First of all, so that nothing is ever shown that the runner does not know to mask.
  if (maskCommands !== undefined) warnings.push(...printMasks(context, maskCommands));
  if (target === '-') terminal.outBytes(text);
  else if (choice.placement === 'append') await context.exportTarget.append(target, text, fileChoices);
  else {
    const placing = { ...fileChoices, unchangedSince: into && { stamp: into.stamp } };
    await context.exportTarget.write(target, text, placing);
  }
  if (!context.quiet)
    for (const warning of warnings) terminal.err(`${terminal.errStyle.yellow('warning:')} ${warning}\n`);
  const summary = {
    target,
    parameters,
    warnings,
    identity: session.identity(),
    mode: choice.placement === 'append' ? undefined : (fileChoices.mode ?? 0o600),
    merged,
  };
  if (target !== '-' && context.output !== 'text') terminal.out(renderExportSummary(summary, context.output));
  else if (!context.quiet) terminal.err(renderExportSummary(summary, 'text'));
  return exitCode.done;
}

/** Elsewhere than in a job of GitHub Actions (or what poses as one) a mask would be a secret on a screen. */
function printMasks({ env, terminal }: Context, commands: Uint8Array): readonly string[] {
  if (env.GITHUB_ACTIONS === 'true') {
    terminal.outBytes(commands);
    return [];
  }
  if (commands.length === 0) return [];
  return ['GITHUB_ACTIONS is not true, so no masks were printed: the log of a job could show the secrets.'];
}

function nothingFound(
  template: PathTemplate,
  fields: TemplateFields,
  services: readonly string[],
  identity: Identity,
): SsmkitError {
  const each = services.length > 0 ? services : [undefined];
  const where = each.map((service) => hierarchyWords(template, { ...fields, service })).join(', ');
  return new SsmkitError('failed', `Nothing was found under ${where} in ${identity.region}.`, {
    hint: 'Check project, component, environment and Region; --allow-empty writes an empty file.',
  });
}
