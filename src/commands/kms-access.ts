import { type Claim, claimOf } from '../core/environment.ts';
import { anything, type Target } from '../core/iam/need.ts';
import { access, type CommandAccess, type Facts, type Rule } from './iam-access.ts';
import { keyDraft } from './kms-draft.ts';
import { statusSelection } from './kms-status.ts';
import { listOption, switchOption, textOption } from './options.ts';

interface EnsureFacts extends Facts {
  readonly applies: boolean;
  readonly reads: boolean;
  readonly alias: string;
  readonly roles: boolean;
  readonly prune: boolean;
  readonly description: boolean;
}

/** A new key has no ARN that a policy could name, so its actions are on every key of the account and Region. */
const keys: readonly Target[] = [{ kind: 'resource', service: 'kms', path: 'key/*' }];
const onKeys = 'every key (key/*)';
const reading = ({ reads }: EnsureFacts): readonly Target[] => (reads ? keys : []);
const applying = ({ applies }: EnsureFacts): readonly Target[] => (applies ? keys : []);
const listing = ({ reads }: EnsureFacts): readonly Target[] => (reads ? anything : []);

const rules: readonly Rule<EnsureFacts>[] = [
  { action: 'kms:DescribeKey', on: onKeys, targets: reading },
  {
    action: 'kms:ListAliases',
    on: 'the account (*)',
    when: 'there is no alias yet',
    without: 'no key is created, unless --new-key is given',
    targets: listing,
  },
  {
    action: 'kms:ListKeys',
    on: 'the account (*)',
    when: 'there is no alias yet',
    without: 'no key is created, unless --new-key is given',
    targets: listing,
  },
  {
    action: 'kms:ListResourceTags',
    on: onKeys,
    without: 'no key is created, unless --new-key is given; tags of a key that is there are written whole',
    targets: reading,
  },
  {
    action: 'kms:GetKeyRotationStatus',
    on: onKeys,
    without: 'the rotation is left alone, unless --rotation-period is given',
    targets: reading,
  },
  {
    action: 'kms:GetKeyPolicy',
    on: onKeys,
    when: 'with --role-admin or --role-use',
    without: 'the policy is not replaced',
    targets: (facts) => (facts.roles ? reading(facts) : []),
  },
  {
    action: 'kms:CreateKey',
    on: 'the account (*)',
    when: 'applying',
    targets: ({ applies }) => (applies ? anything : []),
  },
  {
    action: 'kms:TagResource',
    on: onKeys,
    when: 'applying',
    targets: applying,
  },
  {
    action: 'kms:CreateAlias',
    on: 'the alias, and every key (key/*)',
    when: 'applying',
    targets: ({ applies, alias }) =>
      applies ? [{ kind: 'resource', service: 'kms', path: alias }, ...keys] : [],
  },
  { action: 'kms:EnableKeyRotation', on: onKeys, when: 'applying', targets: applying },
  {
    action: 'kms:UntagResource',
    on: onKeys,
    when: 'applying, with --prune-tags',
    targets: (facts) => (facts.prune ? applying(facts) : []),
  },
  {
    action: 'kms:UpdateKeyDescription',
    on: onKeys,
    when: 'applying, with --description',
    targets: (facts) => (facts.description ? applying(facts) : []),
  },
  {
    action: 'kms:PutKeyPolicy',
    on: onKeys,
    when: 'applying, with --role-admin or --role-use',
    targets: (facts) => (facts.roles ? applying(facts) : []),
  },
];

export const kmsEnsureAccess: CommandAccess = access<EnsureFacts>(async ({ context, input }) => {
  const { options } = input;
  const { environment, alias, description, pruneTags } = await keyDraft(context, options);
  return {
    claim: claimOf(context.settings.environments, environment),
    applies: context.mode === 'apply',
    reads: !switchOption(options, 'offline'),
    alias,
    roles: listOption(options, 'roleAdmin').length + listOption(options, 'roleUse').length > 0,
    prune: pruneTags,
    description: description !== undefined,
  };
}, rules);

export const kmsStatusAccess: CommandAccess = access<{ readonly claim: Claim }>(
  async ({ context, input }) => {
    const { options } = input;
    const [environment, path] = [textOption(options, 'environment'), textOption(options, 'path')];
    return { claim: statusSelection(context.settings, environment, path).claim };
  },
  [
    { action: 'ssm:DescribeParameters', on: 'every parameter (*)', targets: () => anything },
    {
      action: 'kms:ListAliases',
      on: 'the account (*)',
      without: 'aliases are unknown',
      targets: () => anything,
    },
    {
      action: 'kms:DescribeKey',
      on: 'each customer key',
      without: 'the states of keys are unknown',
      targets: () => anything,
    },
    {
      action: 'kms:GetKeyRotationStatus',
      on: 'each customer key',
      without: 'rotations are unknown',
      targets: () => anything,
    },
  ],
);
