import type { Database } from './database.ts';

export function labelsOf(database: Database, parameter: number, version: number): readonly string[] {
  const sql = 'SELECT label FROM label WHERE parameter = ? AND version = ? ORDER BY label';
  return database.all<{ label: string }>(sql, parameter, version).map((row) => row.label);
}

export function versionWithLabel(database: Database, parameter: number, label: string): number | undefined {
  const sql = 'SELECT version FROM label WHERE parameter = ? AND label = ?';
  return database.get<{ version: number }>(sql, parameter, label)?.version;
}

/** Moves the label when it sits on another version. */
export function setLabel(database: Database, parameter: number, version: number, label: string): void {
  const sql = 'INSERT OR REPLACE INTO label (parameter, label, version) VALUES (?, ?, ?)';
  database.run(sql, parameter, label, version);
}

/** Says whether the version had the label. */
export function removeLabel(database: Database, parameter: number, version: number, label: string): boolean {
  const sql = 'DELETE FROM label WHERE parameter = ? AND version = ? AND label = ?';
  return database.run(sql, parameter, version, label).changes > 0;
}
