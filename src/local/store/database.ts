import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SsmkitError } from '../../core/errors.ts';
import { migrations } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

/** SQLite with its statements kept. Synchronous: a call holds the thread for well under a millisecond. */
export interface Database {
  get<Row>(sql: string, ...values: readonly SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  run(
    sql: string,
    ...values: readonly SQLInputValue[]
  ): { readonly changes: number; readonly lastId: number };
  /** Runs `work` whole or not at all. A write takes the lock at once, so that it cannot fail halfway. */
  transaction<T>(mode: 'read' | 'write', work: () => T): T;
  close(): void;
}

/** Longer than any writer holds the lock; a queue of processes still drains in time. */
const busyTimeout = 20_000;
/** Bytes; SQLite's unix-dirs take 512 with the name of a journal and a final NUL. */
const longestPath = 500;

/**
 * Opens or creates the database file. Its mode is 0600 from its first byte; -wal and -shm copy it.
 * synchronous=FULL: an acknowledged write survives a power cut too, for 0.3 ms a commit.
 * @throws SsmkitError `failed` with SQLite's own words, `settings` for a store of a newer ssmkit.
 */
export function openDatabase(path: string): Database {
  try {
    return wrap(open(path));
  } catch (error) {
    throw isOfSqlite(error) ? cannotOpen(path, error.message) : error;
  }
}

function open(path: string): DatabaseSync {
  const database = connect(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
    patiently(() => database.exec('PRAGMA journal_mode = WAL'));
    database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF');
    migrate(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function isOfSqlite(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/** No value can stand in these words: nothing has been read or written yet. */
function cannotOpen(path: string, words: string): SsmkitError {
  return new SsmkitError('failed', `The local store ${path} cannot be opened: ${words}.`, {
    hint:
      Buffer.byteLength(path) > longestPath
        ? 'Its path is longer than SQLite can take: give a shorter one with --local-dir.'
        : 'Give another folder with --local-dir, or start over with: ssmkit local reset',
  });
}

function connect(path: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  // SQLite offers no mode for a file it creates; the umask is put back before anything else can run.
  const before = process.umask(0o177);
  try {
    const database = new DatabaseSync(path);
    // The file comes into being with the first access, not with the opening.
    patiently(() => database.exec('PRAGMA schema_version'));
    return database;
  } finally {
    process.umask(before);
  }
}

/**
 * Processes that create one file or switch it to WAL at once see SQLITE_BUSY without any waiting, whatever
 * busy_timeout says: try again for two seconds.
 */
function patiently(action: () => void): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      action();
      return;
    } catch (error) {
      if (attempt === 200 || !isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked|busy/i.test(error.message);
}

function migrate(database: DatabaseSync, path: string): void {
  const found = () => Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (found() > migrations.length) {
    throw new SsmkitError('settings', `The local store ${path} was made by a newer ssmkit.`, {
      hint: 'Update ssmkit, or start over with: ssmkit local reset',
    });
  }
  if (found() === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have migrated meanwhile.
    for (const step of migrations.slice(found())) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function wrap(database: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return {
    // node:sqlite types every row as a record of any column; what a statement selects stands in its own text,
    // and the caller names it beside that text.
    get: <Row>(sql: string, ...values: readonly SQLInputValue[]) =>
      prepare(sql).get(...values) as unknown as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SQLInputValue[]) =>
      prepare(sql).all(...values) as unknown as readonly Row[],
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepare(sql).run(...values);
      return { changes: Number(changes), lastId: Number(lastInsertRowid) };
    },
    transaction(mode, work) {
      database.exec(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** SQLite may have ended the transaction itself (full disk); the first error is the one that tells why. */
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // Nothing was open any more.
  }
}
