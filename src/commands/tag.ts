import { type Command, Option } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { claimOfNames, noClaim } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { canonicalName, type ParameterName, parseParameterName } from '../core/parameter/name.ts';
import { mergedProblems, mergeLayers } from '../core/tag/layer.ts';
import { type TagResourceType, tagResourceTypes } from '../core/tag/resource-type.ts';
import { layersFromFlags } from '../gather/layer-stack.ts';
import { planTags } from '../gather/tag-plan.ts';
import { renderTagLayers } from '../render/explain.ts';
import type { Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { listOption, runFlags, switchOption, textOption } from './options.ts';
import { runPlan } from './run-plan.ts';
import { addTagOptions } from './tag-options.ts';

export const tag: CommandModule<Context> = {
  name: 'tag',
  summary: 'tag parameters, or other resources of Systems Manager, by name or id',
  about:
    'Layers of -f come first, in the order given, then --tag, then --name-tag; the last one wins for each key. Only what is missing or different is written.',
  examples: [
    {
      does: 'by a checked-in layer and one tag',
      line: 'ssmkit tag -f tags/backend/base.json --tag Owner=data \\\n  -- /mow/backend/postgres/prod/POSTGRES_DB',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command.argument(
    '[ids...]',
    'names or ids, after --; - or none reads them from standard input, one a line',
  );
  addTagOptions(command);
  command
    .addOption(
      new Option('--resource-type <type>', 'what the ids are of')
        .choices(tagResourceTypes)
        .default('Parameter'),
    )
    .option('--print-keys', 'list every name, also of what is unchanged');
  addApplyOptions(command);
}

async function run(context: Context, { options, args }: CommandInput): Promise<number> {
  const { settings } = context;
  const resourceType = tagResourceTypes.find((type) => type === options.resourceType) ?? 'Parameter';
  const { layers, findings } = await layersFromFlags(context.files, {
    files: listOption(options, 'file'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  const merged = mergeLayers(layers);
  settleFindings(context, [...findings, ...mergedProblems(merged, 'each resource')], false);
  const prune = switchOption(options, 'pruneTags');
  if (merged.length === 0) {
    throw new SsmkitError('usage', 'No tags were given.', { hint: 'Give -f, --tag or --name-tag.' });
  }
  const ids = await readIds(context, args, resourceType);
  if (switchOption(options, 'explain'))
    context.terminal.err(renderTagLayers(merged, context.terminal.errStyle));
  const tags = merged.map(({ Key, Value }) => ({ Key, Value }));
  return await runPlan(context, {
    command: 'tag',
    title: `tag ${ids.length === 1 ? ids[0] : `${ids.length} resources`}`,
    plan: ({ store }) => planTags(store, { resourceType, ids, tags, prune }),
    unread: (why, onPurpose) => ({
      steps: ids.map((id) => ({ kind: 'unknown', name: id as ParameterName, type: undefined })),
      notes: [],
      stateUnknown: { why, onPurpose },
    }),
    flags: runFlags(options, switchOption(options, 'printKeys')),
    claim:
      resourceType === 'Parameter' ? claimOfNames(settings.environments, settings.template, ids) : noClaim,
  });
}

export async function readIds(
  context: Context,
  args: readonly string[],
  resourceType: TagResourceType,
): Promise<readonly string[]> {
  const fromStdin = args.length === 0 || (args.length === 1 && args[0] === '-');
  if (fromStdin && context.interactive) {
    throw new SsmkitError('usage', 'No names were given.', {
      hint: 'Write them after --, or pipe them in, one a line.',
    });
  }
  const listed = fromStdin ? new TextDecoder().decode(await context.readStdin()).split(/\r?\n/) : args;
  const ids = [...new Set(listed.map((id) => id.trim()).filter((id) => id !== ''))];
  if (ids.length === 0)
    throw new SsmkitError('usage', 'No names were given.', { hint: 'Write them after --.' });
  if (resourceType !== 'Parameter') return ids;
  const names = new Map(ids.map((id) => [canonicalName(id), parseParameterName(id)]));
  return [...names.values()];
}
