import type { Microseconds } from './columns';

export interface SessionTables {
  /** Cookie sessions; one of an API means nothing to the others. */
  sessions: { key: string; api: string; person_id: number; expires_at: Microseconds };
}

export const sessionTables = `
create table sessions (
  key text primary key, api text not null, person_id integer not null references people(id) on delete cascade,
  expires_at integer not null
);
`;
