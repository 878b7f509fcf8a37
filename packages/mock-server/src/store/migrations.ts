import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Schema } from './schema';

const firstTables = `
create table people (
  id integer primary key autoincrement, username text not null unique, email text not null,
  first_name text not null, last_name text not null, role text not null, picture_url text,
  password_hash text not null, is_active integer not null, created_at integer not null
);
create table organisations (
  id integer primary key autoincrement, name text not null, description text not null,
  created_at integer not null, updated_at integer not null
);
create table organisation_members (
  organisation_id integer not null references organisations(id), person_id integer not null references people(id),
  is_admin integer not null, primary key (organisation_id, person_id)
);
create table conversations (
  id integer primary key autoincrement, kind text not null, number integer not null,
  organisation_id integer not null references organisations(id), name text, description text, picture_path text,
  created_by integer references people(id), created_at integer not null, updated_at integer not null,
  is_active integer not null, unique (kind, number)
);
create table memberships (
  id integer primary key autoincrement, conversation_id integer not null references conversations(id),
  number integer not null, person_id integer not null references people(id), role text not null,
  joined_at integer not null, is_muted integer not null, left_at integer
);
create index memberships_by_person on memberships (person_id, conversation_id);
create unique index memberships_once on memberships (conversation_id, person_id) where left_at is null;
create table messages (
  id integer primary key autoincrement, conversation_id integer not null references conversations(id),
  sender_id integer not null references people(id), content text not null, created_at integer not null,
  updated_at integer not null, is_edited integer not null, is_deleted integer not null, reply_to_id integer
);
create index messages_by_conversation on messages (conversation_id, id);
create table attachments (
  id integer primary key autoincrement, message_id integer not null references messages(id) on delete cascade,
  kind text not null, file_path text not null, name text not null, size integer not null, uploaded_at integer not null
);
create index attachments_by_message on attachments (message_id);
create table files (
  path text primary key, name text not null, media_type text not null, bytes blob not null, created_at integer not null
);
create table reactions (
  id integer primary key autoincrement, message_id integer not null references messages(id) on delete cascade,
  person_id integer not null references people(id), emoji text not null, created_at integer not null,
  unique (message_id, person_id, emoji)
);
create table reads (
  id integer primary key autoincrement, message_id integer not null references messages(id) on delete cascade,
  person_id integer not null references people(id), read_at integer not null, unique (message_id, person_id)
);
create table deliveries (
  message_id integer primary key references messages(id) on delete cascade, status text not null,
  changed_at integer not null
);
create table blocks (
  id integer primary key autoincrement, organisation_id integer not null references organisations(id),
  blocker_id integer not null references people(id), blocked_id integer not null references people(id),
  created_at integer not null, unique (organisation_id, blocker_id, blocked_id)
);
create table idempotency_keys (
  person_id integer not null references people(id), key text not null, message_id integer not null,
  answer text, created_at integer not null, primary key (person_id, key)
);
create table settings (name text primary key, value text not null);
`;

const migrations: Record<string, Migration> = {
  '0001-first-tables': {
    async up(database: Kysely<never>) {
      for (const statement of firstTables.split(';')) {
        if (statement.trim() !== '') await sql.raw(statement).execute(database);
      }
    },
  },
};

/** Brings a database to the newest schema; throws what the migration threw. */
export async function migrate(database: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
