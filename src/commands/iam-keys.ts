import { CallError } from '../core/call-error.ts';
import { isDefaultKey, type KeyRef, parseKeyRef } from '../core/iam/key-ref.ts';
import type { Need } from '../core/iam/need.ts';
import type { PolicyPlace } from './iam-scope.ts';

export interface PolicyKeys {
  /** Undefined for the default key. */
  readonly of: (keyId: string) => KeyRef | undefined;
  readonly notes: readonly string[];
}

/** How a policy names the keys of some needs: an alias by its key where KMS can be asked, else by a condition. */
export async function policyKeys(all: readonly Need[], { scope, keys }: PolicyPlace): Promise<PolicyKeys> {
  const ids = new Set(all.flatMap(({ on }) => (on.kind === 'key' || on.kind === 'values' ? [on.keyId] : [])));
  const refs = new Map<string, KeyRef>();
  const notes: string[] = [];
  for (const id of ids) {
    if (isDefaultKey(id)) continue;
    const ref = parseKeyRef(id, scope);
    const found = ref.kind === 'alias' && keys ? await lookUp(keys, id) : undefined;
    refs.set(id, found?.ref ?? ref);
    if (ref.kind === 'alias') notes.push(found?.note ?? conditionNote(ref.alias));
  }
  return { of: (keyId) => refs.get(keyId), notes };
}

function conditionNote(alias: string): string {
  return `${alias} is no resource of a policy: the statements are for whatever key has this alias (kms:ResourceAliases). With --key-id <key ARN> they name the key.`;
}

/** What stands in the way is no trouble: the condition does without. */
async function lookUp(
  keys: NonNullable<PolicyPlace['keys']>,
  alias: string,
): Promise<{ readonly ref?: KeyRef; readonly note: string }> {
  try {
    const found = await keys.describeKey(alias);
    if (found === undefined) {
      return {
        note: `There is no key behind ${alias} yet: the statements are for whatever key will have it.`,
      };
    }
    const note = `${alias} is ${found.arn} now; the policy names that key, and must change if the alias does.`;
    return { ref: { kind: 'key', arn: found.arn }, note };
  } catch (error) {
    if (!(error instanceof CallError) || error.kind === 'aborted') throw error;
    return { note: `${conditionNote(alias)} KMS could not be asked: ${error.message}` };
  }
}
