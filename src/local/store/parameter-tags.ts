import type { Tag } from '../../core/tag/tag.ts';
import type { Database } from './database.ts';

/** Sorted by key. */
export function tagsOf(database: Database, parameter: number): readonly Tag[] {
  const sql = 'SELECT key, value FROM parameter_tag WHERE parameter = ? ORDER BY key';
  return database
    .all<{ key: string; value: string }>(sql, parameter)
    .map((row) => ({ Key: row.key, Value: row.value }));
}

export function setTags(database: Database, parameter: number, tags: readonly Tag[]): void {
  const sql = 'INSERT OR REPLACE INTO parameter_tag (parameter, key, value) VALUES (?, ?, ?)';
  for (const tag of tags) database.run(sql, parameter, tag.Key, tag.Value);
}

export function removeTags(database: Database, parameter: number, keys: readonly string[]): void {
  const sql = 'DELETE FROM parameter_tag WHERE parameter = ? AND key = ?';
  for (const key of keys) database.run(sql, parameter, key);
}
