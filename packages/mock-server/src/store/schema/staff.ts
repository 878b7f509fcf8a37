import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

export interface StaffTables {
  hotels: { organisation_id: number; slug: string };
  staff_departments: { id: Generated<number>; name: string; slug: string };
  staff_jobs: { id: Generated<number>; name: string; slug: string };
  /** A person's profile at a hotel; chat knows people by its id. */
  staff: {
    id: Generated<number>;
    person_id: number;
    hotel_id: number;
    department_id: number | null;
    job_id: number | null;
    access_level: string;
    email: string | null;
    phone: string | null;
    is_on_duty: Flag;
    is_active: Flag;
    push_token: string | null;
  };
  staff_tokens: { person_id: number; token: string };
  /** Whether it was made as a group; two people can be one. */
  staff_conversations: { conversation_id: number; is_group: Flag };
  /** What staff chat keeps of a message besides. */
  staff_messages: {
    message_id: number;
    edited_at: Microseconds | null;
    deleted_at: Microseconds | null;
    /** Staff ids, as a JSON list. */
    mentions: string;
  };
  /** The type a client claimed for its file. */
  staff_files: { attachment_id: number; media_type: string };
}

export const staffTables = `
create table hotels (
  organisation_id integer primary key references organisations(id), slug text not null unique
);
create table staff_departments (id integer primary key autoincrement, name text not null, slug text not null unique);
create table staff_jobs (id integer primary key autoincrement, name text not null, slug text not null unique);
create table staff (
  id integer primary key autoincrement, person_id integer not null unique references people(id),
  hotel_id integer not null references hotels(organisation_id), department_id integer references staff_departments(id),
  job_id integer references staff_jobs(id), access_level text not null, email text, phone text,
  is_on_duty integer not null, is_active integer not null, push_token text
);
create table staff_tokens (person_id integer primary key references people(id), token text not null unique);
create table staff_conversations (
  conversation_id integer primary key references conversations(id), is_group integer not null
);
create table staff_messages (
  message_id integer primary key references messages(id) on delete cascade, edited_at integer, deleted_at integer,
  mentions text not null
);
create table staff_files (
  attachment_id integer primary key references attachments(id) on delete cascade, media_type text not null
);
`;
