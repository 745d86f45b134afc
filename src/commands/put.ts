import { type Command, Option } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { SsmkitError } from '../core/errors.ts';
import { parseParameterName, quoted } from '../core/parameter/name.ts';
import { type ParameterType, parameterTiers } from '../core/parameter/type.ts';
import { valueProblem } from '../core/parameter/value.ts';
import type { Draft } from '../core/plan/draft.ts';
import { type MergedTag, mergedProblems, mergeLayers } from '../core/tag/layer.ts';
import { layersFromFlags } from '../gather/layer-stack.ts';
import { renderExplanation } from '../render/explain.ts';
import type { Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { listOption, requiredOption, runFlags, switchOption, textOption } from './options.ts';
import { planOfDrafts, runPlan } from './run-plan.ts';
import { addTagOptions } from './tag-options.ts';
import { addValueOptions, readValue } from './value-input.ts';

interface Variant {
  readonly name: string;
  readonly summary: string;
  readonly secure: boolean;
  readonly tags: boolean;
}

/** The four put commands of the old toolkit differ in two things. */
const variants: readonly Variant[] = [
  { name: 'put', summary: 'put one parameter as plain text', secure: false, tags: false },
  { name: 'put-secure', summary: 'put one parameter as a SecureString', secure: true, tags: false },
  { name: 'put-and-tag', summary: 'put one parameter as plain text, with tags', secure: false, tags: true },
  {
    name: 'put-secure-and-tag',
    summary: 'put one parameter as a SecureString, with tags',
    secure: true,
    tags: true,
  },
];

export const putCommands: readonly CommandModule<Context>[] = variants.map((variant) => ({
  name: variant.name,
  summary: variant.summary,
  declare: (command) => declare(command, variant),
  run: (context, input) => run(context, input, variant),
}));

function declare(command: Command, { secure, tags }: Variant): void {
  command.option('--name <name>', 'full parameter name');
  addValueOptions(command);
  if (secure) {
    command.option(
      '--key-id <key>',
      'KMS key: id, ARN or alias (default: the one it has; alias/aws/ssm when new)',
    );
  } else {
    command
      .addOption(
        new Option('--type <type>', 'of a new parameter; an existing one keeps its own').choices([
          'String',
          'StringList',
        ]),
      )
      .option('--allow-plaintext', 'a SecureString may become plain text');
  }
  command
    .addOption(new Option('--tier <tier>', 'storage tier').choices(parameterTiers))
    .option('--description <text>', 'description; an empty one clears it')
    .option('--allowed-pattern <regex>', 'pattern that values must match')
    .option('--policies <json>', 'parameter policies, a JSON array (Advanced tier)')
    .option('--data-type <type>', 'text, aws:ec2:image or aws:ssm:integration');
  if (tags) addTagOptions(command);
  command.option('--print-keys', 'list the name also when nothing changes');
  addApplyOptions(command);
}

async function run(context: Context, { options }: CommandInput, variant: Variant): Promise<number> {
  const name = parseParameterName(requiredOption(options, 'name', '--name'));
  const tier = parameterTiers.find((known) => known === options.tier);
  const tags = variant.tags ? await tagsFromFlags(context, options, name) : [];
  const value = await readValue(context, options);
  const problem = valueProblem(value, tier);
  if (problem) throw new SsmkitError('input', `The value for ${quoted(name)} ${problem}.`);
  const draft: Draft = {
    name,
    value,
    type: variant.secure ? 'SecureString' : (textOption(options, 'type') as ParameterType | undefined),
    plaintextAllowed: switchOption(options, 'allowPlaintext'),
    keyId: textOption(options, 'keyId'),
    tier,
    description: textOption(options, 'description'),
    allowedPattern: textOption(options, 'allowedPattern'),
    policies: textOption(options, 'policies'),
    dataType: textOption(options, 'dataType'),
    tags,
  };
  if (switchOption(options, 'explain'))
    context.terminal.err(renderExplanation([draft], context.terminal.errStyle));
  return await runPlan(context, {
    command: variant.name,
    title: `${variant.name} ${name}`,
    ...planOfDrafts([draft], {
      pruneTags: switchOption(options, 'pruneTags'),
      defaultKeyId: undefined,
      plaintextHint: 'Use put-secure; or, if it is no secret any more, --allow-plaintext.',
    }),
    flags: runFlags(options, true),
  });
}

async function tagsFromFlags(
  context: Context,
  options: CommandInput['options'],
  name: string,
): Promise<readonly MergedTag[]> {
  const { layers, findings } = await layersFromFlags(context.files, {
    files: listOption(options, 'file'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  const tags = mergeLayers(layers);
  settleFindings(context, [...findings, ...mergedProblems(tags, name)], false);
  return tags;
}
