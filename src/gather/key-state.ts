import { CallError } from '../core/call-error.ts';
import type { FoundKey, KeyReading, LiveKey, LivePolicy } from '../core/key/found-key.ts';
import type { KeyAdmin, KeyDetail } from '../core/key/key-admin.ts';
import { hasRoles, type KeyDraft } from '../core/key/key-draft.ts';
import { keyFinding, rotationObstacle } from '../core/key/key-finding.ts';
import { parsePolicy } from '../core/key/policy-document.ts';
import { findOrphans } from './key-orphans.ts';

/**
 * Reads what there is of an environment's key: through its alias, or, where that is missing, by the tag that
 * every key of ours has from its first moment.
 * @throws CallError when the alias cannot be looked up, or a call fails for more than want of permission.
 */
export async function readKeyState(admin: KeyAdmin, draft: KeyDraft): Promise<KeyReading> {
  const key = await admin.describe(draft.alias);
  if (key) return await reading('aliased', admin, draft, key, []);
  const orphans = await findOrphans(admin, draft);
  const { notes } = orphans;
  const [first, ...others] = orphans.keys;
  if (orphans.aliased) return await reading('aliased', admin, draft, orphans.aliased, notes);
  const found = (one: FoundKey): KeyReading => ({ found: one, notes });
  if (first && others.length > 0) {
    return found({ kind: 'several', keyIds: orphans.keys.map(({ keyId }) => keyId) });
  }
  if (first) return await reading('orphan', admin, draft, first, notes);
  return found(orphans.unsure ? { kind: 'unsure', ...orphans.unsure } : { kind: 'none' });
}

async function reading(
  kind: 'aliased' | 'orphan',
  admin: KeyAdmin,
  draft: KeyDraft,
  key: KeyDetail,
  before: readonly string[],
): Promise<KeyReading> {
  const notes: string[] = [];
  /** Undefined where it is not allowed, which is said. */
  const allowed = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'denied') throw error;
      notes.push(`${what}: ${error.action} is denied.`);
      return undefined;
    }
  };
  const id = key.keyId;
  const [tags, rotation, policy] = await Promise.all([
    allowed('The tags of the key are unknown', () => admin.listTags(id)),
    // Not of a key that cannot be rotated or used at all: KMS would refuse to answer.
    rotationObstacle(key) !== undefined || keyFinding(key) !== undefined
      ? undefined
      : allowed('The rotation of the key is unknown', () => admin.rotation(id)),
    hasRoles(draft.roles) ? allowed('The policy of the key is unknown', () => admin.policy(id)) : undefined,
  ]);
  const live: LiveKey = { key, tags, rotation, policy: policyOf(policy) };
  return { found: { kind, live }, notes: [...before, ...notes] };
}

function policyOf(text: string | undefined): LivePolicy | undefined {
  const document = text === undefined ? undefined : parsePolicy(text);
  return text !== undefined && document !== undefined ? { text, document } : undefined;
}
