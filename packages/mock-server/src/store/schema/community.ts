import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

/** What communities add: roles, who follows which, and what their messages carry beyond the shared rows. */
export interface CommunityTables {
  community_people: { person_id: number; role: string; bio: string | null };
  communities: {
    id: Generated<number>;
    name: string;
    slug: string;
    description: string;
    admin_id: number | null;
    created_at: Microseconds;
  };
  community_subscriptions: {
    id: Generated<number>;
    community_id: number;
    person_id: number;
    created_at: Microseconds;
  };
  community_conversations: {
    conversation_id: number;
    community_id: number | null;
    last_message_at: Microseconds | null;
  };
  community_messages: {
    message_id: number;
    /** Text and no text at all are different here. */
    has_content: Flag;
    is_pinned: Flag;
    edited_at: Microseconds | null;
  };
  /** One row for each other participant from the moment of sending. */
  community_reads: {
    id: Generated<number>;
    message_id: number;
    person_id: number;
    delivered_at: Microseconds;
    read_at: Microseconds | null;
  };
  community_files: { attachment_id: number; mime_type: string };
}

export const communityTables = `
create table community_people (person_id integer primary key references people(id), role text not null, bio text);
create table communities (
  id integer primary key autoincrement, name text not null, slug text not null unique, description text not null,
  admin_id integer references people(id), created_at integer not null
);
create table community_subscriptions (
  id integer primary key autoincrement, community_id integer not null references communities(id),
  person_id integer not null references people(id), created_at integer not null, unique (community_id, person_id)
);
create table community_conversations (
  conversation_id integer primary key references conversations(id), community_id integer references communities(id),
  last_message_at integer
);
create table community_messages (
  message_id integer primary key references messages(id) on delete cascade, has_content integer not null,
  is_pinned integer not null, edited_at integer
);
create table community_reads (
  id integer primary key autoincrement, message_id integer not null references messages(id) on delete cascade,
  person_id integer not null references people(id), delivered_at integer not null, read_at integer,
  unique (message_id, person_id)
);
create table community_files (
  attachment_id integer primary key references attachments(id) on delete cascade, mime_type text not null
);
`;
