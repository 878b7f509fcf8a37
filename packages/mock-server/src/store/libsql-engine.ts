import type { SqliteDatabase } from 'kysely';
import Database from 'libsql';

/** SQLite in a file, or in memory with `:memory:`; a committed write survives a killed process. */
export function libsqlEngine(path: string): SqliteDatabase {
  if (path === ':memory:') return new Database(path);
  try {
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The data file ${path} cannot be used: ${reason}`, { cause: error });
  }
}
