import type { Tag } from '../../core/tag/tag.ts';
import type { Database } from './database.ts';
import type { Scope } from './scope.ts';
import type { Sealer } from './sealing.ts';

export interface KeyRecord {
  readonly id: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly description: string;
  /** As it was put; null for KMS's default policy. Kept, not enforced. */
  readonly policy: string | null;
  readonly enabled: number;
  readonly createdAt: number;
  /** Milliseconds; null unless the deletion is scheduled. */
  readonly deletionAt: number | null;
  readonly rotationDays: number | null;
  readonly rotationFrom: number | null;
  readonly sealedMaterial: Uint8Array;
}

const columns = `id, manager, description, policy, enabled, created_at AS createdAt, deletion_at AS deletionAt,
  rotation_days AS rotationDays, rotation_from AS rotationFrom, sealed_material AS sealedMaterial`;

export function findKey(database: Database, scope: Scope, id: string): KeyRecord | undefined {
  return database.get(`SELECT ${columns} FROM kms_key WHERE scope = ? AND id = ?`, scope.id, id);
}

export function listKeys(
  database: Database,
  scope: Scope,
  after: string,
  limit: number,
): readonly KeyRecord[] {
  const sql = `SELECT ${columns} FROM kms_key WHERE scope = ? AND id > ? ORDER BY id LIMIT ?`;
  return database.all(sql, scope.id, after, limit);
}

function binding(scope: Scope, id: string): string {
  return `key ${scope.account} ${scope.region} ${id}`;
}

export function addKey(
  database: Database,
  sealer: Sealer,
  scope: Scope,
  key: Pick<KeyRecord, 'id' | 'manager' | 'description' | 'policy' | 'createdAt'>,
  material: Uint8Array,
): void {
  database.run(
    `INSERT INTO kms_key (scope, id, sealed_material, manager, description, policy, enabled, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?)`,
    scope.id,
    key.id,
    sealer.seal(material, binding(scope, key.id)),
    key.manager,
    key.description,
    key.policy,
    key.createdAt,
  );
}

export function openMaterial(sealer: Sealer, scope: Scope, key: KeyRecord): Uint8Array {
  return sealer.open(key.sealedMaterial, binding(scope, key.id));
}

export function setKeyEnabled(database: Database, scope: Scope, id: string, enabled: boolean): void {
  database.run('UPDATE kms_key SET enabled = ? WHERE scope = ? AND id = ?', enabled ? 1 : 0, scope.id, id);
}

export function setKeyDeletion(database: Database, scope: Scope, id: string, at: number | null): void {
  database.run('UPDATE kms_key SET deletion_at = ? WHERE scope = ? AND id = ?', at, scope.id, id);
}

export function setKeyRotation(
  database: Database,
  scope: Scope,
  id: string,
  days: number | null,
  from: number | null,
): void {
  const sql = 'UPDATE kms_key SET rotation_days = ?, rotation_from = ? WHERE scope = ? AND id = ?';
  database.run(sql, days, from, scope.id, id);
}

export function setKeyPolicy(database: Database, scope: Scope, id: string, policy: string): void {
  database.run('UPDATE kms_key SET policy = ? WHERE scope = ? AND id = ?', policy, scope.id, id);
}

export function setKeyDescription(database: Database, scope: Scope, id: string, text: string): void {
  database.run('UPDATE kms_key SET description = ? WHERE scope = ? AND id = ?', text, scope.id, id);
}

/** Destroys keys whose waiting period is over, with their aliases and tags. `now` in milliseconds. */
export function deleteDueKeys(database: Database, now: number): void {
  const due = 'deletion_at IS NOT NULL AND deletion_at <= ?';
  if (!database.get(`SELECT 1 FROM kms_key WHERE ${due} LIMIT 1`, now)) return;
  database.transaction('write', () => database.run(`DELETE FROM kms_key WHERE ${due}`, now));
}

export function keyTags(database: Database, scope: Scope, id: string): readonly Tag[] {
  const sql = 'SELECT key, value FROM kms_tag WHERE scope = ? AND kms_key = ? ORDER BY key';
  return database
    .all<{ key: string; value: string }>(sql, scope.id, id)
    .map((row) => ({ Key: row.key, Value: row.value }));
}

export function setKeyTags(database: Database, scope: Scope, id: string, tags: readonly Tag[]): void {
  const sql = 'INSERT OR REPLACE INTO kms_tag (scope, kms_key, key, value) VALUES (?, ?, ?, ?)';
  for (const tag of tags) database.run(sql, scope.id, id, tag.Key, tag.Value);
}

export function removeKeyTags(database: Database, scope: Scope, id: string, keys: readonly string[]): void {
  const sql = 'DELETE FROM kms_tag WHERE scope = ? AND kms_key = ? AND key = ?';
  for (const key of keys) database.run(sql, scope.id, id, key);
}
