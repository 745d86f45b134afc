import type { Database } from './database.ts';
import type { Scope } from './scope.ts';

export interface SettingRecord {
  readonly value: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
}

export function findSetting(database: Database, scope: Scope, id: string): SettingRecord | undefined {
  const sql = `SELECT value, modified_at AS modifiedAt, modified_by AS modifiedBy FROM setting
    WHERE scope = ? AND id = ?`;
  return database.get(sql, scope.id, id);
}

export function putSetting(database: Database, scope: Scope, id: string, setting: SettingRecord): void {
  database.run(
    'INSERT OR REPLACE INTO setting (scope, id, value, modified_at, modified_by) VALUES (?, ?, ?, ?, ?)',
    scope.id,
    id,
    setting.value,
    setting.modifiedAt,
    setting.modifiedBy,
  );
}

export function removeSetting(database: Database, scope: Scope, id: string): void {
  database.run('DELETE FROM setting WHERE scope = ? AND id = ?', scope.id, id);
}
