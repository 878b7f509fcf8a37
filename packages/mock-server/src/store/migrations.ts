import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Schema } from './schema';
import { blockTables } from './schema/blocks';
import { communityTables } from './schema/community';
import { crmTables } from './schema/crm';
import { fileTables } from './schema/files';
import { guestTables } from './schema/guests';
import { housekeepingTables } from './schema/housekeeping';
import { peopleTables } from './schema/people';
import { sessionTables } from './schema/sessions';
import { staffTables } from './schema/staff';
import { talkTables } from './schema/talk';

const running = (statements: string): Migration => ({
  async up(database: Kysely<never>) {
    for (const statement of statements.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(database);
    }
  },
});

/** Run in the order of their names; what a released version has run must not change any more. */
const migrations: Record<string, Migration> = {
  '0001-people': running(peopleTables),
  '0002-talk': running(talkTables),
  '0003-files': running(fileTables),
  '0004-blocks': running(blockTables),
  '0005-housekeeping': running(housekeepingTables),
  '0006-crm': running(crmTables),
  '0007-community': running(communityTables),
  '0008-staff': running(staffTables),
  '0009-guests': running(guestTables),
  '0010-sessions': running(sessionTables),
};

/** Brings a database to the newest schema; throws what the migration threw. */
export async function migrate(database: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    // Parts are independent: one that sorts before a finished one may still come later.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
