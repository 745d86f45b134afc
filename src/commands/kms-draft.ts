import type { CommandInput } from '../cli/command.ts';
import { type Finding, SsmkitError } from '../core/errors.ts';
import { environmentAlias, environmentTag } from '../core/key/environment-key.ts';
import type { KeyDraft } from '../core/key/key-draft.ts';
import { quoted } from '../core/parameter/name.ts';
import { type TemplateFields, templateHas } from '../core/parameter/template.ts';
import { type MergedTag, mergedProblems, mergeLayers } from '../core/tag/layer.ts';
import { layersFromFlags } from '../gather/layer-stack.ts';
import { renderTagLayers } from '../render/explain.ts';
import type { CommandSettings, Context } from './context.ts';
import { settleFindings } from './findings.ts';
import { knownEnvironment } from './known-environment.ts';
import { checkField, listOption, requiredField, switchOption, textOption } from './options.ts';

/** Source: CreateKey and EnableKeyRotation in the KMS API reference. */
const longestDescription = 8192;
const rotationDays = { least: 90, most: 2560 };

type Options = CommandInput['options'];

/** The key that the command line asks for. @throws SsmkitError `usage`, `input` before anything is sent. */
export async function keyDraft(context: Context, options: Options): Promise<KeyDraft> {
  const { settings, terminal } = context;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --environment.');
  knownEnvironment(settings, environment);
  const alias = environmentAlias(environment);
  const tags = await tagsOf(context, options, alias, environment);
  const pruneTags = switchOption(options, 'pruneTags');
  if (pruneTags && tags.length === 0) {
    throw new SsmkitError('usage', 'No tags were given, and --prune-tags would remove all.', {
      hint: 'Give -f, --tag or --name-tag.',
    });
  }
  if (switchOption(options, 'explain')) terminal.err(renderTagLayers(tags, terminal.errStyle));
  return {
    environment,
    alias,
    description: descriptionOption(options),
    tags: tags.map(({ Key, Value }) => ({ Key, Value })),
    pruneTags,
    rotationDays: rotationOption(options),
    roles: { admins: roleOption(options, 'roleAdmin'), users: roleOption(options, 'roleUse') },
    template: settings.template,
    fields: policyFields(settings, environment),
    newKey: switchOption(options, 'newKey'),
  };
}

async function tagsOf(
  context: Context,
  options: Options,
  alias: string,
  environment: string,
): Promise<readonly MergedTag[]> {
  const { layers, findings } = await layersFromFlags(context.files, {
    files: listOption(options, 'file'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  const tags = mergeLayers(layers);
  const withOwn = [...tags.filter(({ Key }) => Key !== environmentTag), ownTag(environment)];
  const taken = tags.flatMap(({ Key, Value, origin }): readonly Finding[] => {
    if (Key !== environmentTag || Value === environment) return [];
    const message = `tag ${quoted(Key)} says which environment a key is of, and this one is of ${environment}`;
    return [{ severity: 'error', file: origin, line: 0, message }];
  });
  settleFindings(context, [...findings, ...taken, ...mergedProblems(withOwn, `the key ${alias}`)], false);
  return tags;
}

function ownTag(environment: string): MergedTag {
  return { Key: environmentTag, Value: environment, origin: 'kms ensure' };
}

function descriptionOption(options: Options): string | undefined {
  const text = textOption(options, 'description');
  if (text === undefined || text.length <= longestDescription) return text;
  throw new SsmkitError(
    'usage',
    `--description has ${text.length} characters; AWS allows ${longestDescription}.`,
  );
}

function rotationOption(options: Options): number | undefined {
  const text = textOption(options, 'rotationPeriod');
  if (text === undefined) return undefined;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  const { least, most } = rotationDays;
  if (days >= least && days <= most) return days;
  throw new SsmkitError('usage', `--rotation-period takes ${least} to ${most} days, not ${quoted(text)}.`);
}

/** A wildcard would let everybody in, and the ARN of a session ends with the session. */
function roleOption(options: Options, name: 'roleAdmin' | 'roleUse'): readonly string[] {
  const flag = name === 'roleAdmin' ? '--role-admin' : '--role-use';
  const arns = [...new Set(listOption(options, name))];
  for (const arn of arns) {
    if (/^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(arn)) continue;
    const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//.exec(arn);
    throw new SsmkitError('usage', `${flag} takes the ARN of a role or a user, not ${quoted(arn)}.`, {
      hint: session
        ? `That is a session; its role is like arn:${session[1]}:iam::${session[2]}:role/${session[3]}, with the role's path.`
        : 'Write arn:aws:iam::<account>:role/<name>.',
    });
  }
  return arns;
}

/** Whose parameters a policy is about; a project that is not known stays open. */
function policyFields(settings: CommandSettings, environment: string): TemplateFields {
  const { template, project, component } = settings;
  const own = {
    project: templateHas(template, 'project') ? project : undefined,
    component: templateHas(template, 'component') ? component : undefined,
  };
  for (const name of ['project', 'component'] as const) {
    const value = own[name];
    if (value !== undefined) checkField(name, value);
  }
  return { ...own, environment };
}
