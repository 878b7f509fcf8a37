import type { Microseconds } from './columns';

export interface HousekeepingTables {
  idempotency_keys: {
    person_id: number;
    key: string;
    message_id: number;
    answer: string | null;
    created_at: Microseconds;
  };
  settings: { name: string; value: string };
}

export const housekeepingTables = `
create table idempotency_keys (
  person_id integer not null references people(id), key text not null, message_id integer not null,
  answer text, created_at integer not null, primary key (person_id, key)
);
create table settings (name text primary key, value text not null);
`;
