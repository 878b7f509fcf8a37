import type { Generated } from 'kysely';
import type { Flag, Microseconds } from './columns';

export interface PeopleTables {
  people: {
    id: Generated<number>;
    username: string;
    email: string;
    first_name: string;
    last_name: string;
    role: string;
    picture_url: string | null;
    password_hash: string;
    is_active: Flag;
    created_at: Microseconds;
  };
  organisations: {
    id: Generated<number>;
    name: string;
    description: string;
    created_at: Microseconds;
    updated_at: Microseconds;
  };
  organisation_members: { organisation_id: number; person_id: number; is_admin: Flag };
}

export const peopleTables = `
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
`;
