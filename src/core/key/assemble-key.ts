import type { ArnScope } from '../parameter/name.ts';
import { environmentTag } from './environment-key.ts';
import type { KeyReading, LiveKey } from './found-key.ts';
import { changesOf } from './key-changes.ts';
import { hasRoles, type KeyDraft, largePolicy, policyFor, tooLarge } from './key-draft.ts';
import { keyFinding } from './key-finding.ts';
import type { KeyPlan, KeyStep } from './key-plan.ts';
import { newPolicy } from './policy-merge.ts';

/** From what is there to what should be. Pure, and the only place where this is decided. */
export function assembleKey(draft: KeyDraft, reading: KeyReading, scope: ArnScope): KeyPlan {
  const { environment, alias } = draft;
  const { found } = reading;
  const plan = (keyId: string | undefined, steps: readonly KeyStep[], notes: readonly string[] = []) => ({
    ...{ environment, alias, keyId },
    steps: steps.length === 0 ? [{ kind: 'keep' } as const] : steps,
    notes: [...reading.notes, ...notes],
  });
  switch (found.kind) {
    case 'aliased':
    case 'orphan': {
      const id = found.live.key.keyId;
      const refused = refusal(draft, found.live);
      if (refused) return plan(id, [refused]);
      const { steps, notes } = changesOf(draft, found.live, scope);
      if (found.kind === 'aliased') return plan(id, steps, notes);
      const adopted = `Key ${id} has the tag ${environmentTag}=${environment} and no alias: an earlier run did not get further. It is used.`;
      return plan(id, [{ kind: 'create-alias', alias }, ...steps], [adopted, ...notes]);
    }
    case 'several':
      return plan(undefined, [
        {
          kind: 'refuse',
          reason: `several keys have the tag ${environmentTag}=${environment} and no alias: ${found.keyIds.join(', ')}`,
          hint: `Choose one with: aws kms create-alias --alias-name ${alias} --target-key-id <id>; the others can be scheduled for deletion.`,
        },
      ]);
    case 'unsure':
      if (draft.newKey) return plan(undefined, creation(draft, scope), [`${found.why} --new-key was given.`]);
      return plan(undefined, [
        {
          kind: 'refuse',
          reason: `an earlier run may have left a key without its alias: ${found.why}`,
          hint: `Allow ${found.action}; or, if no key has the tag ${environmentTag}=${environment}, give --new-key.`,
        },
      ]);
    case 'none':
      return plan(undefined, creation(draft, scope));
  }
}

/** The first tag is what an interrupted run is found again by, so it is there from CreateKey on. */
function creation(draft: KeyDraft, scope: ArnScope): readonly KeyStep[] {
  const { environment, alias, roles, rotationDays: days } = draft;
  const description = draft.description ?? `Parameter Store secrets of ${environment}`;
  const own = { Key: environmentTag, Value: environment };
  const tags = [own, ...draft.tags.filter(({ Key }) => Key !== environmentTag)];
  const policy = hasRoles(roles) ? newPolicy(policyFor(draft, scope)) : undefined;
  if (policy !== undefined && tooLarge(policy)) return [largePolicy];
  return [
    { kind: 'create-key', request: { description, tags, policy } },
    { kind: 'create-alias', alias },
    { kind: 'enable-rotation', days, from: undefined },
  ];
}

function refusal({ alias, environment }: KeyDraft, { key, tags }: LiveKey): KeyStep | undefined {
  if (key.manager === 'AWS') {
    return {
      kind: 'refuse',
      reason: `${alias} points to key ${key.keyId}, which is AWS's own and cannot be managed`,
      hint: 'Delete the alias, and run again.',
    };
  }
  const finding = keyFinding(key);
  if (finding) return { kind: 'refuse', reason: `key ${key.keyId} ${finding.reason}`, hint: finding.hint };
  const other = tags?.find(({ Key }) => Key === environmentTag)?.Value;
  if (other === undefined || other === environment) return undefined;
  return {
    kind: 'refuse',
    reason: `${alias} points to key ${key.keyId}, whose tag says that it is of ${other}`,
    hint: `Nothing is pointed elsewhere by itself. If the key is right: aws kms tag-resource --key-id ${key.keyId} --tags TagKey=${environmentTag},TagValue=${environment}`,
  };
}
