import { environmentOfAlias } from './environment-key.ts';
import type { KeyDetail } from './key-admin.ts';

/** What is wrong with a key, as a clause after its name, and what to do. */
export interface KeyFinding {
  readonly reason: string;
  readonly hint: string;
}

/** Why Parameter Store cannot encrypt under a key, or nothing. Source: KMS developer guide, key states. */
export function keyFinding(key: KeyDetail): KeyFinding | undefined {
  const id = key.keyId;
  if (key.usage !== 'ENCRYPT_DECRYPT' || key.spec !== 'SYMMETRIC_DEFAULT') {
    return {
      reason: `is not a symmetric encryption key (${key.spec}, ${key.usage})`,
      hint: 'Parameter Store can use no other kind: give the alias to a symmetric key.',
    };
  }
  switch (key.state) {
    case 'Enabled':
      return undefined;
    case 'Disabled':
      return { reason: 'is disabled', hint: `Enable it with: aws kms enable-key --key-id ${id}` };
    case 'PendingDeletion':
    case 'PendingReplicaDeletion':
      return {
        reason: `is pending deletion${key.deletionDate ? `, on ${dayOf(key.deletionDate)}` : ''}; what is encrypted under it is lost then`,
        hint: `Rescue it with: aws kms cancel-key-deletion --key-id ${id}, then aws kms enable-key --key-id ${id}`,
      };
    case 'PendingImport':
      return { reason: 'has no key material yet', hint: 'Import its key material.' };
    default:
      return {
        reason: `is in the state ${key.state}`,
        hint: 'Look at it in the KMS console, and try again.',
      };
  }
}

/** Why the rotation of a key cannot be set, or nothing. Source: EnableKeyRotation in the KMS API reference. */
export function rotationObstacle(key: KeyDetail): string | undefined {
  if (key.manager === 'AWS') return 'AWS rotates its own keys every year';
  if (key.origin === 'EXTERNAL') return 'its key material was imported';
  if (key.origin !== 'AWS_KMS') return 'it is in a custom key store';
  if (key.primaryArn !== undefined) return `it is a replica; rotation is set on ${key.primaryArn}`;
  return undefined;
}

/** What to do about a key that does not exist, where its name says what it was made to be. */
export function missingKeyHint(keyId: string): string | undefined {
  const environment = environmentOfAlias(keyId);
  return environment === undefined
    ? undefined
    : `Create it with: ssmkit kms ensure --environment ${environment}`;
}

/** `2026-11-22`, in UTC: KMS deletes within a day of the date it tells. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
