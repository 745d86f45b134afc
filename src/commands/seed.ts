import type { Command } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { draftsFromEnvFile } from '../core/envfile/drafts.ts';
import type { EnvFile } from '../core/envfile/env-file.ts';
import { parseEnvFile } from '../core/envfile/parse.ts';
import { SsmkitError } from '../core/errors.ts';
import { defaultTemplateText, parsePathTemplate, templateHas } from '../core/parameter/template.ts';
import { layersFromFlags, readLayerStack } from '../gather/layer-stack.ts';
import { renderExplanation } from '../render/explain.ts';
import type { Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { checkField, listOption, requiredField, runFlags, switchOption, textOption } from './options.ts';
import { planOfDrafts, runPlan } from './run-plan.ts';

export const seed: CommandModule<Context> = {
  name: 'seed',
  summary: 'put the keys of an env file with sections into Parameter Store',
  declare,
  run,
};

function declare(command: Command): void {
  command
    .addOption(environmentOption())
    .option('--env-file <file>', 'env file with "# service=" sections; - reads standard input')
    .option('--service <name>', 'only this section; repeatable', collect)
    .option('--default-service <name>', 'section of the keys before any header')
    .option('--extra-tag-file <file>', 'tag layer over the checked-in ones; repeatable', collect)
    .option('--tag <tag>', '{"Key":"k","Value":"v"} or k=v; repeatable', collect)
    .option('--name-tag <name>', 'value of the Name tag')
    .option('--prune-tags', 'remove live tags that no layer has')
    .option('--explain', 'show which layer set each tag')
    .option('--print-keys', 'list every name, also of what is unchanged')
    .option('--skip-empty', 'leave out keys with an empty value')
    .option('--all-secret', 'store every value as a SecureString')
    .option('--allow-plaintext <name>', 'this SecureString may become plain text; repeatable', collect)
    .option('--strict', 'treat warnings about the input as errors');
  addApplyOptions(command);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { settings, files } = context;
  const template = parsePathTemplate(defaultTemplateText);
  const project = requiredField('project', settings.project, 'Give --project, or "project" in ssmkit.json.');
  checkField('component', settings.component);
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --environment.');
  const file = textOption(options, 'envFile');
  if (file === undefined)
    throw new SsmkitError('usage', 'No env file was given.', { hint: 'Give --env-file.' });
  const strict = switchOption(options, 'strict');

  const bytes = file === '-' ? await context.readStdin() : await files.read(file);
  const parsed = parseEnvFile(bytes, {
    file,
    sections: templateHas(template, 'service'),
    defaultService: textOption(options, 'defaultService'),
    skipEmpty: switchOption(options, 'skipEmpty'),
    allSecret: switchOption(options, 'allSecret'),
  });
  const only = listOption(options, 'service');
  // A broken file is told as such, before its sections are judged.
  if (parsed.findings.some(({ severity }) => severity === 'error'))
    settleFindings(context, parsed.findings, strict);
  const envFile = narrow(parsed, only);
  const fields = { project, component: settings.component, environment };
  const stack = await readLayerStack(files, {
    tagsDir: settings.tagsDir,
    component: settings.component,
    environment,
    services: envFile.sections.map(({ service }) => service),
  });
  const flagLayers = await layersFromFlags(files, {
    files: listOption(options, 'extraTagFile'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  const { drafts, findings } = draftsFromEnvFile(envFile, {
    file,
    template,
    fields,
    scope: undefined,
    below: stack.below,
    above: flagLayers.layers,
    allowPlaintext: new Set(listOption(options, 'allowPlaintext')),
    allSecret: switchOption(options, 'allSecret'),
  });
  settleFindings(
    context,
    [...envFile.findings, ...stack.findings, ...flagLayers.findings, ...findings],
    strict,
  );
  if (drafts.length === 0) {
    throw new SsmkitError('input', `${file} has no keys${only.length > 0 ? ` in ${only.join(', ')}` : ''}.`, {
      hint: 'Write "# service=<name>" and the keys of that service below it.',
    });
  }
  if (switchOption(options, 'explain'))
    context.terminal.err(renderExplanation(drafts, context.terminal.errStyle));
  return await runPlan(context, {
    command: 'seed',
    title: `seed ${file} into /${project}/${settings.component}/*/${environment}`,
    ...planOfDrafts(drafts, { pruneTags: switchOption(options, 'pruneTags'), defaultKeyId: undefined }),
    flags: runFlags(options, switchOption(options, 'printKeys')),
  });
}

/** Only the sections asked for; findings stay, since a broken file is not to be used in part. */
function narrow(envFile: EnvFile, services: readonly string[]): EnvFile {
  if (services.length === 0) return envFile;
  const unknown = services.filter(
    (service) => !envFile.sections.some((section) => section.service === service),
  );
  if (unknown.length > 0) {
    const known = envFile.sections.map(({ service }) => service).join(', ');
    throw new SsmkitError('usage', `The env file has no section ${unknown.join(', ')}.`, {
      hint: known ? `It has ${known}.` : 'It has no sections.',
    });
  }
  const wanted = (service: string | undefined) => service !== undefined && services.includes(service);
  return {
    ...envFile,
    sections: envFile.sections.filter(({ service }) => wanted(service)),
    entries: envFile.entries.filter(({ service }) => wanted(service)),
  };
}
