import type { SqliteDatabase } from 'kysely';
import Database from 'libsql';

/** SQLite in a file, or in memory with `:memory:`; a committed write survives a killed process. */
export function libsqlEngine(path: string): SqliteDatabase {
  const database = new Database(path);
  if (path !== ':memory:') {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
  }
  return database;
}
