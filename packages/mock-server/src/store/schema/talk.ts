import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

export interface TalkTables {
  conversations: {
    id: Generated<number>;
    /** Each API lists only the kinds it made: `direct` and `group` are Connectify's. */
    kind: string;
    /** Counts per kind, for backends that number direct and group conversations separately. */
    number: number;
    organisation_id: number | null;
    name: string | null;
    description: string | null;
    picture_path: string | null;
    created_by: number | null;
    created_at: Microseconds;
    updated_at: Microseconds;
    is_active: Flag;
  };
  memberships: {
    id: Generated<number>;
    conversation_id: number;
    number: number;
    person_id: number;
    role: string;
    joined_at: Microseconds;
    is_muted: Flag;
    left_at: Microseconds | null;
  };
  messages: {
    id: Generated<number>;
    conversation_id: number;
    /** Null for what no account wrote: guests, the system, accounts that are gone. */
    sender_id: number | null;
    content: string;
    created_at: Microseconds;
    updated_at: Microseconds;
    is_edited: Flag;
    is_deleted: Flag;
    reply_to_id: number | null;
  };
  reactions: {
    id: Generated<number>;
    message_id: number;
    person_id: number;
    emoji: string;
    created_at: Microseconds;
  };
  reads: { id: Generated<number>; message_id: number; person_id: number; read_at: Microseconds };
  deliveries: { message_id: number; status: string; changed_at: Microseconds };
}

export const talkTables = `
create table conversations (
  id integer primary key autoincrement, kind text not null, number integer not null,
  organisation_id integer references organisations(id), name text, description text, picture_path text,
  created_by integer references people(id), created_at integer not null, updated_at integer not null,
  is_active integer not null, unique (kind, number),
  check (organisation_id is not null or kind not in ('direct', 'group'))
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
  sender_id integer references people(id) on delete set null, content text not null, created_at integer not null,
  updated_at integer not null, is_edited integer not null, is_deleted integer not null, reply_to_id integer
);
create index messages_by_conversation on messages (conversation_id, id);
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
`;
