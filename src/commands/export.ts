import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions, trackDryRun } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { defaultTemplateText, parsePathTemplate } from '../core/parameter/template.ts';
import type { Identity } from '../core/ports.ts';
import { gatherDetails, gatherExport } from '../gather/export-source.ts';
import { exportFormats } from '../render/dialect/format.ts';
import { markerLevels } from '../render/export-document.ts';
import { renderExportPreview, renderExportSummary } from '../render/export-summary.ts';
import type { Context } from './context.ts';
import { fileOptions } from './export-file-options.ts';
import { exportText } from './export-text.ts';
import { checkField, listOption, requiredField, switchOption, textOption } from './options.ts';

export const exportCommand: CommandModule<Context> = {
  name: 'export',
  summary: "write an environment's parameters to an env file",
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
  const template = parsePathTemplate(defaultTemplateText);
  const project = requiredField('project', settings.project, 'Give --project, or "project" in ssmkit.json.');
  checkField('component', settings.component);
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --env.');
  const services = listOption(options, 'service');
  for (const service of services) checkField('service', service);

  const session = await context.connect();
  const query = {
    template,
    fields: { project, component: settings.component, environment },
    services,
    decrypt: options.decrypt !== false && context.mode !== 'preview',
  };
  const found = await gatherExport(session.store, query);
  if (found.length === 0 && !switchOption(options, 'allowEmpty'))
    throw nothingFound(query.fields, services, session.identity());
  if (context.mode === 'preview') {
    terminal.out(renderExportPreview(found, context.output, session.identity()));
    terminal.err(`Dry run: ${target === '-' ? 'nothing' : target} was not written.\n`);
    return exitCode.done;
  }
  const parameters: readonly ExportedParameter[] =
    options.markers === 'full' ? await gatherDetails(session.store, found) : found;
  const { text, warnings } = await exportText(context, options, parameters, {
    project,
    environment,
    region: session.identity().region,
    decrypted: query.decrypt,
  });
  if (target === '-') terminal.outBytes(text);
  else warnings.push(...(await context.exportTarget.write(target, text, fileChoices)));
  if (!context.quiet)
    for (const warning of warnings) terminal.err(`${terminal.errStyle.yellow('warning:')} ${warning}\n`);
  const summary = {
    target,
    parameters,
    warnings,
    identity: session.identity(),
    mode: fileChoices.mode ?? 0o600,
  };
  if (target !== '-' && context.output !== 'text') terminal.out(renderExportSummary(summary, context.output));
  else if (!context.quiet) terminal.err(renderExportSummary(summary, 'text'));
  return exitCode.done;
}

function nothingFound(
  fields: { readonly project: string; readonly component: string; readonly environment: string },
  services: readonly string[],
  identity: Identity,
): SsmkitError {
  const { project, component, environment } = fields;
  const where =
    services.length > 0
      ? services.map((service) => `/${project}/${component}/${service}/${environment}`)
      : [`/${project}/${component}/*/${environment}`];
  return new SsmkitError('failed', `Nothing was found under ${where.join(', ')} in ${identity.region}.`, {
    hint: 'Check project, component, environment and Region; --allow-empty writes an empty file.',
  });
}
