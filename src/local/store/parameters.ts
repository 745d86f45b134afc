import type { ParameterType } from '../../core/parameter/type.ts';
import type { Database } from './database.ts';
import type { Scope } from './scope.ts';

export type StoredTier = 'Standard' | 'Advanced';

/** One version of one parameter. The value stays sealed until `openValue` (values.ts). */
export interface ParameterRecord {
  readonly id: number;
  /** Canonical, with its leading slash. */
  readonly name: string;
  /** The form it was created with: `X` or `/X`. */
  readonly given: string;
  readonly version: number;
  readonly latest: number;
  readonly type: ParameterType;
  readonly tier: StoredTier;
  readonly keyId: string | null;
  readonly description: string | null;
  readonly allowedPattern: string | null;
  readonly policies: string | null;
  readonly dataType: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly sealedValue: Uint8Array;
}

const columns = `p.id, p.name, p.given, p.version AS latest, v.version, v.type, v.tier, v.key_id AS keyId,
  v.description, v.allowed_pattern AS allowedPattern, v.policies, v.data_type AS dataType,
  v.modified_at AS modifiedAt, v.modified_by AS modifiedBy, v.sealed_value AS sealedValue`;
const latest = `SELECT ${columns} FROM parameter p JOIN version v ON v.parameter = p.id AND v.version = p.version`;
const versions = `SELECT ${columns} FROM parameter p JOIN version v ON v.parameter = p.id`;

export interface ListRange {
  /** Names after this one, in binary order; '' for the first page. */
  readonly after: string;
  readonly limit: number;
}

/** What a read sees. The lagging view (faults) stands in for the plain one. */
export interface ParameterView {
  find(name: string): ParameterRecord | undefined;
  below(path: string, recursive: boolean, range: ListRange): readonly ParameterRecord[];
  all(range: ListRange): readonly ParameterRecord[];
}

export function currentView(database: Database, scope: Scope): ParameterView {
  return {
    find: (name) =>
      database.get<ParameterRecord>(`${latest} WHERE p.scope = ? AND p.name = ?`, scope.id, name),
    below(path, recursive, { after, limit }) {
      const prefix = path === '/' ? '/' : `${path}/`;
      if (!recursive) {
        const where = 'WHERE p.scope = ? AND p.parent = ? AND p.name > ? ORDER BY p.name LIMIT ?';
        return database.all(`${latest} ${where}`, scope.id, path, after, limit);
      }
      // '0' follows '/' in ASCII: the range below a path is one stretch of the index.
      const end = `${prefix.slice(0, -1)}0`;
      const start = after > prefix ? after : prefix;
      const where = 'WHERE p.scope = ? AND p.name > ? AND p.name < ? ORDER BY p.name LIMIT ?';
      return database.all(`${latest} ${where}`, scope.id, start, end, limit);
    },
    all: ({ after, limit }) =>
      database.all(
        `${latest} WHERE p.scope = ? AND p.name > ? ORDER BY p.name LIMIT ?`,
        scope.id,
        after,
        limit,
      ),
  };
}

export function findVersion(
  database: Database,
  parameter: number,
  version: number,
): ParameterRecord | undefined {
  return database.get(`${versions} WHERE p.id = ? AND v.version = ?`, parameter, version);
}

/** Oldest first. */
export function listVersions(
  database: Database,
  parameter: number,
  after: number,
  limit: number,
): readonly ParameterRecord[] {
  const where = 'WHERE p.id = ? AND v.version > ? ORDER BY v.version LIMIT ?';
  return database.all(`${versions} ${where}`, parameter, after, limit);
}

export function countByTier(database: Database, scope: Scope, tier: StoredTier): number {
  const sql = 'SELECT count(*) AS n FROM parameter WHERE scope = ? AND tier = ?';
  return database.get<{ n: number }>(sql, scope.id, tier)?.n ?? 0;
}

/** Versions, labels and tags go with it. */
export function deleteParameter(database: Database, id: number): void {
  database.run('DELETE FROM parameter WHERE id = ?', id);
}

/** AWS enforces expiration by scans of its own time; here it happens before the next call. `now` in ms. */
export function deleteExpired(database: Database, now: number): void {
  const due = 'expires_at IS NOT NULL AND expires_at <= ?';
  if (!database.get(`SELECT 1 FROM parameter WHERE ${due} LIMIT 1`, now)) return;
  database.transaction('write', () => database.run(`DELETE FROM parameter WHERE ${due}`, now));
}
