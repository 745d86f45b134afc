import type { Command } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { draftsFromEnvFile } from '../core/envfile/drafts.ts';
import type { EnvFile } from '../core/envfile/env-file.ts';
import { parseEnvFile } from '../core/envfile/parse.ts';
import { claimOf } from '../core/environment.ts';
import { type Finding, SsmkitError } from '../core/errors.ts';
import { settingsKey } from '../core/key/environment-key.ts';
import { hierarchyWords, templateHas } from '../core/parameter/template.ts';
import type { Draft } from '../core/plan/draft.ts';
import type { TagLayer } from '../core/tag/layer.ts';
import { layersFromFlags, readLayerStack } from '../gather/layer-stack.ts';
import { planPrune } from '../gather/prune.ts';
import { renderExplanation } from '../render/explain.ts';
import type { Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { withKeys } from './kms-key-option.ts';
import { listOption, requiredField, runFlags, switchOption, templateFields, textOption } from './options.ts';
import { planOfDrafts, runPlan } from './run-plan.ts';
import { namelessError, openEntries, unnamedKeys, withLiveKeys, withSettingsKeys } from './seed-keys.ts';

export const seed: CommandModule<Context> = {
  name: 'seed',
  summary: 'put the keys of an env file with sections into Parameter Store',
  about:
    'The whole file is checked, then compared with what is live. With --apply what is new is created with its tags, what differs is overwritten, what is the same is left alone. Nothing is deleted without --prune.',
  examples: [
    {
      does: 'a preview: nothing is changed',
      line: 'ssmkit seed --project mow --env prod --env-file env.prod',
    },
    {
      does: 'the same, carried out',
      line: 'ssmkit seed --project mow --env prod --env-file env.prod --apply',
    },
    {
      does: 'in CI: exit 3 when Parameter Store is not what the file says',
      line: 'ssmkit seed --project mow --env prod --env-file env.prod --exit-code',
    },
  ],
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
    .option('--prune', 'delete what the sections of the file no longer have')
    .option('--prune-tags', 'remove live tags that no layer has')
    .option('--explain', 'show which layer set each tag')
    .option('--print-keys', 'list every name, also of what is unchanged')
    .option('--skip-empty', 'leave out keys with an empty value')
    .option('--all-secret', 'store every value as a SecureString')
    .option(
      '--key-id <key>',
      "KMS key of secrets that name none: id, ARN or alias, or auto: the environment's own (default: the one they have)",
    )
    .option('--allow-plaintext <name>', 'this SecureString may become plain text; repeatable', collect)
    .option('--strict', 'treat warnings about the input as errors');
  addApplyOptions(command, { deletes: true });
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { settings } = context;
  const { template } = settings;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --environment.');
  const fields = templateFields(settings, environment);
  const file = textOption(options, 'envFile');
  if (file === undefined)
    throw new SsmkitError('usage', 'No env file was given.', { hint: 'Give --env-file.' });
  const strict = switchOption(options, 'strict');
  const envFile = await readEnvFile(context, options, file, strict);
  const open = openEntries(envFile, settings);
  const layers = await readLayers(context, options, environment, envFile);
  const draft = (from: EnvFile) => {
    const { drafts, findings } = draftsFromEnvFile(from, {
      file,
      template,
      fields,
      scope: undefined,
      below: layers.below,
      above: layers.above,
      allowPlaintext: new Set(listOption(options, 'allowPlaintext')),
      allSecret: switchOption(options, 'allSecret'),
    });
    return { drafts: withKeys(drafts, settings, environment, textOption(options, 'keyId')), findings };
  };
  const first = draft(envFile);
  settleFindings(context, [...envFile.findings, ...layers.findings, ...first.findings], strict);
  if (first.drafts.length === 0) throw noKeys(file, listOption(options, 'service'));
  const explain = (drafts: readonly Draft[]) => {
    if (!switchOption(options, 'explain')) return;
    context.terminal.err(renderExplanation(drafts, context.terminal.errStyle));
  };
  const assemble = {
    pruneTags: switchOption(options, 'pruneTags'),
    defaultKeyId: settingsKey(settings.environments, environment),
  };
  return await runPlan(context, {
    command: 'seed',
    title: `seed ${file} into ${hierarchyWords(template, fields)}`,
    claim: claimOf(settings.environments, environment),
    plan: async (session) => {
      const named = await withLiveKeys(session, settings, fields, file, envFile, open);
      settleFindings(context, named.findings, strict);
      const { drafts, findings } = draft(named.envFile);
      settleFindings(
        context,
        findings.filter(({ severity }) => severity === 'error'),
        strict,
      );
      const plan = await planOfDrafts(drafts, assemble).plan(session);
      const kept = new Set(drafts.map(({ name }) => name));
      const deletes = switchOption(options, 'prune')
        ? await planPrune(session.store, template, fields, named.envFile, kept)
        : [];
      explain(drafts);
      return { ...plan, steps: [...plan.steps, ...deletes], notes: [...named.notes, ...plan.notes] };
    },
    unread: (why, onPurpose) => {
      if (settings.newKeysNamed && open.length > 0) {
        if (!onPurpose) throw namelessError(open, why);
        settleFindings(context, unnamedKeys(file, open), strict);
      }
      explain(first.drafts);
      return planOfDrafts(first.drafts, assemble).unread(why, onPurpose);
    },
    flags: runFlags(options, switchOption(options, 'printKeys')),
  });
}

export async function readEnvFile(
  context: Context,
  options: CommandInput['options'],
  file: string,
  strict: boolean,
): Promise<EnvFile> {
  const bytes = file === '-' ? await context.readStdin() : await context.files.read(file);
  const parsed = parseEnvFile(bytes, {
    file,
    sections: templateHas(context.settings.template, 'service'),
    defaultService: textOption(options, 'defaultService'),
    skipEmpty: switchOption(options, 'skipEmpty'),
    allSecret: switchOption(options, 'allSecret'),
  });
  // A broken file is told as such, before its sections are judged.
  if (parsed.findings.some(({ severity }) => severity === 'error')) {
    settleFindings(context, parsed.findings, strict);
  }
  return withSettingsKeys(narrow(parsed, listOption(options, 'service')), context.settings);
}

export async function readLayers(
  context: Context,
  options: CommandInput['options'],
  environment: string,
  envFile: EnvFile,
): Promise<{
  readonly below: (service: string | undefined) => readonly TagLayer[];
  readonly above: readonly TagLayer[];
  readonly findings: readonly Finding[];
}> {
  const { files, settings } = context;
  const stack = await readLayerStack(files, {
    tagsDir: settings.tagsDir,
    component: templateHas(settings.template, 'component') ? settings.component : undefined,
    environment,
    services: envFile.sections.map(({ service }) => service),
  });
  const flags = await layersFromFlags(files, {
    files: listOption(options, 'extraTagFile'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  return { below: stack.below, above: flags.layers, findings: [...stack.findings, ...flags.findings] };
}

function noKeys(file: string, services: readonly string[]): SsmkitError {
  const where = services.length > 0 ? ` in ${services.join(', ')}` : '';
  return new SsmkitError('input', `${file} has no keys${where}.`, {
    hint: 'Write "# service=<name>" and the keys of that service below it.',
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
