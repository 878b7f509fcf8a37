import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

/** What the CRM adds: hats, messages from person to person, and conversations derived from them. */
export interface CrmTables {
  crm_people: {
    person_id: number;
    title: string | null;
    department: string | null;
    last_login_at: Microseconds | null;
    /** The older token, which never ends; null once signed out. */
    token: string | null;
  };
  crm_profiles: {
    id: Generated<number>;
    /** Null once the account is removed. */
    person_id: number | null;
    organisation_id: number | null;
    /** Shown instead of the organisation's own name. */
    organisation_name: string | null;
    type: string;
    is_primary: Flag;
    status: string;
    activated_at: Microseconds | null;
    created_at: Microseconds;
    updated_at: Microseconds;
  };
  crm_entities: { type: string; id: number; name: string };
  crm_messages: {
    id: Generated<number>;
    sender_id: number;
    recipient_id: number;
    type: string;
    subject: string | null;
    content: string;
    organisation_id: number | null;
    read_at: Microseconds | null;
    lead_id: number | null;
    deal_id: number | null;
    customer_id: number | null;
    /** JSON of whatever was sent. */
    attachments: string;
    created_at: Microseconds;
    updated_at: Microseconds;
  };
  crm_conversations: {
    id: Generated<number>;
    /** The smaller of the two ids. */
    one_id: number;
    other_id: number;
    organisation_id: number | null;
    last_message_id: number | null;
    last_message_at: Microseconds | null;
    one_unread: number;
    other_unread: number;
    created_at: Microseconds;
    updated_at: Microseconds;
  };
}

export const crmTables = `
create table crm_people (
  person_id integer primary key references people(id) on delete cascade, title text, department text, last_login_at integer,
  token text unique
);
create table crm_profiles (
  id integer primary key autoincrement, person_id integer references people(id) on delete set null,
  organisation_id integer references organisations(id), organisation_name text, type text not null,
  is_primary integer not null, status text not null, activated_at integer, created_at integer not null,
  updated_at integer not null
);
create index crm_profiles_by_person on crm_profiles (person_id);
create table crm_entities (type text not null, id integer not null, name text not null, primary key (type, id));
create table crm_messages (
  id integer primary key autoincrement, sender_id integer not null references people(id) on delete cascade,
  recipient_id integer not null references people(id) on delete cascade, type text not null, subject text, content text not null,
  organisation_id integer references organisations(id), read_at integer, lead_id integer, deal_id integer,
  customer_id integer, attachments text not null, created_at integer not null, updated_at integer not null
);
create index crm_messages_by_sender on crm_messages (sender_id, id);
create index crm_messages_by_recipient on crm_messages (recipient_id, id);
create table crm_conversations (
  id integer primary key autoincrement, one_id integer not null references people(id) on delete cascade,
  other_id integer not null references people(id) on delete cascade, organisation_id integer references organisations(id),
  last_message_id integer references crm_messages(id) on delete set null, last_message_at integer,
  one_unread integer not null, other_unread integer not null, created_at integer not null,
  updated_at integer not null, unique (one_id, other_id, organisation_id)
);
`;
