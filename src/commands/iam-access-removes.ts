import { claimOfNames, claimOfPath, environmentOf, noClaim } from '../core/environment.ts';
import { anything, parameters, type Target, tagsOf } from '../core/iam/need.ts';
import { below } from '../core/iam/role.ts';
import { parseParameterName } from '../core/parameter/name.ts';
import { parsePath } from '../core/parameter/template.ts';
import { type TagResourceType, tagResourceTypes } from '../core/tag/resource-type.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { type AccessLine, access, type Facts, keysOf, type Rule, valuesUnder } from './iam-access.ts';
import { requiredOption, switchOption, textOption } from './options.ts';
import { readIds } from './tag.ts';

interface DeleteFacts extends Facts {
  readonly applies: boolean;
  readonly reads: boolean;
  /** Names, or the pattern of a path. */
  readonly names: readonly string[];
  readonly path?: string | undefined;
  readonly tags: boolean;
  readonly backup: boolean;
  readonly keyIds: readonly string[];
}

const backingUp = ({ applies, backup }: DeleteFacts, targets: readonly Target[]) =>
  applies && backup ? targets : [];

/** What comes after the confirmation. */
const deleting: readonly Rule<DeleteFacts>[] = [
  {
    action: 'ssm:DeleteParameters',
    on: 'each name',
    when: 'applying',
    targets: ({ applies, names }) => (applies ? parameters(names) : []),
  },
  {
    action: 'kms:Decrypt',
    on: 'the customer keys of SecureStrings',
    when: 'applying, with --backup',
    targets: (facts) => backingUp(facts, valuesUnder(facts.keyIds, facts.names)),
  },
  {
    action: 'ssm:DescribeParameters',
    on: 'every parameter (*)',
    when: 'applying, with --backup',
    targets: (facts) => backingUp(facts, anything),
  },
  {
    action: 'ssm:ListTagsForResource',
    on: 'each name',
    when: 'applying, with --backup',
    targets: (facts) => backingUp(facts, tagsOf(facts.names)),
  },
];

export const deleteAccess = access<DeleteFacts>(deleteFacts, [
  {
    action: 'ssm:GetParameters',
    on: 'the name',
    without: 'ssm:GetParametersByPath of the path above is tried, then ssm:GetParameter',
    targets: ({ reads, names }) => (reads ? parameters(names) : []),
  },
  {
    action: 'ssm:ListTagsForResource',
    on: 'the name',
    when: 'with --print-tags',
    without: 'the tags are not shown',
    targets: ({ reads, tags, names }) => (reads && tags ? tagsOf(names) : []),
  },
  ...deleting,
]);

export const deleteByPathAccess = access<DeleteFacts>(deleteByPathFacts, [
  {
    action: 'ssm:GetParametersByPath',
    on: 'the path',
    targets: ({ reads, path }) => (reads && path !== undefined ? parameters([path]) : []),
  },
  {
    action: 'ssm:GetParameters',
    on: 'the path, as a name',
    without: 'it is not said that the path is a parameter too',
    targets: ({ reads, path }) => (reads && path !== undefined && path !== '/' ? parameters([path]) : []),
  },
  {
    action: 'ssm:GetParameters',
    on: 'each name',
    when: 'applying',
    without: 'ssm:GetParameter is tried, then ssm:GetParametersByPath',
    targets: ({ applies, names }) => (applies ? parameters(names) : []),
  },
  ...deleting,
]);

async function deleteFacts(line: AccessLine): Promise<DeleteFacts> {
  const { context, input } = line;
  const { environments, template } = context.settings;
  const name = parseParameterName(requiredOption(input.options, 'name', '--name'));
  const { printTags } = input.options;
  return {
    ...shared(
      line,
      [environmentOf(template, name)].filter((one) => one !== undefined),
    ),
    claim: claimOfNames(environments, template, [name]),
    names: [name],
    tags: printTags === true || printTags === '1',
  };
}

async function deleteByPathFacts(line: AccessLine): Promise<DeleteFacts> {
  const { context, input } = line;
  const { environments, template } = context.settings;
  const path = parsePrefix(requiredOption(input.options, 'pathPrefix', '--path-prefix'));
  return {
    ...shared(line, [parsePath(template, path)?.environment]),
    claim: claimOfPath(environments, template, path),
    names: [below(path)],
    path,
    tags: false,
  };
}

function shared(line: AccessLine, environments: readonly (string | undefined)[]) {
  const { context, input } = line;
  return {
    applies: context.mode === 'apply',
    reads: !switchOption(input.options, 'offline'),
    backup: textOption(input.options, 'backup') !== undefined,
    keyIds: keysOf(line, environments),
  };
}

interface TagFacts extends Facts {
  readonly applies: boolean;
  readonly reads: boolean;
  readonly ids: readonly string[];
  readonly type: TagResourceType;
  readonly prune: boolean;
}

export const tagAccess = access<TagFacts>(tagFacts, [
  {
    action: 'ssm:ListTagsForResource',
    on: 'each name or id',
    without: 'tags are written whole; --prune-tags is refused',
    targets: ({ reads, ids, type }) => (reads ? tagsOf(ids, type) : []),
  },
  {
    action: 'ssm:AddTagsToResource',
    on: 'each name or id',
    when: 'applying',
    targets: ({ applies, ids, type }) => (applies ? tagsOf(ids, type) : []),
  },
  {
    action: 'ssm:RemoveTagsFromResource',
    on: 'each name or id',
    when: 'applying, with --prune-tags',
    targets: ({ applies, prune, ids, type }) => (applies && prune ? tagsOf(ids, type) : []),
  },
]);

async function tagFacts({ context, input }: AccessLine): Promise<TagFacts> {
  const { environments, template } = context.settings;
  const { options, args } = input;
  const type = tagResourceTypes.find((known) => known === options.resourceType) ?? 'Parameter';
  const ids = await readIds(context, args, type);
  return {
    claim: type === 'Parameter' ? claimOfNames(environments, template, ids) : noClaim,
    applies: context.mode === 'apply',
    reads: !switchOption(options, 'offline'),
    ids,
    type,
    prune: switchOption(options, 'pruneTags'),
  };
}
