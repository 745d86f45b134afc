import type { ParameterMetadata, StoredParameter } from '../../core/parameter/stored.ts';
import type { Identity } from '../../core/ports.ts';
import type { Tag } from '../../core/tag/tag.ts';

interface BackedUp {
  readonly stored: StoredParameter;
  readonly metadata: ParameterMetadata | undefined;
  readonly tags: readonly Tag[];
}

/** The form's number; a reader refuses one it does not know. Documented in docs/output.md. */
const backupVersion = 1;

/** Parameters whole and in the clear, as the bytes of a file. */
export function renderBackup(parameters: readonly BackedUp[], identity: Identity, time: Date): Uint8Array {
  const document = {
    ssmkitBackup: backupVersion,
    createdAt: time.toISOString(),
    account: identity.account ?? null,
    region: identity.region,
    parameters: parameters.map(({ stored, metadata, tags }) => ({
      name: stored.name,
      type: stored.type,
      value: stored.value.reveal(),
      version: stored.version,
      dataType: stored.dataType,
      tier: metadata?.tier ?? null,
      keyId: metadata?.keyId ?? null,
      description: metadata?.description ?? null,
      allowedPattern: metadata?.allowedPattern ?? null,
      policies: metadata?.policies ?? null,
      tags,
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}
