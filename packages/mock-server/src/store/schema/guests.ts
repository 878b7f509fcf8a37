import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

export interface GuestTables {
  /** An organisation that has guests; the backend names it by a UUID. */
  guest_hotels: { organisation_id: number; uuid: string };
  /** Those who answer guests; whoever has no hotel works for the platform. */
  guest_staff: {
    person_id: number;
    organisation_id: number | null;
    user_type: string;
    phone_number: string;
    is_verified: Flag;
    /** May sign in to the administration, which is what opens a cookie session. */
    is_staff: Flag;
  };
  guest_departments: { id: Generated<number>; organisation_id: number; name: string };
  guests: { id: Generated<number>; full_name: string; phone: string };
  guest_stays: { id: Generated<number>; guest_id: number; organisation_id: number; room_number: string };
  guest_conversations: {
    conversation_id: number;
    stay_id: number | null;
    status: string;
    department_id: number | null;
    /** A JSON object. */
    context_data: string;
  };
  guest_messages: { message_id: number; sender_type: string };
  guest_spent_tokens: { token_id: string; spent_at: Microseconds };
}

export const guestTables = `
create table guest_hotels (
  organisation_id integer primary key references organisations(id), uuid text not null unique
);
create table guest_staff (
  person_id integer primary key references people(id) on delete cascade,
  organisation_id integer references organisations(id), user_type text not null, phone_number text not null,
  is_verified integer not null, is_staff integer not null
);
create table guest_departments (
  id integer primary key autoincrement, organisation_id integer not null references organisations(id),
  name text not null
);
create table guests (id integer primary key autoincrement, full_name text not null, phone text not null);
create index guests_by_phone on guests (phone);
create table guest_stays (
  id integer primary key autoincrement, guest_id integer not null references guests(id),
  organisation_id integer not null references organisations(id), room_number text not null
);
create table guest_conversations (
  conversation_id integer primary key references conversations(id), stay_id integer unique references guest_stays(id),
  status text not null, department_id integer references guest_departments(id), context_data text not null
);
create table guest_messages (
  message_id integer primary key references messages(id) on delete cascade, sender_type text not null
);
create table guest_spent_tokens (token_id text primary key, spent_at integer not null);
`;
