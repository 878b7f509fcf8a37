import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { migrate } from './migrations';
import type { Schema } from './schema';

export type Store = Kysely<Schema>;

/** A migrated store over any engine that speaks Kysely's SQLite interface. */
export async function openStore(engine: SqliteDatabase): Promise<Store> {
  engine.prepare('pragma foreign_keys = on').run([]);
  const store = new Kysely<Schema>({ dialect: new SqliteDialect({ database: engine }) });
  await migrate(store);
  return store;
}
