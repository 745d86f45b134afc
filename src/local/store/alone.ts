import { loadSqlite } from './sqlite.ts';

/**
 * Runs `work` while no other process has the database open, and answers whether it could. A file that is no
 * database is held by nobody. @param path must exist.
 */
export async function runAlone(path: string, work: () => Promise<void>): Promise<boolean> {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA busy_timeout = 500');
    try {
      // Every connection in WAL mode holds a lock on the file; leaving WAL needs to be the only one.
      database.exec('PRAGMA journal_mode = DELETE');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      if (error instanceof Error && /database is locked|busy/i.test(error.message)) return false;
    }
    await work();
    return true;
  } finally {
    database.close();
  }
}
