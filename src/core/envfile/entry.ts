import { parameterTiers } from '../parameter/type.ts';
import { advancedLimit, byteLength, valueLimit, valueProblem } from '../parameter/value.ts';
import type { Secret } from '../secret/secret.ts';
import type { Complaint } from './complaint.ts';
import { type DirectiveSet, saidTags, saidValue } from './directive-set.ts';
import type { EnvEntry } from './env-file.ts';
import type { OpenSection } from './section.ts';
import type { Assignment } from './statement.ts';

export interface Judged {
  readonly entry: EnvEntry;
  readonly complaints: readonly Complaint[];
}

/** One assignment with what its own directives and its section's say; `said` wins over the section. */
export function judgeEntry(
  { name, line }: Assignment,
  value: Secret,
  said: DirectiveSet,
  section: OpenSection,
  allSecret: boolean,
): Judged {
  const complaints: Complaint[] = [];
  const secret = saidValue(said, 'secret') ?? saidValue(section.said, 'section-secret');
  const list = saidValue(said, 'type') !== undefined;
  if (secret === 'true' && list) {
    complaints.push({
      line,
      key: name,
      message: 'is marked as a secret and as a StringList; a secret is always a SecureString',
      hint: 'Take out "# type=StringList", or write "# secret=false" above the key.',
    });
  }
  const ownKey = saidValue(said, 'key-id');
  const secure = secret === 'true' || allSecret;
  if (ownKey !== undefined && !secure) {
    complaints.push({
      line,
      key: name,
      message: 'has a "# key-id=" but is not marked as a secret, so it would be stored in the clear',
      hint: 'Write "# secret=true" above the key too, or take out "# key-id=".',
    });
  }
  const tier = parameterTiers.find((known) => known === saidValue(said, 'tier'));
  return {
    entry: {
      service: section.service,
      name,
      key: saidValue(said, 'key'),
      value,
      type: secret === 'true' ? 'SecureString' : list ? 'StringList' : undefined,
      plaintextAllowed: secret === 'false',
      tier,
      keyId: secure ? (ownKey ?? saidValue(section.said, 'section-key-id')) : undefined,
      description: saidValue(said, 'description'),
      tags: saidTags(said, 'tag'),
      line,
    },
    complaints,
  };
}

/** What Parameter Store would refuse about the value of an entry. */
export function valueComplaint({ name, line, value, tier }: EnvEntry): Complaint | undefined {
  const problem = valueProblem(value, tier);
  return problem === undefined
    ? undefined
    : { line, key: name, message: `has a value that ${problem}`, hint: valueHint(byteLength(value), tier) };
}

function valueHint(length: number, tier: EnvEntry['tier']): string {
  if (length === 0) return 'Give it a value, or leave such keys out with --skip-empty.';
  if (length > advancedLimit) return 'Keep it elsewhere, and store here where it is.';
  if (length > valueLimit(tier)) return 'Write "# tier=Advanced" above the key.';
  return 'Store it base64-encoded, and decode it where it is used.';
}
