import { type Command, Option } from 'commander';
import type { CommandInput, CommandModule, Example } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { claimOfNames } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { parseParameterName, quoted } from '../core/parameter/name.ts';
import { type ParameterType, parameterTiers } from '../core/parameter/type.ts';
import { valueProblem } from '../core/parameter/value.ts';
import type { Draft } from '../core/plan/draft.ts';
import { readJson } from '../core/read-json.ts';
import { type MergedTag, mergedProblems, mergeLayers } from '../core/tag/layer.ts';
import { layersFromFlags } from '../gather/layer-stack.ts';
import { renderExplanation } from '../render/explain.ts';
import type { Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { defaultKeyOfName, keyOfName } from './kms-key-option.ts';
import { listOption, requiredOption, runFlags, switchOption, textOption } from './options.ts';
import { planOfDrafts, runPlan } from './run-plan.ts';
import { addTagOptions } from './tag-options.ts';
import { addValueOptions, readValue } from './value-input.ts';

/** Source: the DataType member of PutParameter in the API reference. */
const dataTypes = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

interface Variant {
  readonly name: string;
  readonly summary: string;
  readonly secure: boolean;
  readonly tags: boolean;
  readonly examples: readonly Example[];
}

/** The four put commands of the old toolkit differ in two things. */
const variants: readonly Variant[] = [
  {
    name: 'put',
    summary: 'put one parameter as plain text',
    secure: false,
    tags: false,
    examples: [
      {
        does: 'a preview, compared with what is live',
        line: 'ssmkit put --name /mow/backend/postgres/prod/POSTGRES_DB --value mow2',
      },
      {
        does: 'carried out',
        line: 'ssmkit put --apply --name /mow/backend/postgres/prod/POSTGRES_DB \\\n  --value mow2',
      },
    ],
  },
  {
    name: 'put-secure',
    summary: 'put one parameter as a SecureString',
    secure: true,
    tags: false,
    examples: [
      {
        does: 'a value from a file, which no process list shows',
        line: 'ssmkit put-secure --name /mow/backend/django/prod/API_TOKEN \\\n  --value-file token.txt --apply',
      },
    ],
  },
  {
    name: 'put-and-tag',
    summary: 'put one parameter as plain text, with tags',
    secure: false,
    tags: true,
    examples: [
      {
        does: 'tags from checked-in layers, and which layer set each',
        line: 'ssmkit put-and-tag --name /mow/backend/postgres/prod/POSTGRES_USER \\\n  --value mow -f tags/backend/base.json --tag Owner=data --explain',
      },
    ],
  },
  {
    name: 'put-secure-and-tag',
    summary: 'put one parameter as a SecureString, with tags',
    secure: true,
    tags: true,
    examples: [
      {
        does: 'a value from standard input',
        line: 'printf %s "$NEW_TOKEN" | ssmkit put-secure-and-tag --value-stdin \\\n  --name /mow/backend/django/prod/API_TOKEN --tag Owner=data --apply',
      },
    ],
  },
];

const about =
  'What is the same is not written again, and key, tier, description and pattern stay as they are unless an option says ' +
  'otherwise. Without one of the --value options the value is asked for, hidden, on a terminal.';

export const putCommands: readonly CommandModule<Context>[] = variants.map((variant) => ({
  name: variant.name,
  summary: variant.summary,
  about,
  examples: variant.examples,
  declare: (command) => declare(command, variant),
  run: (context, input) => run(context, input, variant),
}));

function declare(command: Command, { secure, tags }: Variant): void {
  command.option('--name <name>', 'full parameter name');
  addValueOptions(command);
  if (secure) {
    command.option(
      '--key-id <key>',
      "KMS key: id, ARN or alias, or auto: its environment's own (default: the one it has; the settings' or alias/aws/ssm when new)",
    );
  } else {
    command
      .addOption(
        new Option('--type <type>', 'type (default: the one it has; String when new)').choices([
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
    .addOption(new Option('--data-type <type>', 'what AWS is to check the value for').choices(dataTypes));
  if (tags) addTagOptions(command);
  command.option('--print-keys', 'list the name also when nothing changes');
  addApplyOptions(command);
}

async function run(context: Context, { options }: CommandInput, variant: Variant): Promise<number> {
  const { settings } = context;
  const name = parseParameterName(requiredOption(options, 'name', '--name'));
  const tier = parameterTiers.find((known) => known === options.tier);
  const tags = variant.tags ? await tagsFromFlags(context, options, name) : [];
  const value = await readValue(context, options);
  // A live parameter can be Advanced without being named so; the plan judges by the tier it has.
  const problem = valueProblem(value, tier ?? 'Advanced');
  if (problem) throw new SsmkitError('input', `The value for ${quoted(name)} ${problem}.`);
  const draft: Draft = {
    name,
    value,
    type: variant.secure ? 'SecureString' : (textOption(options, 'type') as ParameterType | undefined),
    plaintextAllowed: switchOption(options, 'allowPlaintext'),
    keyId: keyOfName(settings, name, textOption(options, 'keyId')),
    tier,
    description: textOption(options, 'description'),
    allowedPattern: textOption(options, 'allowedPattern'),
    policies: policiesOption(options),
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
      defaultKeyId: defaultKeyOfName(settings, name),
      plaintextHint: 'Use put-secure; or, if it is no secret any more, --allow-plaintext.',
      keyHint: '--key-id',
      tierHint: '--tier Advanced',
    }),
    flags: runFlags(options, true),
    claim: claimOfNames(settings.environments, settings.template, [name]),
  });
}

/** An empty text or array takes policies away. @throws SsmkitError `usage` for what is no JSON array. */
function policiesOption(options: CommandInput['options']): string | undefined {
  const text = textOption(options, 'policies');
  if (text === undefined || text === '') return text;
  const json = readJson(text);
  if ('value' in json && Array.isArray(json.value)) return text;
  throw new SsmkitError('usage', '--policies is not a JSON array.', {
    hint: 'Write it as AWS does: [{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"…"}}]',
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
