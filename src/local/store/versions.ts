import type { Database } from './database.ts';
import type { ParameterRecord } from './parameters.ts';
import type { Scope } from './scope.ts';
import type { Sealer } from './sealing.ts';

export type NewVersion = Omit<ParameterRecord, 'id' | 'latest' | 'sealedValue'> & {
  /** As GetParameter without decryption answers it: text, or a SecureString's ciphertext in base64. */
  readonly value: string;
  readonly expiresAt: number | undefined;
};

/** Where a value belongs; authenticated with it, so that rows cannot be exchanged. */
function binding(scope: Scope, parameter: number, version: number): string {
  return `value ${scope.account} ${scope.region} ${parameter} ${version}`;
}

/** Makes version `next.version` the latest one; version 1 makes the parameter. */
export function addVersion(
  database: Database,
  sealer: Sealer,
  scope: Scope,
  existing: number | undefined,
  next: NewVersion,
): number {
  const id = existing ?? insertParameter(database, scope, next);
  if (existing !== undefined) {
    const sql = 'UPDATE parameter SET version = ?, tier = ?, expires_at = ? WHERE id = ?';
    database.run(sql, next.version, next.tier, next.expiresAt ?? null, id);
  }
  database.run(
    `INSERT INTO version (parameter, version, type, sealed_value, tier, key_id, description, allowed_pattern,
       policies, data_type, modified_at, modified_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    next.version,
    next.type,
    sealer.seal(Buffer.from(next.value), binding(scope, id, next.version)),
    next.tier,
    next.keyId,
    next.description,
    next.allowedPattern,
    next.policies,
    next.dataType,
    next.modifiedAt,
    next.modifiedBy,
  );
  return id;
}

function insertParameter(database: Database, scope: Scope, next: NewVersion): number {
  const parent = next.name.slice(0, next.name.lastIndexOf('/')) || '/';
  return database.run(
    'INSERT INTO parameter (scope, name, parent, given, tier, version, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    scope.id,
    next.name,
    parent,
    next.given,
    next.tier,
    next.version,
    next.expiresAt ?? null,
  ).lastId;
}

/** The plain text of a String, the base64 ciphertext of a SecureString. */
export function openValue(sealer: Sealer, scope: Scope, record: ParameterRecord): string {
  const bytes = sealer.open(record.sealedValue, binding(scope, record.id, record.version));
  return Buffer.from(bytes).toString('utf8');
}

export function oldestVersion(database: Database, parameter: number): { version: number; count: number } {
  const sql = 'SELECT min(version) AS version, count(*) AS count FROM version WHERE parameter = ?';
  return database.get<{ version: number; count: number }>(sql, parameter) ?? { version: 0, count: 0 };
}

export function dropVersion(database: Database, parameter: number, version: number): void {
  database.run('DELETE FROM version WHERE parameter = ? AND version = ?', parameter, version);
}
