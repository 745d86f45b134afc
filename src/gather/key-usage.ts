import { CallError } from '../core/call-error.ts';
import type { KeyAdmin, KeyAlias, KeyDetail, KeyRotation } from '../core/key/key-admin.ts';
import { keyFinding, rotationObstacle } from '../core/key/key-finding.ts';
import { detailOf, type GivenKey, type KeyUsage, nameOf, type UsedKey } from '../core/key/key-usage.ts';
import { defaultKeyId } from '../core/parameter/type.ts';
import { sideBySide } from './side-by-side.ts';

export interface UsageQuery {
  /** Below this path; everything when undefined. */
  readonly path: string | undefined;
  readonly counts: (parameter: string) => boolean;
  /** Keys to look at although nothing may be under them yet, given the aliases that there are. */
  readonly named: (aliases: ReadonlySet<string>) => readonly string[];
}

/**
 * The keys of some parameters: which they are, whatever they were called at each put, and how they are.
 * @throws CallError when the parameters cannot be described, or a call fails for more than want of permission.
 */
export async function readKeyUsage(admin: KeyAdmin, query: UsageQuery): Promise<KeyUsage> {
  const denied = new Set<string>();
  const notes: string[] = [];
  /** Undefined where it is not allowed, which is said once. */
  const allowed = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
      const note = `${what}: ${error.action} is denied.`;
      if (!denied.has(note)) notes.push(note);
      denied.add(note);
      return undefined;
    }
  };
  const given = new Map<string, number>();
  for await (const page of admin.secureStrings(query.path)) {
    for (const { parameter, keyId = defaultKeyId } of page) {
      if (query.counts(parameter)) given.set(keyId, (given.get(keyId) ?? 0) + 1);
    }
  }
  const aliases = await allowed('Aliases are unknown', () => admin.listAliases());
  const known = new Set((aliases ?? []).map(({ name }) => name));
  for (const keyId of query.named(known)) if (!given.has(keyId)) given.set(keyId, 0);
  const seen = await sideBySide([...given], async ([keyId, parameters]): Promise<Seen> => {
    if (isPredefined(keyId)) return { given: { keyId, parameters }, key: 'managed' };
    const key = await allowed(
      'The state of some keys is unknown',
      async () => (await admin.describe(keyId)) ?? 'missing',
    );
    return { given: { keyId, parameters }, key: key ?? 'unknown' };
  });
  const rotations = new Map<string, KeyRotation>();
  const keys = grouped(seen, aliases);
  await sideBySide(keys, async ({ key }) => {
    if (typeof key === 'string' || !tellsRotation(key)) return;
    const rotation = await allowed('The rotation of some keys is unknown', () => admin.rotation(key.arn));
    if (rotation) rotations.set(key.arn, rotation);
  });
  const withRotation = keys.map((used) => ({ ...used, rotation: rotations.get(detailOf(used)?.arn ?? '') }));
  return { keys: withRotation.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)), notes };
}

interface Seen {
  readonly given: GivenKey;
  readonly key: UsedKey['key'];
}

/** Id, ARN and alias of one key are one row. */
function grouped(seen: readonly Seen[], aliases: readonly KeyAlias[] | undefined): readonly UsedKey[] {
  const targets = new Map((aliases ?? []).map(({ name, keyId }) => [name, keyId]));
  const groups = new Map<string, Seen[]>();
  for (const one of seen) {
    const id = slotOf(one, targets);
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].map(([id, members]) => {
    const managed = members.some(({ key }) => key === 'managed');
    const key = members.find((member) => typeof member.key !== 'string')?.key ?? members[0]?.key ?? 'unknown';
    const own = (aliases ?? []).filter((alias) => alias.keyId !== undefined && alias.keyId === id);
    const detail = typeof key === 'string' ? undefined : key;
    const listed = aliases !== undefined && (detail === undefined || isOwn(detail, aliases));
    return {
      key: managed ? 'managed' : key,
      givenAs: members.map(({ given }) => given),
      aliases: listed ? own.map(({ name }) => name).toSorted() : undefined,
      rotation: undefined,
    };
  });
}

/** What tells one key from another: its id where that is known, else the form it was given in. */
function slotOf({ given: { keyId }, key }: Seen, targets: ReadonlyMap<string, string | undefined>): string {
  if (typeof key !== 'string') return key.keyId;
  const name = keyId.replace(/^arn:[^:]*:kms:[^:]*:\d*:(?:key\/)?/, '');
  return targets.get(name) ?? name;
}

/** `alias/aws/ssm` and its like: asking KMS about one can create its key. */
function isPredefined(keyId: string): boolean {
  return /^(?:arn:[^:]*:kms:[^:]*:\d*:)?alias\/aws\//.test(keyId);
}

/** ListAliases tells of the caller's own account alone. */
function isOwn({ account }: KeyDetail, aliases: readonly KeyAlias[]): boolean {
  return aliases.every(({ arn }) => arn.split(':')[4] === account);
}

/** KMS refuses to tell of keys that cannot be rotated at all. */
function tellsRotation(key: KeyDetail): boolean {
  const finding = keyFinding(key);
  return rotationObstacle(key) === undefined && (finding === undefined || key.state === 'Disabled');
}
