import type { Database } from './database.ts';
import type { Scope } from './scope.ts';

export interface AliasRecord {
  /** With its `alias/`. */
  readonly name: string;
  readonly key: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const columns = 'name, key, created_at AS createdAt, updated_at AS updatedAt';

export function findAlias(database: Database, scope: Scope, name: string): AliasRecord | undefined {
  return database.get(`SELECT ${columns} FROM kms_alias WHERE scope = ? AND name = ?`, scope.id, name);
}

export function listAliases(
  database: Database,
  scope: Scope,
  key: string | undefined,
  after: string,
  limit: number,
): readonly AliasRecord[] {
  const sql = `SELECT ${columns} FROM kms_alias WHERE scope = ? AND name > ? AND (? IS NULL OR key = ?)
    ORDER BY name LIMIT ?`;
  return database.all(sql, scope.id, after, key ?? null, key ?? null, limit);
}

export function countAliases(database: Database, scope: Scope, key: string): number {
  const sql = 'SELECT count(*) AS n FROM kms_alias WHERE scope = ? AND key = ?';
  return database.get<{ n: number }>(sql, scope.id, key)?.n ?? 0;
}

export function addAlias(database: Database, scope: Scope, name: string, key: string, now: number): void {
  const sql = 'INSERT INTO kms_alias (scope, name, key, created_at, updated_at) VALUES (?, ?, ?, ?, ?)';
  database.run(sql, scope.id, name, key, now, now);
}

export function pointAlias(database: Database, scope: Scope, name: string, key: string, now: number): void {
  const sql = 'UPDATE kms_alias SET key = ?, updated_at = ? WHERE scope = ? AND name = ?';
  database.run(sql, key, now, scope.id, name);
}

export function removeAlias(database: Database, scope: Scope, name: string): void {
  database.run('DELETE FROM kms_alias WHERE scope = ? AND name = ?', scope.id, name);
}
