import { CallError } from '../core/call-error.ts';
import { environmentTag } from '../core/key/environment-key.ts';
import type { KeyAdmin, KeyDetail } from '../core/key/key-admin.ts';
import type { KeyDraft } from '../core/key/key-draft.ts';
import { sideBySide } from './side-by-side.ts';

export interface Orphans {
  /** Keys with the environment's tag and no alias at all. */
  readonly keys: readonly KeyDetail[];
  /** The key of the alias, where KMS lists one that it did not find by name: it is brand new. */
  readonly aliased: KeyDetail | undefined;
  /** Not everything could be looked at, so there may be more. */
  readonly unsure: { readonly why: string; readonly action: string } | undefined;
  readonly notes: readonly string[];
}

/**
 * Looks for keys that an interrupted run left behind. KMS cannot be asked for a tag, so each key that has no
 * alias is asked for its tags; a key with another alias has found a use, and is left out.
 * @throws CallError for anything but a denial.
 */
export async function findOrphans(
  admin: KeyAdmin,
  { alias, environment }: Pick<KeyDraft, 'alias' | 'environment'>,
): Promise<Orphans> {
  const notes: string[] = [];
  const none = { keys: [], aliased: undefined, notes };
  try {
    const aliases = await admin.listAliases();
    const target = aliases.find(({ name }) => name === alias)?.keyId;
    const aliased = target === undefined ? undefined : await admin.describe(target);
    if (aliased) return { ...none, aliased, unsure: undefined };
    const taken = new Set(aliases.map(({ keyId }) => keyId));
    const free = (await admin.listKeys()).filter((arn) => !taken.has(idOf(arn)));
    const { tagged, denied } = await withTag(admin, free, environment);
    const keys: KeyDetail[] = [];
    for (const arn of tagged) {
      const key = await admin.describe(arn);
      if (key?.state === 'PendingDeletion') {
        notes.push(
          `Key ${key.keyId} has the tag of ${environment} too, and is pending deletion: left alone.`,
        );
      } else if (key) keys.push(key);
    }
    if (denied.length === 0) return { ...none, keys, unsure: undefined };
    const [first = '', ...more] = denied.map(idOf);
    const which = more.length === 0 ? `key ${first}` : `${denied.length} keys, such as ${first},`;
    const why = `the tags of ${which} may not be read.`;
    return { ...none, keys, unsure: { why, action: 'kms:ListResourceTags' } };
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
    const action = error.action ?? 'kms:ListKeys';
    return { ...none, unsure: { why: `${action} is denied.`, action } };
  }
}

async function withTag(
  admin: KeyAdmin,
  arns: readonly string[],
  environment: string,
): Promise<{ readonly tagged: readonly string[]; readonly denied: readonly string[] }> {
  const denied: string[] = [];
  const tagged = await sideBySide(arns, async (arn) => {
    try {
      const tags = await admin.listTags(arn);
      return tags.some(({ Key, Value }) => Key === environmentTag && Value === environment) ? [arn] : [];
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // Gone since it was listed.
      if (error.awsCode === 'NotFoundException') return [];
      if (error.kind !== 'denied') throw error;
      denied.push(arn);
      return [];
    }
  });
  return { tagged: tagged.flat(), denied };
}

function idOf(arn: string): string {
  return arn.replace(/^.*:key\//, '');
}
