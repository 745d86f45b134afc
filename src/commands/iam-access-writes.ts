import type { Claim } from '../core/environment.ts';
import { anything, parameters, type Target, tagsOf } from '../core/iam/need.ts';
import { below } from '../core/iam/role.ts';
import { type Facts, type Rule, valuesUnder } from './iam-access.ts';

/** What seed and the put commands are about. Names can be patterns. */
export interface WriteFacts extends Facts {
  readonly claim: Claim;
  readonly applies: boolean;
  /** False with --offline. */
  readonly reads: boolean;
  readonly names: readonly string[];
  /** SecureStrings to write, and the key that each names itself. */
  readonly secure: readonly SecureName[];
  readonly tagged: readonly string[];
  /** Customer keys of SecureStrings that name none. */
  readonly keyIds: readonly string[];
  /** Paths in which the keys of env names are looked up. */
  readonly lookedUp: readonly string[];
  /** Paths of which the rest is deleted. */
  readonly pruned: readonly string[];
  readonly pruneTags: boolean;
}

export interface SecureName {
  readonly name: string;
  readonly keyId: string | undefined;
}

type Rules = readonly Rule<WriteFacts>[];

export interface WriteKind {
  readonly secure: boolean;
  readonly tags: boolean;
  readonly sections: boolean;
}

/** The actions of a command that puts parameters: previewing it, then applying. */
export function writeRules({ secure, tags, sections }: WriteKind): Rules {
  return [
    ...reading,
    ...(sections ? sectionReading : []),
    ...(tags ? tagReading : []),
    ...(secure ? keyReading : []),
    putting,
    ...(tags ? tagWriting : []),
    ...(secure ? encrypting : []),
    ...(sections ? [pruning] : []),
  ];
}

const reading: Rules = [
  {
    action: 'ssm:GetParameters',
    on: 'each name',
    without: 'ssm:GetParametersByPath of the paths above is tried, then ssm:GetParameter',
    targets: ({ reads, applies, names, pruned }) =>
      reads ? parameters([...names, ...(applies ? pruned.map(below) : [])]) : [],
  },
  {
    action: 'ssm:DescribeParameters',
    on: 'every parameter (*)',
    when: 'something differs',
    without:
      'a SecureString is overwritten only if its key is named; tiers and descriptions are not compared',
    targets: ({ reads }) => (reads ? anything : []),
  },
  {
    action: 'kms:Decrypt',
    on: 'the customer keys of live SecureStrings',
    without: 'live secrets are unknown and count as different',
    targets: ({ reads, keyIds, names, secure }) =>
      reads ? [...valuesUnder(keyIds, names), ...ownKeys(secure)] : [],
  },
];

const sectionReading: Rules = [
  {
    action: 'ssm:GetParametersByPath',
    on: 'the path of each section',
    when: 'with --prune, or a name such as DATABASE_HOST that may stand for a key with levels',
    without: 'names are taken as keys (an error where new keys must be named); --prune fails',
    targets: ({ reads, lookedUp, pruned }) => (reads ? parameters([...lookedUp, ...pruned]) : []),
  },
];

const tagReading: Rules = [
  {
    action: 'ssm:ListTagsForResource',
    on: 'each name',
    when: 'with tags',
    without: 'tags are written whole; --prune-tags is refused',
    targets: ({ reads, tagged }) => (reads ? tagsOf(tagged) : []),
  },
];

const keyReading: Rules = [
  {
    action: 'kms:DescribeKey',
    on: 'the customer keys of SecureStrings',
    when: 'a SecureString is written',
    without: 'a key that is disabled or missing is found only by the write',
    targets: ({ reads, secure, keyIds }) => (reads ? keysOfSecure(secure, keyIds) : []),
  },
];

const putting: Rule<WriteFacts> = {
  action: 'ssm:PutParameter',
  on: 'each name',
  when: 'applying',
  targets: ({ applies, names }) => (applies ? parameters(names) : []),
};

const tagWriting: Rules = [
  {
    action: 'ssm:AddTagsToResource',
    on: 'each name',
    when: 'applying, with tags',
    targets: ({ applies, tagged }) => (applies ? tagsOf(tagged) : []),
  },
  {
    action: 'ssm:RemoveTagsFromResource',
    on: 'each name',
    when: 'applying, with --prune-tags',
    targets: ({ applies, pruneTags, tagged }) => (applies && pruneTags ? tagsOf(tagged) : []),
  },
];

const encrypting: Rules = [
  {
    action: 'kms:Encrypt',
    on: 'the customer keys of SecureStrings',
    when: 'applying',
    targets: ({ applies, secure, keyIds }) => (applies ? encrypted(secure, keyIds) : []),
  },
  {
    action: 'kms:GenerateDataKey',
    on: 'the customer keys of SecureStrings',
    when: 'applying; of Advanced ones',
    targets: ({ applies, secure, keyIds }) => (applies ? encrypted(secure, keyIds) : []),
  },
];

const pruning: Rule<WriteFacts> = {
  action: 'ssm:DeleteParameters',
  on: 'the path of each section, and below',
  when: 'applying, with --prune',
  targets: ({ applies, pruned }) => (applies ? parameters(pruned.map(below)) : []),
};

function ownKeys(secure: readonly SecureName[]): readonly Target[] {
  return secure.flatMap(({ name, keyId }) => (keyId === undefined ? [] : valuesUnder([keyId], [name])));
}

/** Without a key of its own a value gets the settings' key, or keeps the one it has: one of those known. */
function encrypted(secure: readonly SecureName[], keyIds: readonly string[]): readonly Target[] {
  const keyless = secure.filter(({ keyId }) => keyId === undefined).map(({ name }) => name);
  return [...ownKeys(secure), ...valuesUnder(keyless.length > 0 ? keyIds : [], keyless)];
}

/** Both sides of a re-keying are looked at, so the known keys as well. */
function keysOfSecure(secure: readonly SecureName[], keyIds: readonly string[]): readonly Target[] {
  if (secure.length === 0) return [];
  const own = secure.flatMap(({ keyId }) => keyId ?? []);
  return [...new Set([...own, ...keyIds])].map((keyId) => ({ kind: 'key', keyId }));
}
